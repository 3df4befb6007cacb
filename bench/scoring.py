"""The arithmetic of the scores, apart from where texts and readers come from."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, cast

from backstay.records import QUAD, EventType, Quad
from backstay.records.errors import UsageError
from backstay.records.exchange import JsonObject

SHARED = Path(__file__).resolve().parents[2] / "shared"
SCORER = SHARED / "score" / "claims.py"

_MARK = re.compile(r"<(/?)([st])>")
_QUAD_NUMBER = {
    Quad.VERBAL_COOPERATION: 1,
    Quad.MATERIAL_COOPERATION: 2,
    Quad.VERBAL_CONFLICT: 3,
    Quad.MATERIAL_CONFLICT: 4,
}
Span = tuple[int, int]


class Scorer(Protocol):
    """The functions that are used of the scorer, a script beside the checkout; claims go in the exchange form."""

    def fold(self, text: str) -> str: ...

    def load(self, path: str, texts: dict[str, str]) -> dict[str, list[JsonObject]]: ...

    def same_party(self, gold: JsonObject | None, got: JsonObject | None) -> bool: ...

    def levels(self, gold: JsonObject, got: JsonObject) -> dict[str, bool]: ...

    def pair(
        self, gold: list[JsonObject], got: list[JsonObject], level: str
    ) -> list[tuple[JsonObject, JsonObject]]: ...

    def amount_close(self, gold: JsonObject, got: list[JsonObject]) -> bool: ...

    def score(self, gold: dict[str, list[JsonObject]], got: dict[str, list[JsonObject]]) -> JsonObject: ...


def need(*paths: Path) -> None:
    """Raises UsageError where one of these paths does not exist."""
    for path in paths:
        if not path.exists():
            raise UsageError(f"{path} does not exist", hint="See bench/README.md for what each task reads.")


def load_scorer(path: Path) -> Scorer:
    """The scorer as a module. Raises UsageError where it is absent."""
    if not path.is_file():
        raise UsageError(f"there is no scorer at {path}", hint="Name one with --scorer.")
    spec = importlib.util.spec_from_file_location("claims_scorer", path)
    if spec is None or spec.loader is None:
        raise UsageError(f"{path} is no Python file", hint="Name the scorer's claims.py with --scorer.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return cast("Scorer", module)


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence with the places of its source and target. A mention that the sentence lacks has the span (0, 0)."""

    sentence: str
    source: Span
    target: Span


def unmark(marked: str, source: str = "", target: str = "") -> Marked:
    """Take `<s>..</s>` and `<t>..</t>` out of a sentence. Where a mark is missing, look for the words given."""
    spans: dict[str, Span] = {}
    opened: dict[str, int] = {}
    plain, read = "", 0
    for mark in _MARK.finditer(marked):
        plain += marked[read : mark.start()]
        read = mark.end()
        closing, name = mark.groups()
        if not closing:
            opened[name] = len(plain)
        elif name in opened:
            spans.setdefault(name, (opened[name], len(plain)))
    plain += marked[read:]
    return Marked(plain, spans.get("s") or _find(plain, source), spans.get("t") or _find(plain, target))


def _find(text: str, words: str) -> Span:
    at = text.find(words) if words else -1
    return (at, at + len(words)) if at >= 0 else (0, 0)


def root_of(event: EventType) -> str:
    """The root of 2018 that an event type of PLOVER 1.3 came from: YIELD was split into CONCEDE and RETREAT."""
    return "YIELD" if event in (EventType.CONCEDE, EventType.RETREAT) else str(event)


def quad_of(event: EventType) -> int:
    """Quad class in the form of 2018, where all of YIELD was material cooperation. 0 for a standing condition."""
    if event is EventType.STATE:
        return 0
    return 2 if root_of(event) == "YIELD" else _QUAD_NUMBER[QUAD[event]]


def binary_of(quad: int) -> str:
    """Cooperation or conflict; empty for what is neither."""
    return {1: "cooperation", 2: "cooperation", 3: "conflict", 4: "conflict"}.get(quad, "")


def macro_f1(gold: Sequence[object], got: Sequence[object]) -> float:
    """Mean F1 over the labels that occur in `gold`. Both sequences run side by side, one item each."""
    if len(gold) != len(got):
        raise UsageError(f"{len(gold)} gold labels cannot be held against {len(got)} predicted ones")
    labels = sorted(set(gold), key=str)
    return sum(_f1(label, gold, got) for label in labels) / len(labels) if labels else 0.0


def _f1(label: object, gold: Sequence[object], got: Sequence[object]) -> float:
    hit = sum(a == b == label for a, b in zip(gold, got, strict=True))
    told = sum(a == label for a in gold) + sum(b == label for b in got)
    return 2 * hit / told if told else 0.0


def score_events(roots: Sequence[str], quads: Sequence[int], got: Sequence[EventType]) -> dict[str, float]:
    """Macro-F1 over roots, quad classes and the two sides of cooperation and conflict."""
    got_quads = [quad_of(e) for e in got]
    return {
        "root_f1": round(macro_f1(roots, [root_of(e) for e in got]), 4),
        "quad_f1": round(macro_f1(quads, got_quads), 4),
        "binary_f1": round(macro_f1([binary_of(q) for q in quads], [binary_of(q) for q in got_quads]), 4),
    }


def compare_claims(scorer: Scorer, gold: Sequence[JsonObject], got: Sequence[JsonObject]) -> list[JsonObject]:
    """For each gold claim of one text: was its clause found, and which fields of the claim paired with it are right."""
    pairs = {g["id"]: p for g, p in scorer.pair(list(gold), list(got), "span")}
    return [_compare(scorer, g, pairs.get(g["id"])) for g in gold]


def _compare(scorer: Scorer, gold: JsonObject, got: JsonObject | None) -> JsonObject:
    if got is None:
        return {"id": gold["id"], "span": False}
    return {
        "id": gold["id"],
        "span": True,
        "dyad": scorer.levels(gold, got)["dyad"],
        "type": gold.get("event_type") == got.get("event_type"),
        "channel": gold.get("channel") == got.get("channel"),
        "tie": scorer.levels(gold, got)["tie"],
        "chain": same_chain(gold.get("sources") or [], got.get("sources") or []),
        "amounts": all(scorer.amount_close(a, got.get("amounts") or []) for a in gold.get("amounts") or []),
        "found": {
            "quote": got.get("quote"),
            "event_type": got.get("event_type"),
            "channel": got.get("channel"),
            "sources": [s["name"] or f"({s['kind']})" for s in got.get("sources") or []],
            "amounts": [[a["low"], a["high"], a["unit"], a["kind"]] for a in got.get("amounts") or []],
        },
    }


def same_chain(gold: Sequence[JsonObject], got: Sequence[JsonObject]) -> bool:
    """Are two chains as long, of the same kinds, and does each name share its main words with the other's?"""
    return len(gold) == len(got) and all(_same_source(a, b) for a, b in zip(gold, got, strict=True))


def _same_source(gold: JsonObject, got: JsonObject) -> bool:
    a, b = _name_words(gold), _name_words(got)
    return gold["kind"] == got["kind"] and (a == b or bool(a and b and (a <= b or b <= a)))


def _name_words(source: JsonObject) -> set[str]:
    return set(re.findall(r"\w+", source["name"].lower())) - {"the", "a", "an", "of", "to"}
