"""The career network in memory: its content, how it is built, and how long its steps take."""
