"""What commands share at a terminal."""
