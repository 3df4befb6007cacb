"""The measure of ties: a state-space model of how often each backer acts for, and against, each client."""
