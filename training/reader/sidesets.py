"""Sets that teach one head each: attributions (PolNeAR) and events of marked pairs (PLV and its kin)."""

from __future__ import annotations

import csv
import gzip
import io
import re
import tarfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from backstay.reading.labels import EVENT_TYPES
from backstay.reading.windows import Tokens, Window, tokenize, windows

from .dataset import Anchor, Example, position_of

QUAD_TYPES = {
    "1": ["AGREE", "CONSULT", "SUPPORT", "CONCEDE"],
    "2": ["COOPERATE", "AID", "RETREAT", "CONCEDE"],
    "3": ["REQUEST", "ACCUSE", "REJECT", "THREATEN"],
    "4": ["PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"],
}
"""Event types of each quad class; CONCEDE is in two, since the sets of 2018 count it as material."""
Span = tuple[int, int]
YIELD = ("CONCEDE", "RETREAT")
"""The 2018 root name that PLOVER 1.3 split in two."""


def read_polnear(archive: Path) -> list[tuple[str, list[dict[str, list[tuple[int, int]]]]]]:
    """Texts with their attributions: spans (start, end) for Source, Cue and Content."""
    texts: dict[str, str] = {}
    found: dict[str, list[dict[str, list[tuple[int, int]]]]] = {}
    with tarfile.open(archive) as tar:
        for member in tar.getmembers():
            handle = tar.extractfile(member) if member.isfile() else None
            if handle is None:
                continue
            name = Path(member.name)
            body = handle.read().decode("utf-8")
            if name.suffix == ".txt":
                texts[name.stem] = body
            elif name.suffix == ".ann":
                found[name.stem] = parse_annotations(body)
    # Annotation files carry four more characters of a hash than the texts do.
    keyed = {stem.rsplit("_", 1)[0] if stem not in texts else stem: value for stem, value in found.items()}
    return [(texts[stem], keyed[stem]) for stem in sorted(texts) if stem in keyed]


def parse_annotations(body: str) -> list[dict[str, list[tuple[int, int]]]]:
    """The attributions of one brat stand-off file."""
    spans: dict[str, list[tuple[int, int]]] = {}
    events = []
    for line in body.splitlines():
        parts = line.split("\t")
        if line.startswith("T") and len(parts) >= 2:
            label_and_spans = parts[1].split(" ", 1)[1]
            spans[parts[0]] = [(int(a), int(b)) for a, b in re.findall(r"(\d+) (\d+)", label_and_spans)]
        elif line.startswith("E"):
            events.append(parts[1])
    found = []
    for event in events:
        roles: dict[str, list[tuple[int, int]]] = {}
        for role, target in re.findall(r"(\w+?)\d*:(T\d+)", event):
            roles.setdefault(role, []).extend(spans.get(target, []))
        found.append(roles)
    return found


def polnear_examples(archive: Path, tokenizer: Tokenizer, nlp: Any) -> list[Example]:
    """Windows in which each verb points at the source it is attributed to, or at nobody."""
    pairs = read_polnear(archive)
    found: list[Example] = []
    parsed = nlp.pipe((text for text, _ in pairs), batch_size=16)
    for (text, attributions), doc in zip(pairs, parsed, strict=True):
        tokens = tokenize(tokenizer, text)
        speakers = _speakers(attributions, doc)
        verbs = [token.idx for token in doc if token.pos_ == "VERB"]
        examples = [_attributed(tokens, window, verbs, speakers) for window in windows(tokens)]
        found.extend(example for example in examples if example.anchors)
    return found


def _speakers(attributions: list[dict[str, list[Span]]], doc: Any) -> dict[int, Span]:
    """The source of each word of quoted content, by the word's character offset."""
    return {
        token.idx: roles["Source"][0]
        for roles in attributions
        if roles.get("Source")
        for start, end in roles.get("Content", [])
        for token in doc.char_span(start, end, alignment_mode="contract") or ()
    }


def _attributed(tokens: Tokens, window: Window, verbs: list[int], speakers: dict[int, Span]) -> Example:
    """One window, its verbs and the sources they point at."""
    example = Example(
        ids=[101, *tokens.ids[window.begin : window.end], 102],
        first=[False, *tokens.first[window.begin : window.end], False],
        body=window.body - window.begin + 1,
        complete=False,
    )
    low, high = tokens.starts[window.body], tokens.ends[window.end - 1]
    for verb in verbs:
        piece = position_of(tokens, verb) if low <= verb < high else None
        if piece is None or not window.body <= piece < window.end:
            continue
        span = _inside(tokens, window, speakers[verb]) if verb in speakers else None
        example.anchors.append(Anchor(piece - window.begin + 1, pointers={"source": [span[0] if span else 0]}))
        if span and span not in example.mentions:
            example.mentions.append(span)
    return example


def _inside(tokens: Tokens, window: Window, span: Span) -> Span | None:
    """First and last position of a character span in a window, if it lies inside."""
    start, stop = position_of(tokens, span[0]), position_of(tokens, max(span[0], span[1] - 1))
    if start is None or stop is None or start < window.begin:
        return None
    last = _last_piece(tokens, stop)
    return None if last >= window.end else (start - window.begin + 1, last - window.begin + 1)


def _last_piece(tokens: Tokens, piece: int) -> int:
    while piece + 1 < len(tokens.ids) and not tokens.first[piece + 1]:
        piece += 1
    return piece


def marked_rows(path: Path) -> Iterator[tuple[str, tuple[int, int], tuple[int, int], list[str]]]:
    """Sentence, source span, target span and event types of a PLV file. Overlapping marks are passed over."""
    with path.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(io.StringIO(handle.read()), delimiter="\t", quoting=csv.QUOTE_NONE):
            sentence, marks = unmark(row["marked_sentence"])
            if "s" not in marks or "t" not in marks:
                continue
            root = row["gold_root"]
            yield sentence, marks["s"], marks["t"], list(YIELD) if root == "YIELD" else [root]


def unmark(marked: str) -> tuple[str, dict[str, tuple[int, int]]]:
    """A sentence without its <s> and <t> marks, and their spans."""
    plain, spans, opened = "", {}, {}
    for part in re.split(r"(</?[st]>)", marked):
        if re.fullmatch(r"<[st]>", part):
            opened[part[1]] = len(plain)
        elif re.fullmatch(r"</[st]>", part):
            spans[part[2]] = (opened.get(part[2], 0), len(plain))
        else:
            plain += part
    return plain, spans


def cameo_rows(spans: Path, classes: Path) -> Iterator[tuple[str, tuple[int, int], tuple[int, int], list[str]]]:
    """Sentences whose spans and quad class stand in two files, joined by their letters; no statements (class 0)."""
    quads = {}
    for line in classes.read_text(encoding="utf-8").splitlines():
        sentence, _, quad = line.rpartition("\t")
        quads[re.sub(r"\W", "", sentence).lower()] = quad
    for block in spans.read_text(encoding="utf-8").split("\n\n"):
        sentence = ""
        marks: dict[str, Span] = {}
        for line in filter(None, block.splitlines()):
            word, tag = line.split(" ")[0], line.split(" ")[-1]
            begin = len(sentence)
            sentence += word + " "
            if tag[2:] in ("S", "T"):
                start = begin if tag[0] == "B" else marks.get(tag[2:], (begin, 0))[0]
                marks[tag[2:]] = (start, begin + len(word))
        types = QUAD_TYPES.get(quads.get(re.sub(r"\W", "", sentence).lower(), ""))
        if types and "S" in marks and "T" in marks:
            yield sentence.rstrip(), marks["S"], marks["T"], types


def story_examples(path: Path, tokenizer: Tokenizer) -> list[Example]:
    """The opening of each synthetic story, with the event type that it was written to tell of."""
    found = []
    with gzip.open(path, "rt", encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            tokens = tokenize(tokenizer, row["text"][:900])
            if row["label"] in EVENT_TYPES and tokens.ids:
                ids, first = tokens.ids[:150], tokens.first[:150]
                story = EVENT_TYPES.index(row["label"])
                found.append(Example([101, *ids, 102], [False, *first, False], 1, complete=False, story=story))
    return found


def pair_examples(
    rows: Iterable[tuple[str, tuple[int, int], tuple[int, int], list[str]]], tokenizer: Tokenizer
) -> list[Example]:
    """One window a marked sentence, with the pair and the event types that count as right."""
    found = []
    for sentence, source, target, roots in rows:
        tokens = tokenize(tokenizer, sentence)
        spans = []
        for span in (source, target):
            begin, end = position_of(tokens, span[0]), position_of(tokens, max(span[0], span[1] - 1))
            spans.append((0, 0) if begin is None or end is None else (begin + 1, _last_piece(tokens, end) + 1))
        if len(tokens.ids) > 250:
            continue
        ids = [101, *tokens.ids, 102]
        types = [EVENT_TYPES.index(root) for root in roots]
        found.append(Example(ids, [False, *tokens.first, False], 1, complete=False, pair=(spans[0], spans[1], types)))
    return found
