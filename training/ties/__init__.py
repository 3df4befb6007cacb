"""Fits the settings of the measure of ties, and works out the thresholds of its breaks."""
