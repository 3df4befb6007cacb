"""Claims that the reader may make of annotated texts, with their marks, and whether they are right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from backstay.knowledge import Knowledge
from backstay.reading.confidence import WRONG, Candidate, marks_of
from backstay.reading.decode import drafts
from backstay.reading.encoder import load_encoder
from backstay.reading.reader import Page
from backstay.reading.weighing import PairWeights
from backstay.records.exchange import claim_to_json
from bench.scoring import Scorer
from training.parties.cases import Case, report_of
from training.reader.gold import Document


def cases(documents: Iterable[Document], scorer: Scorer, weights: PairWeights | None = None) -> Iterator[Case]:
    """A case for each: it is right, or it is not. Right is what the scorer pairs with an annotated claim by clause and
    both parties. `weights`: the network that chooses parties, by default the one that the package ships.
    """
    encoder, knowledge = load_encoder(), Knowledge.load()
    for document in documents:
        report = report_of(document)
        candidates = Page(knowledge, report, weights).candidates(drafts(encoder, report.text))
        right = _right(document, candidates, scorer)
        for marks, is_right in zip(marks_of(candidates, report.text), right, strict=True):
            yield Case(document.name, [marks, [*WRONG]], [is_right, not is_right])


def _right(document: Document, candidates: Sequence[Candidate], scorer: Scorer) -> list[bool]:
    read = [claim_to_json(candidate.claim) for candidate in candidates]
    paired = {id(got) for _, got in scorer.pair(list(document.claims), read, "dyad")}
    return [id(got) in paired for got in read]
