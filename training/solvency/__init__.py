"""Makes the small tables of the solvency engine from public data."""
