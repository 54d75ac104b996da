"""What an operation answers from: the revision in force, the network of it, the loaders."""
