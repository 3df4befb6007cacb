"""What a run says of itself while it goes on and when it has ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from backstay.records import Skipped


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come. `known` inputs were in the ledger already; `address` is the input just finished."""

    read: int
    known: int
    skipped: int
    claims: int
    words: int
    seconds: float
    address: str

    @property
    def done(self) -> int:
        """Inputs dealt with in any way."""
        return self.read + self.known + self.skipped


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did. `read` and `known` count inputs, `skipped` counts them by reason; `seconds` is wall time."""

    read: int = 0
    known: int = 0
    skipped: Mapping[str, int] = field(default_factory=dict)
    skipped_items: tuple[Skipped, ...] = ()
    claims: int = 0
    words: int = 0
    seconds: float = 0.0
