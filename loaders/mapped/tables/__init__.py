"""Tables in which one side names levels: competencies by levels, levels with titles, or rows that name both."""
