"""The parts of the reader held against the field's own sets: event types, relation, spans, attribution, factuality."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

from backstay.records.errors import UsageError
from backstay.records.exchange import JsonObject

from .forms import Attribution, attributions_of, kept_back, letters, marked_pairs, tagged_sentences, trained_elsewhere
from .scoring import macro_f1, need, score_events

T = TypeVar("T")
Spans = set[tuple[str, int, int]]


def events_task(path: Path, _scorer: Path, keep: Path | None, *, kept: bool = False) -> JsonObject:
    """Code each marked pair and score roots, quad classes, and cooperation against conflict. `n` is their number."""
    from backstay.reading.encoder import load_encoder
    from backstay.reading.pairs import code_pairs

    need(path)
    pairs = _measured(marked_pairs(path, "gold_root", "gold_penta"), "sentence", path, kept)
    load_encoder()
    begun = time.perf_counter()
    got = code_pairs([p.sentence for p in pairs], [p.source for p in pairs], [p.target for p in pairs])
    seconds = time.perf_counter() - begun
    if keep:
        keep.write_text("".join(f"{event}\n" for event in got), encoding="utf-8")
    scores = score_events([p.label for p in pairs], [p.quad for p in pairs], got)
    return {**scores, "n": len(pairs), "seconds": round(seconds, 3)}


def _measured(items: list[T], sentence: str, path: Path, kept: bool) -> list[T]:
    """All items, or those alone whose sentence no set trained on. `sentence` names the attribute that holds it."""
    if not kept:
        return items
    seen = trained_elsewhere(path)
    return [i for i in items if kept_back(getattr(i, sentence)) and letters(getattr(i, sentence)) not in seen]


def relation_task(path: Path, _scorer: Path, keep: Path | None, *, kept: bool = False) -> JsonObject:
    """Is there a relation between the two marked spans? Macro-F1 over yes and no. `n` is the number of pairs."""
    from backstay.reading.encoder import load_encoder
    from backstay.reading.pairs import read_pairs

    need(path)
    pairs = _measured(marked_pairs(path, "gold_binary"), "sentence", path, kept)
    load_encoder()
    begun = time.perf_counter()
    got = read_pairs([p.sentence for p in pairs], [p.source for p in pairs], [p.target for p in pairs])
    seconds = time.perf_counter() - begun
    if keep:
        keep.write_text("".join(f"{one.related:.4f}\n" for one in got), encoding="utf-8")
    f1 = macro_f1([p.label for p in pairs], [str(int(one.is_related)) for one in got])
    return {"f1": round(f1, 4), "n": len(pairs), "seconds": round(seconds, 3)}


def spans_task(path: Path, _scorer: Path, _keep: Path | None, *, kept: bool = False) -> JsonObject:
    """Source and target spans, exact and with their label: micro-F1. `n` is the number of sentences."""
    from backstay.reading.tagging import event_parties

    need(path)
    sentences = _measured(tagged_sentences(path), "text", path, kept)
    begun = time.perf_counter()
    got = [{(s.label, s.start, s.end) for s in event_parties(sentence.text)} for sentence in sentences]
    seconds = time.perf_counter() - begun
    gold = [{(label, start, end) for label, (start, end) in sentence.spans} for sentence in sentences]
    return {"f1": round(f1_of(gold, got), 4), "n": len(sentences), "seconds": round(seconds, 3)}


def attribution_task(folder: Path, _scorer: Path, _keep: Path | None) -> JsonObject:
    """Sources, cues and contents, exact: micro-F1 of each. `folder` is an unpacked split, `n` the number of texts."""
    from backstay.reading.tagging import attributions

    need(folder)
    if not folder.is_dir():
        raise UsageError(f"{folder} is no folder", hint="Unpack the split first: this task reads .txt and .ann files.")
    texts = attributions_of(folder)
    begun = time.perf_counter()
    got = [{(s.label, s.start, s.end) for s in attributions(text)} for text, _ in texts]
    seconds = time.perf_counter() - begun
    gold = [attributed(text, found) for text, found in texts]
    scores = {f"{part}_f1": round(f1_of(_only(gold, part), _only(got, part)), 4) for part in _PARTS}
    return {**scores, "n": len(texts), "seconds": round(seconds, 3)}


_PARTS = ("source", "cue", "content")


def attributed(text: str, found: Iterable[Attribution]) -> Spans:
    """The spans of a text's attributions. A part that is interrupted has several; blanks alone do not interrupt."""
    spans: Spans = set()
    for one in found:
        for part, pieces in zip(_PARTS, (one.source, one.cue, one.content), strict=True):
            spans.update((part, start, end) for start, end in joined(text, pieces))
    return spans


def joined(text: str, pieces: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Pieces in order, without blanks around them; those with only blanks between them become one."""
    found: list[tuple[int, int]] = []
    for first, last in sorted(pieces):
        piece = text[first:last]
        start, end = first + len(piece) - len(piece.lstrip()), first + len(piece.rstrip())
        if start >= end:
            continue
        if found and not text[found[-1][1] : start].strip():
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _only(spans: Iterable[Spans], part: str) -> list[Spans]:
    return [{span for span in one if span[0] == part} for one in spans]


def f1_of(gold: Iterable[Spans], got: Iterable[Spans]) -> float:
    """Micro-F1 of spans that must be the same to the character."""
    pairs = list(zip(gold, got, strict=True))
    hit = sum(len(a & b) for a, b in pairs)
    told = sum(len(a) + len(b) for a, b in pairs)
    return 2 * hit / told if told else 0.0


def factuality_task(path: Path, _scorer: Path, keep: Path | None) -> JsonObject:
    """Factuality of marked predicates, -3..3: Pearson's r and mean absolute error. `n` is the number of predicates.

    A file is judged on one scale, `scale`: that which goes with what its texts are like. Its labels have no say.
    """
    from backstay.reading.facts import Judged, judge, scale_of

    need(path)
    gold: list[float] = []
    judged: list[Judged] = []
    judge("Loads the model.", [0])
    begun = time.perf_counter()
    for text, offsets, labels in predicates(path):
        judged.extend(judge(text, offsets))
        gold.extend(labels)
    scale = scale_of(judged)
    got = [one.on(scale) for one in judged]
    seconds = time.perf_counter() - begun
    if len(gold) < 2:
        raise UsageError(f"{path} holds no predicates", hint='Each line holds {"text": ..., "targets": [...]}.')
    if keep:
        keep.write_text("".join(f"{value:.4f}\n" for value in got), encoding="utf-8")
    error = sum(abs(a - b) for a, b in zip(gold, got, strict=True)) / len(gold)
    scores = {"r": round(pearson(gold, got), 4), "mae": round(error, 4)}
    return {**scores, "scale": scale, "n": len(gold), "seconds": round(seconds, 3)}


def predicates(path: Path) -> Iterable[tuple[str, list[int], list[float]]]:
    """Texts with the character offsets of their predicates and how factual these are; plain or gzipped JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for line in lines:
            if not line.strip():
                continue
            row = json.loads(line)
            words = row["text"].split()
            starts = [0]
            for word in words:
                starts.append(starts[-1] + len(word) + 1)
            known = [t for t in row["targets"] if t["label"] is not None and t["span1"][0] < len(words)]
            if known:
                yield " ".join(words), [starts[t["span1"][0]] for t in known], [float(t["label"]) for t in known]


def pearson(a: list[float], b: list[float]) -> float:
    """Pearson's correlation of two sequences of one length; 0 where one of them does not vary."""
    mean_a, mean_b = sum(a) / len(a), sum(b) / len(b)
    shared = sum((x - mean_a) * (y - mean_b) for x, y in zip(a, b, strict=True))
    spread = (sum((x - mean_a) ** 2 for x in a) * sum((y - mean_b) ** 2 for y in b)) ** 0.5
    return shared / spread if spread else 0.0
