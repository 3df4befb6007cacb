"""Two numbers that are the ends of one ("20 to 30", "between 5 and 8", "10-15"), or a score."""

from __future__ import annotations

from .cores import Core
from .tokens import Tokens


def joined_ranges(tokens: Tokens, cores: list[Core]) -> list[Core]:
    """Make one of the two ends of a range ("20 to 30", "between 5 and 8", "10-15")."""
    joined: list[Core] = []
    for core in cores:
        left = joined[-1] if joined else None
        if left is not None and _range(tokens, left, core):
            low, high = left.low or 0.0, core.high or 0.0
            if core.scaled and not left.scaled and core.high and low < core.high:
                low = _scale_like(tokens, low, core)
            if low < high:
                joined[-1] = Core("range", left.first, core.last, low, high, True, core.scaled)
                continue
            if core.first - left.last == 1 and tokens.classes[left.last] == "-":
                joined[-1] = Core("score", left.first, core.last, left.low, left.high)
                continue
        joined.append(core)
    return joined


def _scale_like(tokens: Tokens, low: float, core: Core) -> float:
    """Reads "5 to 10 billion" starts at 5 billion."""
    first = tokens.values[core.first]
    return low * (core.high / first) if first and core.high else low


def _range(tokens: Tokens, left: Core, right: Core) -> bool:
    if {left.rule, right.rule} - {"digits", "words"}:
        return False
    between = tokens.classes[left.last : right.first]
    lead = tokens.classes[left.first - 1] if left.first else ""
    tail = tokens.classes[right.last : right.last + 1]
    if "C" in between:
        if lead != "C":
            return False
        between = between.replace("C", "")
    if lead == "C" and left.first > 1:
        lead = tokens.classes[left.first - 2]
    if "%" in between:
        if tail != "%":
            return False
        between = between.replace("%", "")
    if between == "t":
        return lead != "r" and not _change_and_level(tokens, left, right)
    return between == "-" or (between == "&" and lead == "w")


def _change_and_level(tokens: Tokens, left: Core, right: Core) -> bool:
    """Reads "fell by $1.1 billion to $9.7 billion": a change and where it led, as each has its own mark."""
    marked = tokens.classes[left.first - 1 : left.first] == "C" == tokens.classes[right.first - 1 : right.first]
    return marked and left.first > 1 and tokens.words[left.first - 2] == "by"
