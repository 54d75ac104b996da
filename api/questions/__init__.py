"""The fields of `Query`, by what they ask. Resolvers are thin; what they ask stands in `queries/`."""
