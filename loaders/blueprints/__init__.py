"""Role blueprints: HTML, WordPress JSON and flattened text."""
