"""O*NET, the occupation database of the U.S. Department of Labor."""
