"""ACLED's event and sub-event types to PLOVER: the table `acled.csv` (ACLED codebook, 2023). Scores are PLOVER's."""

from __future__ import annotations

from functools import cache

from .coding import SCORES, Coding, coding, table


def acled(event: str, sub_event: str = "", _contexts: str = "") -> Coding | None:
    """What an event of this type and sub-type means; None for one that the codebook does not have."""
    return _types().get((event.strip().lower(), sub_event.strip().lower()))


@cache
def _types() -> dict[tuple[str, str], Coding]:
    scores = {str(kind): score for kind, score in SCORES.items()}
    return {
        (row["event"].lower(), row["sub_event"].lower()): coding(row, scores.get(row["event_type"], 0.0))
        for row in table("acled.csv")
    }
