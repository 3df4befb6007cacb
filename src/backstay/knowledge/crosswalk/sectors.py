"""Whose act it is: the sectors of event tables as PLOVER's, and which of them act for a state or against it."""

from __future__ import annotations

from functools import cache

from backstay.records import SECTORS

from .coding import table

ACT_FOR_STATE = frozenset(("GOV", "MIL", "COP", "SPY", "LEG", "JUD", "PRM", "BUS", "IGO"))
"""Sectors whose acts are taken as their state's; so is an actor of no sector, which is the state itself."""

AGAINST_STATE = frozenset(("REB", "OPP", "RAD", "CRM", "UAF"))
"""What is done to these is not done to the government of their state: to bomb rebels is no pressure on it."""


def sector(scheme: str, theirs: str) -> str | None:
    """PLOVER's sector for a table's own word or words; None where nothing is known.

    `scheme`: icews (a list of sector names), role (an actor such as "Armed Rebel (Syria)"), gdelt, acled or plover.
    """
    theirs = theirs.strip()
    if scheme == "role":
        role, bracket, _ = theirs.partition(" (")
        words = f" {role} " if bracket else ""
        return next((code for word, code in _lines("role") if f" {word}" in words), None)
    if scheme == "icews":
        held = {part.strip() for part in theirs.split(",")}
        return next((code for word, code in _lines("icews") if word in held), None)
    first = theirs.replace(";", ",").split(",")[0].strip()
    known = dict(_lines(scheme))
    if first in known:
        return known[first] or None
    return first if first in SECTORS else None


@cache
def _lines(scheme: str) -> tuple[tuple[str, str], ...]:
    return tuple((row["theirs"], row["sector"]) for row in table("sectors.csv") if row["scheme"] == scheme)
