"""What is likely next: forecasts that were tested, and what a government can still pay."""
