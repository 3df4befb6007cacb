"""Windows with labels: what the heads of the reader are trained on."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from backstay.reading.labels import ATTRIBUTES
from backstay.reading.windows import CONTEXT_TOKENS, MAX_TOKENS, Tokens, Window, windows

from .gold import Document, fold

IGNORE = -100


@dataclass(slots=True)
class Anchor:
    """One anchor word's targets. `pointers` maps a role to positions it may point at: 0 is nobody, absent unknown."""

    position: int
    labels: dict[str, int] = field(default_factory=dict)
    pointers: dict[str, list[int]] = field(default_factory=dict)


@dataclass(slots=True)
class Example:
    """One window. Positions count [CLS] as 0. `body` is the first position read here; `complete` says whether anchors
    that are not listed are known to be none.
    """

    ids: list[int]
    first: list[bool]
    body: int
    anchors: list[Anchor] = field(default_factory=list)
    mentions: list[tuple[int, int]] = field(default_factory=list)
    complete: bool = True
    pair: tuple[tuple[int, int], tuple[int, int], list[int]] | None = None
    """Marked source span, marked target span, event types that count as right (for sets of marked pairs)."""
    story: int | None = None
    """The event type that the passage is mainly about (for stories labelled whole)."""


@dataclass(slots=True)
class LabelledText:
    """A text with claims whose anchors and mentions are found. Offsets are characters."""

    tokens: Tokens
    claims: list[dict[str, Any]]
    anchors: list[int | None]


def position_of(tokens: Tokens, offset: int) -> int | None:
    """The first piece of the word at a character offset."""
    for i, (start, end) in enumerate(zip(tokens.starts, tokens.ends, strict=True)):
        if start <= offset < end or start >= offset:
            return next(j for j in range(i, -1, -1) if tokens.first[j])
    return None


def find_mention(text: str, mention: str, claim: dict[str, Any]) -> tuple[int, int] | None:
    """Where a mention of a claim stands: in the clause, else the last one before it, else the first after it."""
    mention = fold(mention).strip()
    if not mention:
        return None
    # Whole words only: "he" must not be found in "the", nor Niger in Nigeria.
    left, right = (r"\b" if mention[0].isalnum() else ""), (r"\b" if mention[-1].isalnum() else "")
    found = [match.span() for match in re.finditer(left + re.escape(mention) + right, text)]
    inside = [span for span in found if claim["start"] <= span[0] and span[1] <= claim["end"]]
    before = [span for span in found if span[0] < claim["start"]]
    return next(iter([*inside[:1], *before[-1:], *found[:1]]), None)


def tie_role(state: str | None, claim: dict[str, Any]) -> str:
    """Which of a claim's parties a backer or client is."""
    if not state:
        return ""
    for role in ("actor", "recipient"):
        if (claim.get(role) or {}).get("state") == state:
            return role
    return "other"


def examples_of(document: Document, labelled: LabelledText, rng: random.Random | None = None) -> list[Example]:
    """The windows of one annotated text; with `rng` their cuts vary, so that epochs differ."""
    limit = MAX_TOKENS if rng is None else rng.randint(160, MAX_TOKENS)
    context = CONTEXT_TOKENS if rng is None else rng.randint(16, min(CONTEXT_TOKENS + 24, limit - 100))
    found = []
    for window in windows(labelled.tokens, limit=limit, context=context):
        found.append(_example(document, labelled, window))
    return found


def _example(document: Document, labelled: LabelledText, window: Window) -> Example:
    tokens = labelled.tokens
    example = Example(
        ids=[101, *tokens.ids[window.begin : window.end], 102],
        first=[False, *tokens.first[window.begin : window.end], False],
        body=window.body - window.begin + 1,
    )
    text = fold(document.text)
    by_position: dict[int, Anchor] = {}
    for claim, offset in zip(labelled.claims, labelled.anchors, strict=True):
        if offset is None:
            continue
        piece = position_of(tokens, offset)
        if piece is None or not window.body <= piece < window.end:
            continue
        position = piece - window.begin + 1
        anchor = by_position.setdefault(position, Anchor(position))
        _add_claim(anchor, claim, text, tokens, window, example)
    example.anchors = list(by_position.values())
    return example


def _add_claim(
    anchor: Anchor, claim: dict[str, Any], text: str, tokens: Tokens, window: Window, example: Example
) -> None:
    if not anchor.labels:
        anchor.labels = attribute_labels(claim)
    sources = claim.get("sources") or []
    inner = sources[-1]["name"] if len(sources) > 1 or (sources and sources[0]["name"]) else ""
    mentions = {
        "actor": (claim.get("actor") or {}).get("text") or "",
        "recipient": (claim.get("recipient") or {}).get("text") or "",
        "source": inner,
    }
    for side in ("backer", "client"):
        role = tie_role(claim.get(side), claim)
        mentions[side] = mentions.get(role, "")
    for role, mention in mentions.items():
        span = find_mention(text, mention, claim) if mention else None
        positions = _positions(tokens, window, span)
        if mention and positions is None and role not in ("backer", "client"):
            anchor.pointers.setdefault(role, []).append(0)
            continue
        anchor.pointers.setdefault(role, []).append(positions[0] if positions else 0)
        if positions:
            example.mentions.append(positions)
    begin, end = _positions(tokens, window, (claim["start"], claim["end"])) or (0, 0)
    anchor.pointers.setdefault("clause_start", []).append(begin)
    anchor.pointers.setdefault("clause_end", []).append(end)


def attribute_labels(claim: dict[str, Any]) -> dict[str, int]:
    """Label indices of a claim for the heads of `ATTRIBUTES`."""
    sources = claim.get("sources") or [{}]
    inner = sources[-1]
    named = bool(inner.get("name"))
    values = {
        "event_type": claim["event_type"],
        "mode": claim.get("mode") or "",
        "channel": claim.get("channel") or "",
        "backer_role": tie_role(claim.get("backer"), claim),
        "client_role": tie_role(claim.get("client"), claim),
        "effect": claim.get("effect") or "",
        "status": claim.get("status") or "happened",
        "certainty": claim.get("certainty") or "certain",
        "stance": inner.get("stance") or "asserts",
        "source_kind": inner.get("kind", "") if named else "",
    }
    return {name: ATTRIBUTES[name].index(value) for name, value in values.items()}


def _positions(tokens: Tokens, window: Window, span: tuple[int, int] | None) -> tuple[int, int] | None:
    """First and last position (in the window) of a character span's words, if it lies inside the window."""
    if span is None:
        return None
    inside = [
        i - window.begin + 1
        for i in range(window.begin, window.end)
        if tokens.starts[i] < span[1] and tokens.ends[i] > span[0]
    ]
    if not inside:
        return None
    begin = inside[0]
    while begin > 1 and not tokens.first[begin - 1 + window.begin]:
        begin -= 1
    return begin, inside[-1]


def batches(examples: Sequence[Example], tokens_each: int, rng: random.Random) -> Iterable[list[Example]]:
    """Examples of like length together, about `tokens_each` pieces a batch, in random order."""
    order = sorted(examples, key=lambda e: (len(e.ids) + rng.randint(0, 16), rng.random()))
    groups: list[list[Example]] = []
    for example in order:
        if groups and (len(groups[-1]) + 1) * max(len(example.ids), len(groups[-1][-1].ids)) <= tokens_each:
            groups[-1].append(example)
        else:
            groups.append([example])
    rng.shuffle(groups)
    return groups
