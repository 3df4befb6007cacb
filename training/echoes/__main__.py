"""`python -m training.echoes`: derives two small files from the archive of dated articles (see the data's README).

`words.tsv.gz`: in how many articles each word occurs (3 or more). No text of the articles can be made from it.
`stories.json`: the odds that two reports tell one story, fitted to pairs of articles of different outlets: those up to
a week apart against those two to four weeks apart. No label of any kind is used.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from backstay.corroboration.echoes.likeness import terms, vectors
from backstay.corroboration.echoes.stories import LAST_DAY

ARCHIVE = Path(__file__).resolve().parents[3] / "shared" / "data" / "news" / "international_2012_2020.jsonl.gz"
DATA = Path(__file__).resolve().parents[2] / "src" / "backstay" / "corroboration" / "echoes" / "data"
LEAST_ARTICLES = 3
FAR = (15, 30)
LEAST_LIKE = 0.04
"""Pairs below say nothing of stories, and there are very many."""
_ROWS = 500

Row = dict[str, Any]


def write_words(rows: Sequence[Row], path: Path) -> None:
    """The table of words, the number of articles in its first line."""
    counts: Counter[str] = Counter()
    for row in rows:
        counts.update(set(terms(f"{row['title']} . {row['text']}")))
    kept = sorted((word, many) for word, many in counts.items() if many >= LEAST_ARTICLES)
    lines = "".join([f"{len(rows)}\n", *(f"{word}\t{many}\n" for word, many in kept)])
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", mtime=0, filename="") as out:
        out.write(lines.encode("utf-8"))
    path.write_bytes(packed.getvalue())


def pairs(rows: Sequence[Row]) -> tuple[list[np.ndarray], np.ndarray, np.ndarray, int]:
    """Likenesses by days apart (0..`LAST_DAY`), those of far pairs; how many pairs there are of each, alike or not."""
    matrix = vectors([(row["title"], row["text"]) for row in rows])
    days = np.array([date.fromisoformat(row["date"][:10]).toordinal() for row in rows])
    outlets = np.unique([row["source"] for row in rows], return_inverse=True)[1]
    near: list[list[np.ndarray]] = [[] for _ in range(LAST_DAY + 1)]
    far: list[np.ndarray] = []
    many, many_far = np.zeros(LAST_DAY + 1), 0
    for first in range(0, len(rows), _ROWS):
        here = slice(first, first + _ROWS)
        likeness = (matrix[here] @ matrix.T).toarray()
        apart = np.abs(days[here, None] - days[None])
        once = (outlets[here, None] != outlets[None]) & (np.arange(len(rows))[here, None] < np.arange(len(rows))[None])
        for gap in range(LAST_DAY + 1):
            found = likeness[once & (apart == gap)]
            many[gap] += len(found)
            near[gap].append(found[found > LEAST_LIKE])
        found = likeness[once & (apart >= FAR[0]) & (apart <= FAR[1])]
        many_far += len(found)
        far.append(found[found > LEAST_LIKE])
    return [np.concatenate(each) for each in near], np.concatenate(far), many, many_far


def fit(rows: Sequence[Row]) -> dict[str, float]:
    """Logistic regression of near against far pairs, far ones weighted to the number of near ones, gap by gap."""
    from sklearn.linear_model import LogisticRegression

    near, far, many, many_far = pairs(rows)
    features, labels, weights = [], [], []
    for gap, found in enumerate(near):
        for label, likeness, weight in ((1, found, 1.0), (0, far, many[gap] / many_far)):
            log = np.log(likeness)
            features.append(np.stack([log, np.full(len(log), gap), log * gap], axis=1))
            labels.append(np.full(len(log), label))
            weights.append(np.full(len(log), weight))
    model = LogisticRegression(C=1e4, max_iter=500)
    model.fit(np.concatenate(features), np.concatenate(labels), np.concatenate(weights))
    like, days, like_days = model.coef_[0]
    odds = {"base": model.intercept_[0], "like": like, "days": days, "like_days": like_days}
    return {name: round(float(value), 4) for name, value in odds.items()}


def main() -> None:
    """Write both files."""
    parser = argparse.ArgumentParser(prog="python -m training.echoes", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--archive", type=Path, default=ARCHIVE)
    parser.add_argument("--out", type=Path, default=DATA)
    args = parser.parse_args()
    with gzip.open(args.archive, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    args.out.mkdir(parents=True, exist_ok=True)
    write_words(rows, args.out / "words.tsv.gz")
    (args.out / "stories.json").write_text(json.dumps(fit(rows), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
