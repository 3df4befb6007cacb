"""Clauses that both the reader and the annotators found, with every pair of parties and whether it is right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from backstay.knowledge import Knowledge
from backstay.reading.codebook import corrected
from backstay.reading.decode import ANCHOR_THRESHOLD, Draft, drafts
from backstay.reading.encoder import load_encoder
from backstay.reading.marks import Mark
from backstay.reading.pairing import Choice
from backstay.reading.parties import Known
from backstay.reading.reader import Page
from backstay.records import Published, Report, report_id
from backstay.records.exchange import JsonObject
from bench.scoring import SCORER, Scorer, load_scorer
from training.reader.gold import Document

LEAST_OVERLAP = 0.5
"""Two clauses are the same if they share half of the shorter one, as the scorer has it."""
SAME_CLAUSE = 0.8
"""Claims of one type whose clauses share so much are a list: each of their pairs is right."""


@dataclass(frozen=True, slots=True)
class Case:
    """A clause: the marks of each pair of parties, and which pairs are right. `document` names the text."""

    document: str
    marks: list[list[Mark]]
    right: list[bool]


def cases(documents: Iterable[Document]) -> Iterator[Case]:
    """The cases of annotated texts, text by text."""
    encoder, knowledge = load_encoder(), Knowledge.load()
    for document in documents:
        report = report_of(document)
        found = drafts(encoder, document.text, ANCHOR_THRESHOLD)
        found = [corrected(draft, document.text[draft.start : draft.end]) for draft in found]
        if found:
            yield from _of_document(document, found, Page(knowledge, report))


def report_of(document: Document) -> Report:
    """An annotated text as a report."""
    return Report(
        id=report_id(document.text, None),
        text=document.text,
        outlet=document.outlet,
        published=Published(document.published) if document.published else None,
        language="en",
    )


def _of_document(document: Document, found: Sequence[Draft], page: Page) -> Iterator[Case]:
    pairing = page.pairing(found)
    for claim, draft in _paired(document.claims, found):
        alike = [
            other
            for other in document.claims
            if other["event_type"] == claim["event_type"] and _shared(_span(other), _span(claim)) >= SAME_CLAUSE
        ]
        choices = pairing.choices(draft)
        right = [any(_is_right(choice, one) for one in (claim, *alike)) for choice in choices]
        if any(right):
            yield Case(document.name, [[m for part in c.marks for m in part] for c in choices], right)


def _paired(claims: Sequence[JsonObject], found: Sequence[Draft]) -> Iterator[tuple[JsonObject, Draft]]:
    """Annotated and read clauses one to one, those of one type that lie best on each other first."""
    possible = []
    for i, claim in enumerate(claims):
        for j, draft in enumerate(found):
            one, other = _span(claim), (draft.start, draft.end)
            if _shared(one, other) >= LEAST_OVERLAP:
                whole = max(one[1], other[1]) - min(one[0], other[0])
                alike = max(0, min(one[1], other[1]) - max(one[0], other[0])) / whole
                possible.append((-alike - (claim["event_type"] == draft.labels["event_type"]), i, j))
    of_claim: set[int] = set()
    of_draft: set[int] = set()
    for _, i, j in sorted(possible):
        if i not in of_claim and j not in of_draft:
            of_claim.add(i)
            of_draft.add(j)
            yield claims[i], found[j]


def _span(claim: JsonObject) -> tuple[int, int]:
    return claim["start"], claim["end"]


def _shared(a: tuple[int, int], b: tuple[int, int]) -> float:
    return (min(a[1], b[1]) - max(a[0], b[0])) / max(1, min(a[1] - a[0], b[1] - b[0]))


def _is_right(choice: Choice, claim: JsonObject) -> bool:
    recipient = choice.recipient.known if choice.recipient else None
    same = _scorer().same_party
    return same(claim["actor"], _party(choice.actor.known)) and same(claim["recipient"], _party(recipient))


def _party(known: Known | None) -> JsonObject | None:
    if known is None:
        return None
    party = known.participant.party
    return {"text": known.participant.mention.text, "entity": party.entity, "state": party.state}


@cache
def _scorer() -> Scorer:
    return load_scorer(SCORER)
