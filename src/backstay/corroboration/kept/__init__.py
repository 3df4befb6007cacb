"""Events kept beside the ledger as they were last joined, and brought up to date by what changed."""

from .finding import InShort, Kept, keeping

__all__ = ["InShort", "Kept", "keeping"]
