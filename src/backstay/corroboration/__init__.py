"""Claims in, origins out: a story told a hundred times is one telling."""

from .origins import CLOSE_DAYS, origins
from .tracing import Traced, traced

__all__ = ["CLOSE_DAYS", "Traced", "origins", "traced"]
