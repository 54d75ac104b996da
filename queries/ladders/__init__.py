"""A family as a ladder and as a matrix; roles side by side."""
