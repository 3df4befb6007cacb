"""Bytes to reports: files, folders, JSON lines, feeds, addresses and standard input.

`discover` lists what the inputs hold, one `Item` for each thing that may become a report; `extract` makes the report of
one item. Nothing is dropped in silence: what cannot be read comes out as `Skipped` or raises a `SkipReport`.
"""

from .discover import discover
from .extract import extract
from .items import Hints, Item

__all__ = ["Hints", "Item", "discover", "extract"]
