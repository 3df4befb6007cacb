"""Report -> Claims: an encoder with several heads finds clauses, parties and labels; rules resolve who, when, how much.

`Reader` loads on use: its parts (windows, labels) also serve the training, which has no knowledge file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .reader import Reader

__all__ = ["Reader"]


def __getattr__(name: str) -> Any:
    if name == "Reader":
        from .reader import Reader

        return Reader
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
