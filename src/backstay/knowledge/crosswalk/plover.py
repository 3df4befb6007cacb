"""PLOVER's types, modes and contexts (POLECAT's coding) to channels: the table `plover.csv`.

Strengths are PLOVER's own scores. A row of the table applies where its mode and its context, if it names any, are the
event's; among those that apply the one that names more decides, and among equals the first.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from backstay.records import MODES, EventType

from .coding import SCORES, Coding, coding, table

_APART = re.compile(r"\s*[,;|]\s*")


def plover(event_type: str, mode: str = "", contexts: str = "") -> Coding | None:
    """What an event of this type, mode and these contexts (parted by commas) means; None for a type that is none."""
    kind = event_type.strip().upper()
    if kind not in _rows():
        return None
    first = _APART.split(mode.strip().lower())[0].replace("_", "-")
    words = {word.replace("_", " ") for word in _APART.split(contexts.strip().lower())}
    best = max(
        (
            row
            for row in _rows()[kind]
            if row["mode"] in {"", first} and (not row["context"] or row["context"] in words)
        ),
        key=lambda row: bool(row["mode"]) + bool(row["context"]),
    )
    found = coding({**best, "mode": ""}, SCORES[EventType(kind)])
    allowed = {name.lower(): name for name in MODES.get(EventType(kind), ())}
    return replace(found, mode=allowed.get(first))


@cache
def _rows() -> dict[str, list[dict[str, str]]]:
    rows: dict[str, list[dict[str, str]]] = {}
    for row in table("plover.csv"):
        rows.setdefault(row["event_type"], []).append(row)
    return rows
