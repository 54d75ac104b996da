"""Prose in which headings name levels and competencies: a page a role, or a page with a heading for each level."""
