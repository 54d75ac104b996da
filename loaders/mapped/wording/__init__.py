"""What words mean: short labels, levels, headings of jobs, the parts of a role, spans of time."""
