"""Claims in, origins and events out: a story told a hundred times is one telling, and one event."""

from .book import Book, events
from .origins import CLOSE_DAYS, origins

__all__ = ["CLOSE_DAYS", "Book", "events", "origins"]
