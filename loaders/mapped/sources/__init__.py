"""A file of any form as one `Source`: pieces with their lines, tables as grids, data as leaves."""
