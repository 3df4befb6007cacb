"""How a word is used otherwise: in lower case in news, as a given name, as a family name."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from dataclasses import dataclass
from math import log2

from backstay.knowledge.places.keys import place_key
from training.knowledge.base import ROOT

from .bodies import knowledge
from .rows import Rows

NEWS = ROOT.parent / "shared" / "data" / "news" / "international_2012_2020.jsonl.gz"
_WORD = re.compile(r"[^\W\d_]+")
_EVERY = 3  # every third article is enough to know which words are common


@dataclass(slots=True)
class Word:
    """Counts on a scale of powers of two, 0 for none."""

    common: int = 0
    given: int = 0
    family: int = 0


def count_words(rows: Rows) -> dict[str, Word]:
    """The words that toponyms begin or end with or consist of, and how else they are used."""
    keys = {key for key, _ in rows.names}
    wanted = {w for key in keys for w in (key.split()[0], key.split()[-1], key)}
    common, given, family = _common(), *_persons()
    words: dict[str, Word] = {}
    for key in sorted(wanted):
        word = Word(_scale(common[key], 4), _scale(given[key]), _scale(family[key]))
        if word.common or word.given or word.family:
            words[key] = word
    for key in sorted(given.keys() - wanted):
        if given[key] >= 3:
            words[key] = Word(_scale(common[key], 4), _scale(given[key]), _scale(family[key]))
    return words


def _scale(count: int, least: int = 1) -> int:
    return 0 if count < least else 1 + int(log2(count))


def _common() -> Counter[str]:
    counts: Counter[str] = Counter()
    with gzip.open(NEWS, "rt", encoding="utf-8") as lines:
        for n, line in enumerate(lines):
            if n % _EVERY == 0:
                counts.update(w for w in _WORD.findall(json.loads(line)["text"]) if w.islower())
    return counts


def _persons() -> tuple[Counter[str], Counter[str]]:
    """Given and family names of the persons of the knowledge file."""
    base = knowledge()
    given: Counter[str] = Counter()
    family: Counter[str] = Counter()
    for entity in base.entities.values():
        if entity.kind == "person":
            parts = place_key(entity.name).split()
            if len(parts) > 1:
                given[parts[0]] += 1
                family[parts[-1]] += 1
    return given, family
