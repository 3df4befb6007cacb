"""Builds the knowledge file that the package ships: `python -m training.knowledge`."""
