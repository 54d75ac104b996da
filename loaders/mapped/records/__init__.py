"""Data in which records name levels and competencies: what each text in them is about."""
