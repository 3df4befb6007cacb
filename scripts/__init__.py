"""What is run by hand, or by the test of what it makes."""
