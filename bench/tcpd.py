"""Change points against the Turing Change Point Dataset: the measures of van den Burg and Williams (2020).

FILE is the archive (`series/*.json`, `annotations.json`) or the folder that it unpacks to. The 30 univariate series
without missing values are read with the defaults, the same for all.
"""

from __future__ import annotations

import json
import tarfile
import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from backstay.records.exchange import JsonObject

from .scoring import need

MARGIN = 5
"""A change point that is found this near to one that a person marked is right."""
Annotations = Mapping[str, Sequence[int]]


def tcpd_task(file: Path, _scorer: Path, keep: Path | None) -> JsonObject:
    """Mean F1 and cover over the series; `n` is their number."""
    from backstay.ties.measure.offline import segment

    need(file)
    texts = dict(_texts(file))
    annotations = json.loads(texts.pop("annotations.json"))
    begun = time.perf_counter()
    each: dict[str, JsonObject] = {}
    for name, text in sorted(texts.items()):
        series = json.loads(text)
        values = series["series"][0]["raw"]
        if series["n_dim"] != 1 or any(value is None for value in values):
            continue
        found, marked = segment(values).changes, annotations[series["name"]]
        each[name] = {
            "f1": round(f_measure(marked, found), 4),
            "cover": round(covering(marked, found, len(values)), 4),
            "found": list(found),
        }
    if keep:
        keep.write_text(json.dumps(each, indent=1) + "\n", encoding="utf-8")
    count = len(each)
    return {
        "f1": round(sum(score["f1"] for score in each.values()) / count, 4),
        "cover": round(sum(score["cover"] for score in each.values()) / count, 4),
        "n": count,
        "seconds": round(time.perf_counter() - begun, 3),
    }


def _texts(file: Path) -> Iterator[tuple[str, str]]:
    """Name and text of the annotations and of every series."""
    if file.is_dir():
        for path in [file / "annotations.json", *sorted((file / "series").glob("*.json"))]:
            yield path.name, path.read_text(encoding="utf-8")
        return
    with tarfile.open(file) as archive:
        for member in archive.getmembers():
            path = Path(member.name)
            content = archive.extractfile(member)
            if content and (path.name == "annotations.json" or path.parent.name == "series"):
                yield path.name, content.read().decode("utf-8")


def f_measure(annotations: Annotations, found: Sequence[int]) -> float:
    """F1 of precision against everybody's marks together, and mean recall of each person's; place 0 is always both."""
    people = [{0, *marks} for marks in annotations.values()]
    ours = {0, *found}
    everybody = set().union(*people)
    precision = len(_right(everybody, ours)) / len(ours)
    recall = sum(len(_right(marks, ours)) / len(marks) for marks in people) / len(people)
    return 2 * precision * recall / (precision + recall)


def _right(marked: set[int], found: set[int]) -> set[int]:
    """The marks that a change point of ours is near to, one to one."""
    left, right = set(found), set()
    for mark in sorted(marked):
        near = sorted((abs(mark - each), each) for each in left if abs(mark - each) <= MARGIN)
        if near:
            right.add(mark)
            left.remove(near[0][1])
    return right


def covering(annotations: Annotations, found: Sequence[int], size: int) -> float:
    """How well our pieces cover each person's, by overlap over union; the mean over people."""
    ours = _pieces(found, size)
    return sum(_cover(_pieces(marks, size), ours, size) for marks in annotations.values()) / len(annotations)


def _cover(theirs: Sequence[tuple[int, int]], ours: Sequence[tuple[int, int]], size: int) -> float:
    def overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
        shared = min(one[1], other[1]) - max(one[0], other[0])
        return max(shared, 0) / (one[1] - one[0] + other[1] - other[0] - shared)

    return sum((piece[1] - piece[0]) * max(overlap(piece, other) for other in ours) for piece in theirs) / size


def _pieces(changes: Sequence[int], size: int) -> list[tuple[int, int]]:
    bounds = [0, *sorted({each for each in changes if 0 < each < size}), size]
    return list(pairwise(bounds))
