"""Why an event is believed as far as it is, in a sentence or two."""

from __future__ import annotations

from collections.abc import Iterable

from ...records import SourceKind
from ..occurrences.told import Role
from .evidence import Evidence, Objection, Telling
from .grades import APART
from .weigh import Part, Weighed

NAMED = 3
"""Tellers named before the rest are counted."""


def reason(evidence: Evidence, weighed: Weighed) -> str:
    """What the credence rests on: tellings, copies, objections and what they weigh."""
    sentences = [_told(evidence, weighed), _passed_on(evidence), *_against(evidence.objections)]
    return " ".join(filter(None, sentences))


def _told(evidence: Evidence, weighed: Weighed) -> str:
    pairs = list(zip(evidence.tellings, weighed.tellings, strict=True))
    if not pairs:
        return "Nobody in this ledger asserts it; it is only denied or doubted."
    if len(pairs) == 1:
        return f"Told once, by {_teller(pairs[0][0])}."
    apart = [telling for telling, part in pairs if part.alone >= APART]
    perhaps = [telling for telling, part in pairs if part.alone < APART]
    if len(apart) == 1:
        return (
            f"Told by {_teller(apart[0])}; {_listed(_teller(t) for t in perhaps)} may go back to the same source"
            f"{_share(pairs)}."
        )
    words = f"Told by {_number(len(apart))} that seem to stand on their own: {_listed(_teller(t) for t in apart)}."
    more = f" {_listed(_teller(t) for t in perhaps)} may go back to the same source." if perhaps else ""
    return words + (more[:1] + more[1:2].upper() + more[2:] if more else "")


def _share(pairs: list[tuple[Telling, Part]]) -> str:
    return " and so adds little" if len(pairs) == 2 else " and so add little"


def _teller(telling: Telling) -> str:
    """Who told it, on whose word, and with what interest."""
    name = telling.name or "a page of no known outlet"
    if telling.speaker is None and telling.kind is SourceKind.ANONYMOUS:
        return f"{name} on the word of somebody unnamed"
    if telling.interest > 0:
        return f"{name} (which it credits, so that its word weighs less)"
    if telling.interest < 0:
        return f"{name} (which it harms, so that its word weighs more)"
    return name


def _passed_on(evidence: Evidence) -> str:
    outlets = frozenset[str]().union(*(telling.relays for telling in evidence.tellings))
    number = len(outlets - {telling.outlet for telling in evidence.tellings})
    if not number:
        return ""
    return (
        f"{_number(number).capitalize()} other outlet{'' if number == 1 else 's'} only pass it on, which adds nothing."
    )


def _against(objections: tuple[Objection, ...]) -> Iterable[str]:
    back = [each for each in objections if each.takes_back]
    if back:
        yield f"{_listed(_name(each) for each in back)} took it back, which weighs heavily."
    rest = [each for each in objections if not each.takes_back]
    party = [each for each in rest if each.party and each.role is not Role.DOUBTS]
    if party:
        has = "has" if len({each.source for each in party}) == 1 else "have"
        yield f"Denied by {_listed(_name(each) for each in party)}, who {has} an interest: this weighs little."
    for role, words in ((Role.DENIES, "Denied by"), (Role.COUNTERS, "Contradicted by"), (Role.DOUBTS, "Doubted by")):
        others = [each for each in rest if each.role is role and each not in party]
        if others:
            yield f"{words} {_listed(_name(each) for each in others)}."


def _name(objection: Objection) -> str:
    return objection.name or "somebody unnamed"


def _listed(names: Iterable[str]) -> str:
    unique = list(dict.fromkeys(names))
    shown = unique[:NAMED]
    if len(unique) > NAMED:
        shown.append(f"{_number(len(unique) - NAMED)} more")
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def _number(number: int) -> str:
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return words[number] if number < len(words) else f"{number:,}"
