"""Claims in, origins out: a story told a hundred times is one telling."""

from .origins import CLOSE_DAYS, origins

__all__ = ["CLOSE_DAYS", "origins"]
