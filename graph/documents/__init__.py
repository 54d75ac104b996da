"""What the graph is made from: one document a role or a piece of vocabulary, what it says, and which ids its names
mean.
"""
