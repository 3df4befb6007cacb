"""Makes the gazetteer, and the weights by which a name in a text is taken for a place."""
