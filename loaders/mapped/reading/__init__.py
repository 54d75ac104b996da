"""Sources and a mapping become a framework."""
