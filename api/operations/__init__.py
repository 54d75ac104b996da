"""Prepares GraphQL documents: limits, cost, compilation."""
