"""What is kept beside the ledger: events as they were last joined, and what was found in each report."""

from .finding import InShort, Kept, keeping
from .repeated import keep_repeats

__all__ = ["InShort", "Kept", "keep_repeats", "keeping"]
