"""The forms in which the field keeps its test sets, read as they are: marked pairs, tagged sentences, attributions."""

from __future__ import annotations

import csv
import hashlib
import io
import re
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from backstay.records.errors import UsageError

from .scoring import unmark

Span = tuple[int, int]
PARTS = {"S": "source", "T": "target", "R": "both"}
"""What the letters of tagged sentences mean; R marks parties that act on each other."""


@dataclass(frozen=True, slots=True)
class MarkedPair:
    """A sentence with the character spans of its source and target, and the label of the pair."""

    sentence: str
    source: Span
    target: Span
    label: str
    quad: int = 0


@dataclass(frozen=True, slots=True)
class TaggedSentence:
    """A sentence with the labelled character spans of its main event's parties: source, target, or both at once."""

    text: str
    spans: tuple[tuple[str, Span], ...]


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution: the character spans of each part, several where a part is interrupted."""

    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    content: tuple[Span, ...] = ()


def letters(sentence: str) -> str:
    """What is left of a sentence without blanks, marks and case, to tell the same one in two sets."""
    return re.sub(r"\W+", "", sentence.lower())


def kept_back(sentence: str, share: int = 5) -> bool:
    """Is this sentence of a small set kept for measuring? One in `share`, by a hash, so that it stays the same."""
    return int(hashlib.sha256(sentence.encode()).hexdigest(), 16) % share == 0


SMALL_SETS = ("plv_train.tsv", "aw_train.tsv", "cameo_ner_train.txt")


def trained_elsewhere(path: Path) -> frozenset[str]:
    """The letters of sentences that the other small sets beside `path` train on: they do not count as kept back."""
    others = [path.parent / name for name in SMALL_SETS if name != path.name and (path.parent / name).exists()]
    return frozenset(letters(s) for other in others for s in _sentences(other) if not kept_back(s))


def _sentences(path: Path) -> list[str]:
    if path.suffix == ".txt":
        return [sentence.text for sentence in tagged_sentences(path)]
    return [pair.sentence for pair in marked_pairs(path, "marked_sentence")]


def marked_pairs(path: Path, label: str, quad: str | None = None) -> list[MarkedPair]:
    """The rows of a PLV or AW file. `label` and `quad` name columns. Raises UsageError where they are absent."""
    needed = {"marked_sentence", label, *([quad] if quad else [])}
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline=""), delimiter="\t"))
    if not rows or not needed <= set(rows[0]):
        raise UsageError(
            f"{path} holds no marked pairs",
            hint=f"The first line names the columns, separated by tabs: {', '.join(sorted(needed))}.",
        )
    pairs = []
    for row in rows:
        marked = unmark(row["marked_sentence"], row.get("source") or "", row.get("target") or "")
        if quad and not row[quad].strip().isdigit():
            raise UsageError(f"{path}: {quad} is {row[quad]!r} in a row", hint="It should be a number from 0 to 4.")
        number = int(row[quad]) if quad else 0
        pairs.append(MarkedPair(marked.sentence, marked.source, marked.target, row[label].strip(), number))
    return pairs


def tagged_sentences(path: Path) -> list[TaggedSentence]:
    """The sentences of a file with a word and its tag a line (B-S, I-S, B-T, I-T, O), an empty line between them."""
    found = []
    for block in re.split(r"\n\s*\n", path.read_text(encoding="utf-8")):
        words = [line.rsplit(None, 1) for line in block.splitlines() if line.strip()]
        if not words:
            continue
        if any(len(pair) != 2 or not re.fullmatch(r"O|[BI]-[A-Z]", pair[1]) for pair in words):
            raise UsageError(f"{path} is not in the form of tagged words", hint="Each line holds a word and its tag.")
        found.append(_tagged([(word, tag) for word, tag in words]))
    return found


def _tagged(words: list[tuple[str, str]]) -> TaggedSentence:
    text = ""
    spans: list[tuple[str, Span]] = []
    last = "O"
    for word, tag in words:
        begin = len(text)
        text += word + " "
        label = PARTS.get(tag[2:])
        if label and tag[0] == "I" and last[2:] == tag[2:]:
            spans[-1] = (label, (spans[-1][1][0], begin + len(word)))
        elif label:
            spans.append((label, (begin, begin + len(word))))
        last = tag
    return TaggedSentence(text.rstrip(), tuple(spans))


def attributions_of(source: Path) -> list[tuple[str, list[Attribution]]]:
    """The texts of a PolNeAR split with their attributions, by name. `source` is an unpacked folder or a tar.gz."""
    texts: dict[str, str] = {}
    annotated: dict[str, str] = {}
    for name, body in _files(source):
        path = PurePosixPath(name)
        if path.suffix == ".txt":
            texts[path.stem] = body
        elif path.suffix == ".ann":
            annotated[path.stem] = body
    # Annotation files carry four more characters of a hash than the texts do; the first by name counts.
    keyed: dict[str, str] = {}
    for stem in sorted(annotated):
        keyed.setdefault(stem if stem in texts else stem.rsplit("_", 1)[0], annotated[stem])
    found = [(texts[stem], parse_brat(keyed[stem])) for stem in sorted(texts) if stem in keyed]
    if not found:
        raise UsageError(
            f"{source} holds no attributions", hint="It should hold .txt files and .ann files of the same names."
        )
    return found


def _files(source: Path) -> Iterator[tuple[str, str]]:
    if source.is_dir():
        for path in sorted(source.rglob("*")):
            if path.suffix in (".txt", ".ann"):
                yield path.name, path.read_text(encoding="utf-8")
        return
    with tarfile.open(source) as tar:
        for member in tar.getmembers():
            handle = tar.extractfile(member) if member.isfile() else None
            if handle is not None and member.name.endswith((".txt", ".ann")):
                yield member.name, handle.read().decode("utf-8")


def parse_brat(body: str) -> list[Attribution]:
    """The attributions of one brat stand-off file."""
    spans: dict[str, list[Span]] = {}
    found = []
    for line in body.splitlines():
        parts = line.split("\t")
        if line.startswith("T") and len(parts) >= 2:
            spans[parts[0]] = [(int(a), int(b)) for a, b in re.findall(r"(\d+) (\d+)", parts[1])]
        elif line.startswith("E"):
            roles: dict[str, list[Span]] = {}
            for role, target in re.findall(r"(\w+?)\d*:(T\d+)", parts[1]):
                roles.setdefault(role.lower(), []).extend(spans.get(target, []))
            found.append(Attribution(*(tuple(sorted(roles.get(r, []))) for r in ("source", "cue", "content"))))
    return found
