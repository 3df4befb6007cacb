"""Sets that teach one head each: attributions (PolNeAR), spans (CAMEO), factuality, and marked pairs (PLV, AW)."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from backstay.knowledge import Knowledge
from backstay.reading.labels import ATTRIBUTION_TAGS, EVENT_TYPES, SPAN_TAGS
from backstay.reading.sentences import Sentences
from backstay.reading.windows import Tokens, Window, tokenize
from bench.forms import Attribution, MarkedPair, TaggedSentence
from bench.parts import attributed, predicates

from .dataset import Example, Pair, blank, find_mention, position_of
from .gold import Document, fold

YIELD = ("CONCEDE", "RETREAT")
"""The 2018 root name that PLOVER 1.3 split in two."""
Span = tuple[int, int]
LONGEST = 254
"""Pieces of the longest passage that is read alone."""


def attribution_texts(
    texts: Iterable[tuple[str, Sequence[Attribution]]], tokenizer: Tokenizer
) -> list[tuple[Tokens, list[int]]]:
    """Texts as tokens with a tag of `ATTRIBUTION_TAGS` a piece."""
    found = []
    for text, attributions in texts:
        tokens = tokenize(tokenizer, text)
        # Where the same words are source and cue ("it was announced"), the cue wins: a word has one tag.
        spans = sorted(attributed(text, attributions), key=lambda span: (span[1], span[2], span[0] == "cue"))
        found.append((tokens, tag_pieces(tokens, [(label, (a, b)) for label, a, b in spans], ATTRIBUTION_TAGS)))
    return found


def tag_pieces(tokens: Tokens, spans: Iterable[tuple[str, Span]], names: Sequence[str]) -> list[int]:
    """B- and I- tags for the pieces of labelled character spans; O elsewhere."""
    tags = [0] * len(tokens.ids)
    for label, (start, end) in spans:
        inside = [i for i in range(len(tags)) if tokens.starts[i] < end and tokens.ends[i] > start]
        for n, piece in enumerate(inside):
            tags[piece] = names.index(("I-" if n else "B-") + label)
    return tags


def span_examples(sentences: Iterable[TaggedSentence], tokenizer: Tokenizer) -> list[Example]:
    """Sentences with the spans of their main event's source and target."""
    found = []
    for sentence in sentences:
        tokens = tokenize(tokenizer, sentence.text)
        if len(tokens.ids) > LONGEST:
            continue
        example = _whole(tokens)
        example.tags["spans"] = [-1, *tag_pieces(tokens, sentence.spans, SPAN_TAGS), -1]
        found.append(example)
    return found


def factuality_examples(path: Path, tokenizer: Tokenizer) -> list[Example]:
    """Sentences whose predicates carry a factuality from -3 (certainly not) to 3 (certainly so)."""
    found = []
    for text, offsets, labels in predicates(path):
        tokens = tokenize(tokenizer, text)
        if len(tokens.ids) > LONGEST:
            continue
        example = _whole(tokens)
        for offset, label in zip(offsets, labels, strict=True):
            piece = position_of(tokens, offset)
            if piece is not None:
                example.factuality[piece + 1] = label
        if example.factuality:
            found.append(example)
    return found


def marked_example(tokenizer: Tokenizer, sentence: str, source: Span, target: Span) -> Example | None:
    """A sentence with its pair marked, None where it is too long or a span is empty."""
    from backstay.reading.pairs import marked_ids

    tokens = tokenize(tokenizer, sentence)
    marked = marked_ids(tokens, source, target)
    if marked is None or len(marked.ids) > 200:
        return None
    return Example(marked.ids, [False] * len(marked.ids), 1, complete=False, pair=Pair(marked.source, marked.target))


def type_examples(pairs: Iterable[MarkedPair], tokenizer: Tokenizer) -> list[Example]:
    """Marked pairs with their event type by its 2018 root."""
    found = []
    for pair in pairs:
        example = marked_example(tokenizer, pair.sentence, pair.source, pair.target)
        if example is not None and example.pair is not None:
            roots = YIELD if pair.label == "YIELD" else (pair.label,)
            example.pair.types = [EVENT_TYPES.index(root) for root in roots]
            found.append(example)
    return found


def relation_examples(pairs: Iterable[MarkedPair], tokenizer: Tokenizer) -> list[Example]:
    """Marked pairs with or without a relation."""
    found = []
    for pair in pairs:
        example = marked_example(tokenizer, pair.sentence, pair.source, pair.target)
        if example is not None and example.pair is not None:
            example.pair.related = pair.label == "1"
            found.append(example)
    return found


def claim_pairs(documents: Iterable[Document], tokenizer: Tokenizer) -> list[Example]:
    """The claims of annotated texts as marked pairs, where both parties stand in the clause's sentence."""
    found = []
    for document in documents:
        text = fold(document.text)
        sentences = Sentences(document.text)
        by_pair: dict[tuple[Span, Span, Span], set[str]] = {}
        for claim in document.claims:
            sentence = sentences.at(claim["start"])
            spans = [_in_sentence(text, claim, role, sentence) for role in ("actor", "recipient")]
            if spans[0] and spans[1] and spans[0] != spans[1] and claim["event_type"] != "STATE":
                by_pair.setdefault((sentence, spans[0], spans[1]), set()).add(claim["event_type"])
        for (sentence, source, target), types in by_pair.items():
            start = sentence[0]
            example = marked_example(
                tokenizer,
                text[start : sentence[1]],
                (source[0] - start, source[1] - start),
                (target[0] - start, target[1] - start),
            )
            if len(types) == 1 and example is not None and example.pair is not None:
                example.pair.types = [EVENT_TYPES.index(t) for t in types]
                example.pair.related = True
                found.append(example)
    return found


def _in_sentence(text: str, claim: dict[str, Any], role: str, sentence: Span) -> Span | None:
    mention = (claim.get(role) or {}).get("text") or ""
    span = find_mention(text, mention, claim) if mention else None
    return span if span and sentence[0] <= span[0] and span[1] <= sentence[1] else None


def empty_examples(
    sentences: Iterable[str], tokenizer: Tokenizer, knowledge: Knowledge, rng: random.Random
) -> list[Example]:
    """Windows that make no claim: sentences of no news, or of business alone, that name nobody known."""
    plain = [sentence for sentence in sentences if len(sentence) > 20 and not knowledge.scan(sentence)]
    rng.shuffle(plain)
    found, at = [], 0
    while at < len(plain):
        size = rng.randint(1, 8)
        example = _whole(tokenize(tokenizer, " ".join(plain[at : at + size])))
        example.complete = True
        found.append(example)
        at += size
    return found


def _whole(tokens: Tokens) -> Example:
    example = blank(tokens, Window(0, 0, min(len(tokens.ids), LONGEST)))
    example.complete = False
    return example
