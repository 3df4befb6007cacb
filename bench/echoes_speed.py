"""How fast echoes are found: `python -m bench.speed echoes --n N` groups N made-up reports, then adds 1,000.

The reports are made of the archive's sentences, drawn at random, so that many share a sentence and few share more. One
in ten is a copy of an earlier one: in full with some words changed, or in part with other sentences around it. What was
planted is known, so how much of it is found is told beside the time.
"""

from __future__ import annotations

import random
import resource
import time
from collections.abc import Iterator, Sequence

from backstay.records.exchange import JsonObject

ADDED = 1_000
WORDS = 400
_CHUNK = 20_000
_COPIES = 0.1
_KEPT = 10_000  # earlier reports that may be copied
_SEED = 20190603


class Maker:
    """Reports of about `WORDS` words, one after another; `copies` notes which is made from which."""

    def __init__(self, texts: Sequence[JsonObject]) -> None:
        from backstay.reading.sentences import sentence_spans

        self._draw = random.Random(_SEED)
        self._sentences = [
            row["text"][a:b] for row in texts for a, b in sentence_spans(row["text"]) if 40 < b - a < 400
        ]
        self._earlier: list[tuple[int, list[str]]] = []
        self._made = 0
        self.copies: list[tuple[int, int, float]] = []

    def reports(self, n: int) -> Iterator[tuple[list[str], list[str]]]:
        """Ids and texts, chunk by chunk."""
        for start in range(0, n, _CHUNK):
            numbers = range(self._made, self._made + min(_CHUNK, n - start))
            texts = [self._report(number) for number in numbers]
            self._made = numbers.stop
            yield [f"r{number}" for number in numbers], texts

    def _report(self, number: int) -> str:
        draw = self._draw
        if self._earlier and draw.random() < _COPIES:
            source, sentences = draw.choice(self._earlier)
            kept = draw.choice((1.0, 0.7, 0.5))
            body = draw.sample(sentences, max(1, round(kept * len(sentences))))
            body = [self._edited(sentence) for sentence in body]
            self.copies.append((number, source, kept))
            return " ".join(self._filled(body))
        sentences = self._filled([])
        if len(self._earlier) < _KEPT:
            self._earlier.append((number, sentences))
        else:
            self._earlier[draw.randrange(_KEPT)] = (number, sentences)
        return " ".join(sentences)

    def _filled(self, sentences: list[str]) -> list[str]:
        words = sum(each.count(" ") + 1 for each in sentences)
        while words < WORDS:
            sentences.append(self._draw.choice(self._sentences))
            words += sentences[-1].count(" ") + 1
        return sentences

    def _edited(self, sentence: str) -> str:
        """One word of every third sentence changed."""
        words = sentence.split(" ")
        if self._draw.random() < 1 / 3:
            words[self._draw.randrange(len(words))] = "reportedly"
        return " ".join(words)


def echoes(texts: Sequence[JsonObject], n: int) -> JsonObject:
    """Seconds and memory for grouping `n` reports and for adding `ADDED`; how much of what was planted was found."""
    from backstay.corroboration.echoes import EchoIndex

    maker, index = Maker(texts), EchoIndex()
    begun, used = time.perf_counter(), time.process_time()
    for ids, reports in _timed(maker.reports(n), clock := [0.0]):
        index.add(ids, reports)
    groups = index.groups()
    seconds, cpu = time.perf_counter() - begun, time.process_time() - used
    found = _found(maker, index)
    more = next(maker.reports(ADDED))
    begun = time.perf_counter()
    index.add(*more)
    later = index.groups()
    added = time.perf_counter() - begun
    return {
        "n": n,
        "words_each": WORDS,
        "seconds": round(seconds, 1),
        "cpu_seconds": round(cpu, 1),
        "of_it_making_reports": round(clock[0], 1),
        "added": ADDED,
        "added_seconds": round(added, 2),
        "groups": len(groups),
        "groups_after": len(later),
        **found,
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def _timed(chunks: Iterator[tuple[list[str], list[str]]], clock: list[float]) -> Iterator[tuple[list[str], list[str]]]:
    while True:
        begun = time.perf_counter()
        chunk = next(chunks, None)
        clock[0] += time.perf_counter() - begun
        if chunk is None:
            return
        yield chunk


def _found(maker: Maker, index: object) -> JsonObject:
    from backstay.corroboration.echoes import EchoIndex

    assert isinstance(index, EchoIndex)
    linked = {(echo.one, echo.other) for echo in index.echoes()}
    planted = {(f"r{copy}", f"r{source}") for copy, source, _ in maker.copies}
    return {
        "planted": len(planted),
        "found_of_planted": round(len(planted & linked) / max(1, len(planted)), 4),
        "pairs": len(linked),
    }
