"""Makes what telling stories apart needs: how frequent words are, and the odds that two reports tell one story."""
