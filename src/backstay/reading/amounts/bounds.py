"""Bounds of a number: what hedges make of it, and what is written."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ...records import Amount
from .cores import Core
from .number_words import SCALES
from .tokens import PLURAL_SCALES, Tokens


@dataclass(frozen=True, slots=True)
class Limits:
    """`low`..`high` bound a number, None is open; `approx` if its words are vague."""

    low: float | None
    high: float | None
    approx: bool

    def times(self, factor: float) -> Limits:
        """The same in a unit that is so many times smaller."""
        return Limits(scaled(self.low, factor), scaled(self.high, factor), self.approx)

    def widened(self, bound: str) -> Limits:
        """What "or more" (least) and "or so" (about) after a number make of it."""
        if bound == "least":
            return Limits(self.low, None, True)
        if bound == "about":
            return Limits(scaled(self.low, 0.9), scaled(self.high, 1.1), True)
        return self


def bounded(core: Core, bound: str, factor: float, share_of: bool) -> Limits:
    """What a hedge before a number makes of it. A share of something ends at all of it."""
    limits = _hedged(core, bound)
    limits = Limits(_float(limits.low), _float(limits.high), limits.approx)
    if factor != 1:
        limits = limits.times(factor)
    if share_of and bound == "least" and (limits.low or 0) <= 1:
        return Limits(limits.low, 1.0, limits.approx)
    return limits


def _hedged(core: Core, bound: str) -> Limits:
    low, high = core.low, core.high
    if bound == "about" and low is not None:
        return Limits(scaled(low, 0.9), scaled(high, 1.1), True)
    if bound == "nearly" and low is not None:
        return Limits(scaled(low, 0.9), high, True)
    if bound == "least":
        if core.rule == "dozen" and low == 12:
            return Limits(13, 24, True)
        return Limits(low, 1.0 if core.rule in ("part", "halfof") else None, True)
    if bound == "most":
        return Limits(None, high, True)
    return Limits(low, high, core.vague)


def scaled(value: float | None, factor: float) -> float | None:
    """Bounds that are no artefact of binary fractions: 0.9 times 1,000 is 900."""
    return None if value is None else float(f"{value * factor:.12g}")


def _float(bound: float | None) -> float | None:
    """24 as 24.0: a claim that comes back from a ledger then reads the same to the letter."""
    return None if bound is None else float(bound)


def ordered(amount: Amount) -> Amount:
    """Low before high."""
    if amount.low is not None and amount.high is not None and amount.low > amount.high:
        return replace(amount, low=amount.high, high=amount.low)
    return amount


def stated(tokens: Tokens, core: Core, factor: float) -> tuple[float | None, float | None]:
    """The number that is written: both ends of a range; 1,000 for "thousands"; None for "a few" and "most"."""
    words = tokens.words[core.first : core.last]
    if core.rule == "fuzzy":
        steps = [PLURAL_SCALES.get(word) or SCALES.get(word) or (12 if word == "dozen" else 0) for word in words]
        value = 1.0
        for step in steps:
            value *= step or 1
        low = high = value * factor if any(steps) else None
        return low, high
    if core.rule == "part" and tokens.classes[core.first] == "m":
        return None, None
    return scaled(core.low, factor), scaled(core.high, factor)
