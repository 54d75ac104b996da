"""A company's ladder in a spreadsheet."""
