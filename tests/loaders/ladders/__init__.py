"""Small invented ladders, one of each form, with what a careful person reads in them."""
