"""Which mistakes the reader makes, counted: `python -m bench.quality mistakes DIR` prints their kinds.

The most common come first. Gold and read claims are paired as the scorer pairs clauses. A claim that is missed or made
up is one mistake; a pair of claims can hold several, one a field.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from backstay.records.exchange import JsonObject

from .scoring import Scorer

_PRONOUN = re.compile(
    r"(?:he|she|it|they|we|i|you|him|her|them|us|who|which|that|his|its|their|our|my|both|this)", re.IGNORECASE
)


def mistakes(scorer: Scorer, gold: Sequence[JsonObject], got: Sequence[JsonObject]) -> Counter[str]:
    """The kinds of mistake in one text, with their counts."""
    pairs = scorer.pair(list(gold), list(got), "span")
    found, read = {id(g) for g, _ in pairs}, {id(p) for _, p in pairs}
    counts: Counter[str] = Counter()
    counts.update(f"missed: {g['event_type']}" for g in gold if id(g) not in found)
    counts.update(f"made up: {p['event_type']}" for p in got if id(p) not in read)
    for g, p in pairs:
        counts.update(_of_pair(scorer, g, p))
    return counts


def _of_pair(scorer: Scorer, gold: JsonObject, got: JsonObject) -> Iterator[str]:
    for role in ("actor", "recipient"):
        kind = _party(scorer, gold, got, role)
        if kind:
            yield f"{role}: {kind}"
    for field in ("event_type", "channel", "status", "certainty", *(["effect"] if gold.get("channel") else [])):
        if gold.get(field) != got.get(field):
            yield f"{field}: {gold.get(field) or 'none'} read as {got.get(field) or 'none'}"
    if gold.get("channel") and gold["channel"] == got.get("channel"):
        yield from _sides(gold, got)
    inner = [(one.get("sources") or [{}])[-1] for one in (gold, got)]
    for field in ("kind", "stance"):
        if inner[0].get(field) != inner[1].get(field):
            yield f"source {field}: {inner[0].get(field)} read as {inner[1].get(field)}"


def _sides(gold: JsonObject, got: JsonObject) -> list[str]:
    a, b = [(one.get("backer"), one.get("client")) for one in (gold, got)]
    if a != b and a == b[::-1]:
        return ["tie: backer and client swapped"]
    return [f"tie: {name} wrong" for at, name in enumerate(("backer", "client")) if a[at] != b[at]]


def _party(scorer: Scorer, gold: JsonObject, got: JsonObject, role: str) -> str | None:
    """How a party is wrong, None where it is right."""
    a, b = gold.get(role), got.get(role)
    if scorer.same_party(a, b):
        return None
    if not a or not (a.get("text") or a.get("state")):
        return "one read where there is none"
    if not b or not (b.get("text") or b.get("state")):
        return f"none read for {_mention(a)}"
    return f"another read for {_mention(a)}"


def _mention(party: JsonObject) -> str:
    words = str(party.get("text") or "")
    if _PRONOUN.fullmatch(words):
        return "a pronoun"
    described = words[:1].islower() or words.lower().startswith(("the ", "his ", "its ", "their "))
    kind = "a description" if described else "a name"
    return kind if party.get("state") else f"{kind} of no state"
