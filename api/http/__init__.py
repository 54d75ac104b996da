"""Everything about HTTP: requests, responses, authentication, logs, metrics, the explorer."""
