"""Fits the weights by which the reader chooses who acts on whom."""
