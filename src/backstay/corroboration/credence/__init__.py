"""How far an event is to be believed, as a probability with an interval, its reason in words, and its grades."""

from .model import SHIPPED, Weights
from .priors import Prior, Priors, kept_priors, read_priors, write_priors

__all__ = ["SHIPPED", "Prior", "Priors", "Weights", "kept_priors", "read_priors", "write_priors"]
