"""Outcomes gathered into few large commits."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from backstay.ledger import Ledger, Outcome

_OUTCOMES = 250
_SECONDS = 10.0
_CHARACTERS = 30_000_000


@dataclass(slots=True)
class Batches:
    """Writes after 250 outcomes, 10 seconds or 30 million characters, whichever comes first."""

    ledger: Ledger
    reader: str
    _waiting: list[Outcome] = field(default_factory=list)
    _characters: int = 0
    _since: float = field(default_factory=time.monotonic)

    def add(self, outcome: Outcome) -> None:
        self._waiting.append(outcome)
        self._characters += len(outcome.report.text) if outcome.report else 0

    @property
    def due(self) -> bool:
        return (
            len(self._waiting) >= _OUTCOMES
            or self._characters >= _CHARACTERS
            or time.monotonic() - self._since >= _SECONDS
        )

    def flush(self) -> None:
        """Write what waits. What fails to be written no longer waits: the run that follows reads it again."""
        batch, self._waiting, self._characters = self._waiting, [], 0
        try:
            if batch:
                self.ledger.write(batch, reader=self.reader)
        finally:
            self._since = time.monotonic()
