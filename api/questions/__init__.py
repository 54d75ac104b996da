"""The fields of `Query`, by topic. Resolvers are thin: the questions themselves are in `queries/`."""
