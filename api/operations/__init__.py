"""GraphQL documents made ready: bounded, priced, compiled."""
