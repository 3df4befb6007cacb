"""What was worked out of ties, kept beside the ledger, so that a day's news costs what is new."""
