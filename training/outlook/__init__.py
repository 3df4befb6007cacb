"""Makes the outlook's trees from coded events: `make outlook`."""
