"""What resolvers read from: the current revision, the career network of that revision, and loaders."""
