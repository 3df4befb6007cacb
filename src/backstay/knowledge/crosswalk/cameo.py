"""CAMEO's 312 codes: one reviewed table, `cameo.csv`.

Names and Goldstein scores are those of the ICEWS coded event data (Boschee et al., Harvard Dataverse; the scale is
Goldstein 1992). Event types follow PLOVER 1.3, table 7.1, and where they do not, the column `why` says so.
"""

from __future__ import annotations

from functools import cache

from .coding import Coding, coding, table


def cameo(code: str, _mode: str = "", _contexts: str = "") -> Coding | None:
    """What a CAMEO code means, or the code above it where this one is unknown (1834 is read as 183); else None."""
    codes = _codes()
    found = codes.get(code)
    return found if found is not None or len(code) < 4 else codes.get(code[:3])


def normal_cameo(code: str, *, roots: bool = False) -> str:
    """A code with the zero at its front that spreadsheets take away: 211 is 0211, 42 is 042; else the code as it is.

    No code of three digits is mistaken for another: none above 204 exists. Of two digits, 10 may be the cue category
    DEMAND or a statement (010): the second, unless `roots` says that the table has cue categories.
    """
    code = code.strip()
    restored = "0" + code
    if restored in _codes() and (code not in _codes() or (len(code) == 2 and not roots)):
        return restored
    return code


def cameo_names() -> dict[str, str]:
    """Codes by the names of events, in lower case ("make a visit"), for tables that have only those."""
    return {row["name"].lower(): row["code"] for row in table("cameo.csv") if len(row["code"]) > 2}


@cache
def _codes() -> dict[str, Coding]:
    return {row["code"]: coding(row, float(row["goldstein"])) for row in table("cameo.csv")}
