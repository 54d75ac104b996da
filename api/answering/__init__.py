"""From an operation to an answer of one revision, and the answers kept in memory."""
