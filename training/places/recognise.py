"""Learns which candidates are toponyms, from LGL and TR-News, as the last step of `python -m training.places`.

Only the weights go into the package, under features that several articles share; no text does.
`python -m training.places.recognise --folds 5` measures: each article is read by a model that has not seen it, and
each set by a model of the other.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass

import numpy as np

from backstay.knowledge.places.candidates import candidates, tokenize
from backstay.knowledge.places.features import Document, features
from backstay.knowledge.places.gazetteer import Gazetteer
from backstay.knowledge.places.recognise import THRESHOLD, score
from bench.places import Article, read_articles
from training.knowledge.base import ROOT

from .rows import FILE
from .write import seal

PLACES = ROOT.parent / "shared" / "data" / "places"
SETS = ("lgl", "tr-news")
_RIDGE = 1.0  # strength of the pull towards zero
_LEAST_ARTICLES = 4  # a feature seen in fewer articles is left out
Scores = dict[str, float]
_WEIGHT = {"lgl": 1.0, "tr-news": 2.0}  # a balance between local news and news of the world


@dataclass(frozen=True, slots=True)
class Example:
    """A candidate with its features and whether it is a toponym."""

    article: int
    names: tuple[str, ...]
    right: bool
    weight: float


def examples(articles: Sequence[Article], gazetteer: Gazetteer, first: int, weight: float) -> list[Example]:
    """All candidates of some articles, which are numbered from `first`."""
    found = []
    for n, article in enumerate(articles, start=first):
        gold = {(g.start, g.end) for g in article.gold}
        tokens = tokenize(article.text)
        its = candidates(article.text, tokens, gazetteer)
        for c, names in zip(its, features(Document(article.text, tokens, its, gazetteer)), strict=True):
            found.append(Example(n, tuple(dict.fromkeys(names)), (c.start, c.end) in gold, weight))
    return found


def learn(given: Sequence[Example], steps: int = 400) -> dict[str, float]:
    """Ridge-penalised logistic weights, by full-batch gradients (Adam), the same from run to run."""
    index = _index(given)
    rows = np.array([i for i, e in enumerate(given) for f in e.names if f in index])
    columns = np.array([index[f] for e in given for f in e.names if f in index])
    right = np.array([e.right for e in given], dtype=float)
    weight = np.array([e.weight for e in given])
    w, m, v = np.zeros((3, len(index)))
    for step in range(1, steps + 1):
        total = np.bincount(rows, w[columns], len(given))
        error = weight * (1 / (1 + np.exp(-total)) - right)
        slope = np.bincount(columns, error[rows], len(index)) + _RIDGE * w
        m, v = 0.9 * m + 0.1 * slope, 0.999 * v + 0.001 * slope**2
        w -= 0.05 * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.999**step)) + 1e-8)
    return {f: round(float(w[i]), 4) for f, i in index.items() if abs(w[i]) >= 0.005}


def _index(given: Sequence[Example]) -> dict[str, int]:
    seen: dict[str, set[int]] = defaultdict(set)
    for e in given:
        for f in e.names:
            seen[f].add(e.article)
    return {f: i for i, f in enumerate(sorted(f for f, its in seen.items() if len(its) >= _LEAST_ARTICLES))}


def cross_validate(sets: Mapping[str, Sequence[Example]], gold: Mapping[str, int], folds: int) -> dict[str, Scores]:
    """Scores of each set, each article read by a model of the other folds, and each set by a model of the others."""
    everything = [e for its in sets.values() for e in its]
    models = [learn([e for e in everything if e.article % folds != fold]) for fold in range(folds)]
    report = {}
    for name, its in sets.items():
        p = [score(e.names, models[e.article % folds]) for e in its]
        report[name] = _scores(p, its, gold[name])
        other = learn([e for others, theirs in sets.items() if others != name for e in theirs])
        report[f"{name}, learned without"] = _scores([score(e.names, other) for e in its], its, gold[name])
    return report


def _scores(p: Sequence[float], given: Sequence[Example], gold: int) -> Scores:
    got = [e for value, e in zip(p, given, strict=True) if value >= THRESHOLD]
    right = sum(e.right for e in got)
    precision, recall = right / max(1, len(got)), right / gold
    return {"p": round(precision, 4), "r": round(recall, 4), "f1": round(2 * right / (len(got) + gold), 4)}


def read_sets() -> tuple[dict[str, list[Example]], dict[str, int]]:
    """The candidates of each set, and the number of its gold toponyms."""
    gazetteer = Gazetteer(FILE)
    sets: dict[str, list[Example]] = {}
    gold: dict[str, int] = {}
    first = 0
    for name in SETS:
        articles = read_articles(PLACES / f"{name}.xml.gz")
        sets[name] = examples(articles, gazetteer, first, _WEIGHT[name])
        gold[name] = sum(len({(g.start, g.end) for g in a.gold}) for a in articles)
        first += len(articles)
    return sets, gold


def store_weights() -> int:
    """Learn from both sets, put the weights into the file, seal it anew. Returns how many there are."""
    sets, _ = read_sets()
    weights = learn([e for its in sets.values() for e in its])
    with closing(sqlite3.connect(FILE)) as connection, connection:
        connection.execute("DELETE FROM weight")
        connection.executemany("INSERT INTO weight VALUES (?,?)", sorted(weights.items()))
    with closing(sqlite3.connect(FILE)) as connection:
        connection.execute("VACUUM")
    seal(FILE)
    return len(weights)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, and store nothing."""
    parser = argparse.ArgumentParser(prog="python -m training.places.recognise")
    parser.add_argument("--folds", type=int, default=5, help="how many parts to cut the articles into")
    args = parser.parse_args(argv)
    print(json.dumps(cross_validate(*read_sets(), args.folds)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
