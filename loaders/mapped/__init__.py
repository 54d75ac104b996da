"""Ladders in a company's own form: documents become blocks and grids, a mapping says what they mean."""
