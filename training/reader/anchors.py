"""The word that carries a clause: the syntactic head of the annotated quote, found with spaCy (training only)."""

from __future__ import annotations

from typing import Any

_SAYING = frozenset(
    """
    say tell report claim announce add state note declare insist argue believe think know warn suggest admit confirm
    deny     acknowledge indicate show reveal recall write tweet explain expect hope appear seem
    """.split()
)
_SPEECH_EVENTS = frozenset(("ACCUSE", "REQUEST", "REJECT", "THREATEN", "CONSULT", "SUPPORT", "CONCEDE"))
_CONTENT = frozenset(("VERB", "NOUN", "ADJ", "PROPN", "AUX", "NUM", "ADV", "PRON"))


def anchor_offsets(doc: Any, claims: list[dict[str, Any]]) -> list[int | None]:
    """For each claim the character offset of its anchor word in `doc`, parsed by spaCy; distinct where possible."""
    taken: dict[int, tuple[str, str | None]] = {}
    found: list[int | None] = []
    for claim in claims:
        span = doc.char_span(claim["start"], claim["end"], alignment_mode="expand")
        choices = _ranked(span, claim["event_type"]) if span is not None else []
        label = (claim["event_type"], claim.get("channel"))
        # Two claims of one clause share a word only if they say the same of other parties.
        chosen = next((t for t in choices if taken.get(t.idx, label) == label), choices[0] if choices else None)
        if chosen is not None:
            taken.setdefault(chosen.idx, label)
        found.append(None if chosen is None else chosen.idx)
    return found


def _ranked(span: Any, event_type: str) -> list[Any]:
    root = span.root
    if root.lemma_.lower() in _SAYING and event_type not in _SPEECH_EVENTS:
        inner = [c for c in root.children if c.dep_ in ("ccomp", "xcomp") and span.start <= c.i < span.end]
        if inner:
            root = inner[0]
    if root.pos_ == "AUX" or root.lemma_ in (
        "be",
        "have",
        "do",
        "go",
        "begin",
        "continue",
        "start",
        "try",
        "want",
        "agree",
    ):
        inner = [c for c in root.children if c.dep_ in ("xcomp", "acomp", "attr") and span.start <= c.i < span.end]
        ranked = [*inner[:1], root] if root.pos_ == "AUX" else [root, *inner[:1]]
    else:
        ranked = [root]
    others = [t for t in span if t.pos_ == "VERB" and t not in ranked]
    others += [t for t in span if t.pos_ in ("NOUN", "ADJ") and t not in ranked]
    return [t for t in (*ranked, *others) if t.pos_ in _CONTENT or t is root]
