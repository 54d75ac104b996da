"""The career network in memory: what it holds, how it is built, and how long its steps take."""
