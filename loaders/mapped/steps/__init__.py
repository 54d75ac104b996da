"""Steps between roles: those that documents state, and those that the order of levels implies."""
