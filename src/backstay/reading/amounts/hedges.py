"""Words before a number that say how it is meant: "at least", "an estimated", "another", "just"."""

from __future__ import annotations

from dataclasses import dataclass

from . import words as w
from .tokens import Tokens


@dataclass(slots=True)
class Hedge:
    """What the words before a number say of it; `first` is where they start."""

    first: int
    bound: str = ""
    added: bool = False
    limits: bool = False


def hedged(tokens: Tokens, first: int, floor: int) -> Hedge:
    """Read hedges from the number leftwards: "at least", "an estimated", "another", "just a few"."""
    hedge = Hedge(first)
    for _ in range(4):
        at = hedge.first
        found = _one_hedge(tokens, at, floor)
        if found is None:
            break
        size, bound = found
        hedge.added |= not bound and bool(w.ADDED & set(tokens.words[at - size : at]))
        hedge.limits |= not bound and bool(_LIMITING & set(tokens.words[at - size : at]))
        hedge.bound = hedge.bound or bound
        hedge.first = at - size
    return hedge


_LIMITING = frozenset(("only", "just"))


def _one_hedge(tokens: Tokens, at: int, floor: int) -> tuple[int, str] | None:
    for size in (3, 2, 1):
        if at - size < floor:
            continue
        words = " ".join(tokens.words[at - size : at])
        if words in w.AT_LEAST:
            return size, "least"
        if words in w.AT_MOST:
            return size, "most"
        if words in w.ABOUT or words in ("an estimated", "close to"):
            return size, "nearly" if words == "close to" else "about"
        if words in w.NEARLY:
            return size, "nearly"
        if words in w.PLAIN:
            return size, ""
    return None
