"""Trains the reader's encoder and its heads. `python -m training.reader` does all of it."""
