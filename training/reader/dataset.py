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
from .named import Named, same_party

SHORT = 0.12
"""Share of texts that are cut into short windows with little or nothing before them."""
ALONE = 0.1
"""Share of texts that are cut into single sentences, so that one that stands alone is read too."""


@dataclass(slots=True)
class Anchor:
    """One anchor word's targets. `pointers` maps a role to its answers, one a claim: the positions of which any is
    right, the one that the annotators chose first. Position 0 is nobody; a role that is absent is unknown.
    """

    position: int
    labels: dict[str, int] = field(default_factory=dict)
    pointers: dict[str, list[list[int]]] = field(default_factory=dict)


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
    tags: dict[str, list[int]] = field(default_factory=dict)
    """Labels of the token heads for every position, -1 where unknown."""
    factuality: dict[int, float] = field(default_factory=dict)
    pair: Pair | None = None


@dataclass(slots=True)
class Pair:
    """A marked pair: the positions of its opening marks, the event types that count as right (none: unknown), and
    whether there is a relation at all (None: unknown).
    """

    source: int
    target: int
    types: list[int] = field(default_factory=list)
    related: bool | None = None


@dataclass(slots=True)
class LabelledText:
    """A text with claims whose anchors and mentions are found. Offsets are characters."""

    tokens: Tokens
    claims: list[dict[str, Any]]
    anchors: list[int | None]
    named: list[Named] = field(default_factory=list)


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


def find_source(text: str, name: str, claim: dict[str, Any]) -> tuple[int, int] | None:
    """Where the source of a claim is named: as near to the clause as it can be, before or after."""
    name = fold(name).strip()
    found = [match.span() for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)] if name else []
    return min(found, key=lambda span: (max(claim["start"] - span[1], span[0] - claim["end"], 0), span), default=None)


def tie_role(state: str | None, claim: dict[str, Any]) -> str:
    """Which of a claim's parties a backer or client is."""
    if not state:
        return ""
    for role in ("actor", "recipient"):
        if (claim.get(role) or {}).get("state") == state:
            return role
    return "other"


def examples_of(document: Document, labelled: LabelledText, rng: random.Random | None = None) -> list[Example]:
    """The windows of one annotated text; with `rng` their cuts vary, so that epochs differ, and a text is now and then
    cut short, or into single sentences, so that a sentence alone is read as well as an article.
    """
    limit, context = MAX_TOKENS, CONTEXT_TOKENS
    if rng is not None and rng.random() < ALONE:
        sentences = (span for span in labelled.tokens.sentences if span[1] - span[0] <= MAX_TOKENS - 2)
        return [_example(document, labelled, Window(begin, begin, end)) for begin, end in sentences]
    if rng is not None and rng.random() < SHORT:
        limit, context = rng.randint(48, 120), rng.randint(0, 16)
    elif rng is not None:
        limit = rng.randint(160, MAX_TOKENS)
        context = rng.randint(16, min(CONTEXT_TOKENS + 24, limit - 100))
    return [_example(document, labelled, window) for window in windows(labelled.tokens, limit=limit, context=context)]


def blank(tokens: Tokens, window: Window) -> Example:
    """A window without labels."""
    return Example(
        ids=[101, *tokens.ids[window.begin : window.end], 102],
        first=[False, *tokens.first[window.begin : window.end], False],
        body=window.body - window.begin + 1,
    )


def _example(document: Document, labelled: LabelledText, window: Window) -> Example:
    tokens = labelled.tokens
    example = blank(tokens, window)
    place = _Place(fold(document.text), labelled, window, example)
    by_position: dict[int, Anchor] = {}
    for claim, offset in zip(labelled.claims, labelled.anchors, strict=True):
        if offset is None:
            continue
        piece = position_of(tokens, offset)
        if piece is None or not window.body <= piece < window.end:
            continue
        position = piece - window.begin + 1
        place.add(by_position.setdefault(position, Anchor(position)), claim)
    example.anchors = list(by_position.values())
    return example


class _Place:
    """Where the parties of claims stand in one window."""

    def __init__(self, text: str, labelled: LabelledText, window: Window, example: Example) -> None:
        self.text, self.tokens, self.window, self.example = text, labelled.tokens, window, example
        low, high = self.tokens.starts[window.begin], self.tokens.ends[window.end - 1]
        self.named = [named for named in labelled.named if low <= named.start and named.end <= high]

    def add(self, anchor: Anchor, claim: dict[str, Any]) -> None:
        """One more claim of an anchor."""
        if not anchor.labels:
            anchor.labels = attribute_labels(claim)
        for role in ("actor", "recipient"):
            anchor.pointers.setdefault(role, []).append(self._party(claim.get(role), claim))
        for side in ("backer", "client"):
            anchor.pointers.setdefault(side, []).append(self._side(claim.get(side), claim))
        sources = claim.get("sources") or []
        inner = sources[-1] if sources else {}
        span = inner.get("at") or find_source(self.text, inner.get("name") or "", claim)
        anchor.pointers.setdefault("source", []).append(self._at(span) or [0])
        begin, end = positions(self.tokens, self.window, (claim["start"], claim["end"])) or (0, 0)
        anchor.pointers.setdefault("clause_start", []).append([begin])
        anchor.pointers.setdefault("clause_end", []).append([end])

    def _party(self, party: dict[str, Any] | None, claim: dict[str, Any]) -> list[int]:
        if not party or not (party.get("text") or party.get("state")):
            return [0]
        chosen = self._at(party.get("at")) or self._mention(party.get("text") or "", claim)
        return list(dict.fromkeys([*chosen, *self._of(party)])) or [0]

    def _side(self, state: str | None, claim: dict[str, Any]) -> list[int]:
        if not state:
            return [0]
        chosen: list[int] = []
        for role in ("actor", "recipient"):
            party = claim.get(role) or {}
            if party.get("state") == state:
                chosen += self._at(party.get("at")) or self._mention(party.get("text") or "", claim)
        return list(dict.fromkeys([*chosen, *self._of({"state": state})])) or [0]

    def _mention(self, mention: str, claim: dict[str, Any]) -> list[int]:
        return self._at(find_mention(self.text, mention, claim) if mention else None)

    def _at(self, span: tuple[int, int] | None) -> list[int]:
        found = positions(self.tokens, self.window, span) if span and span[0] < span[1] else None
        if found is None:
            return []
        self.example.mentions.append(found)
        return [found[0]]

    def _of(self, party: dict[str, Any]) -> list[int]:
        """Positions of the known names of a party in the window."""
        spans = (
            positions(self.tokens, self.window, (named.start, named.end))
            for named in self.named
            if same_party(named, party)
        )
        return [span[0] for span in spans if span]


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


def positions(tokens: Tokens, window: Window, span: tuple[int, int] | None) -> tuple[int, int] | None:
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
