"""The task `places`: toponyms found, and resolved, in XML of the form of the LGL and TR-News corpora."""

from __future__ import annotations

import gzip
import json
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

from lxml import etree

from backstay.knowledge.places import Mention, Outlet, Places
from backstay.knowledge.places.sphere import Point
from backstay.records.errors import UsageError
from backstay.records.exchange import JsonObject

RIGHT_KM = 161.0  # 100 miles, as the literature has it
FARTHEST_KM = 20_038.0  # half of the equator: what no answer counts for
_DRIFT = 400  # characters that a file's offset may be off by
_MARKED = 0.01  # share of demonyms among gold toponyms from which on a set is taken to mark them


@dataclass(frozen=True, slots=True)
class Gold:
    """A toponym of a set; degrees, None where the set has no coordinates for it."""

    start: int
    end: int
    text: str
    at: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Article:
    """A text with its toponyms, left to right."""

    text: str
    domain: str
    gold: tuple[Gold, ...]


def read_articles(path: Path) -> list[Article]:
    """The articles of a file, plain or gzipped. Raises UsageError where it is not in the form."""
    try:
        raw = path.read_bytes()
        root = etree.fromstring(gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw, _parser())
    except (OSError, etree.XMLSyntaxError) as error:
        raise UsageError(f"{path} cannot be read as XML: {error}", hint="See bench/README.md, `places`.") from error
    articles = [_article(node) for node in root.iter("article")]
    if not any(a.gold for a in articles):
        raise UsageError(f"{path} holds no toponyms", hint="See bench/README.md, `places`.")
    return articles


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


def _article(node: etree._Element) -> Article:
    text = node.findtext("text") or ""
    marked = [m for m in (_marked(t) for tag in ("toponym", "location") for t in node.iter(tag)) if m is not None]
    return Article(
        text, (node.findtext("domain") or "").strip(), tuple(align(text, sorted(marked, key=lambda g: g.start)))
    )


def _marked(node: etree._Element) -> Gold | None:
    phrase = node.findtext("phrase") or node.findtext("name") or ""
    start, end = node.findtext("start"), node.findtext("end")
    if not start or not end:
        return None
    lat, lon = node.findtext(".//lat"), node.findtext(".//lon")
    at = (float(lat), float(lon)) if lat and lon else None
    return Gold(int(start), int(end), phrase.strip(), at)


def align(text: str, marked: Sequence[Gold]) -> list[Gold]:
    """The same toponyms where their words stand: offsets of some articles drift, by up to some dozens of characters."""
    aligned, drift = [], 0
    for gold in marked:
        if gold.text and text[gold.start : gold.end] != gold.text:
            found = _nearest(text, gold.text, gold.start + drift)
            if found is not None:
                drift = found - gold.start
                aligned.append(Gold(found, found + len(gold.text), gold.text, gold.at))
                continue
        aligned.append(gold)
    return aligned


def _nearest(text: str, words: str, about: int) -> int | None:
    """Where `words` stand nearest to a place in the text, within the drift allowed."""
    before = text.rfind(words, max(0, about - _DRIFT), max(0, about) + len(words))
    after = text.find(words, max(0, about), about + _DRIFT)
    found = [at for at in (before, after) if at >= 0]
    return min(found, key=lambda at: abs(at - about)) if found else None


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Along the great circle between two points in degrees."""
    (lat, lon), (other_lat, other_lon) = ((radians(x), radians(y)) for x, y in (a, b))
    h = sin((other_lat - lat) / 2) ** 2 + cos(lat) * cos(other_lat) * sin((other_lon - lon) / 2) ** 2
    return 2 * 6371.0088 * asin(min(1.0, sqrt(h)))


def places_task(path: Path, _scorer: Path, keep: Path | None) -> JsonObject:
    """Find the toponyms of every article, and resolve those of the gold. `n` is the number of gold toponyms."""
    articles = read_articles(path)
    places = Places.load()
    places.find("Paris, Texas")  # the first use reads the weights
    begun = time.perf_counter()
    found = [places.find(a.text) for a in articles]
    homes = _homes(places, articles)
    distances = [d for a in articles for d in _distances(places, a, Outlet(a.domain, homes.get(a.domain)))]
    seconds = time.perf_counter() - begun
    if keep:
        keep.write_text("".join(json.dumps(line) + "\n" for line in _differences(articles, found)), encoding="utf-8")
    marks = _marks_demonyms(places, articles)
    right, everything = score_spans(articles, found, demonyms=marks), score_spans(articles, found, demonyms=True)
    return {
        "recognition_f1": right,
        "recognition_f1_with_demonyms": everything,
        "demonyms_marked": marks,
        "accuracy_161km": round(sum(d <= RIGHT_KM for d in distances) / len(distances), 4) if distances else None,
        "mean_error_km": round(sum(distances) / len(distances), 1) if distances else None,
        "n": sum(len(a.gold) for a in articles),
        "seconds": round(seconds, 3),
    }


def _homes(places: Places, articles: Sequence[Article]) -> dict[str, Point | None]:
    """Where each domain is at home, from the words of all its articles, as an archive's reader would know it."""
    texts: dict[str, list[str]] = defaultdict(list)
    for article in articles:
        if article.domain:
            texts[article.domain].append(article.text)
    return {domain: places.home(its) for domain, its in texts.items()}


def _distances(places: Places, article: Article, outlet: Outlet) -> list[float]:
    """Kilometres between ours and the gold, of each gold toponym with coordinates."""
    spans = [(g.start, g.end) for g in article.gold]
    answers = places.resolve(article.text, spans, outlet=outlet)
    return [
        kilometres(answer.at, gold.at) if answer.at else FARTHEST_KM
        for gold, answer in zip(article.gold, answers, strict=True)
        if gold.at
    ]


def score_spans(articles: Sequence[Article], found: Sequence[Sequence[Mention]], *, demonyms: bool) -> float:
    """F1 of exact spans over all articles; without ours that are demonyms, if asked."""
    right = total = ours = 0
    for article, mentions in zip(articles, found, strict=True):
        gold = {(g.start, g.end) for g in article.gold}
        got = {(m.start, m.end) for m in mentions if demonyms or not m.demonym}
        right, total, ours = right + len(gold & got), total + len(gold), ours + len(got)
    return round(2 * right / (total + ours), 4) if total + ours else 0.0


def _marks_demonyms(places: Places, articles: Sequence[Article]) -> bool:
    """Does the set count adjectives and inhabitants' names ("Russian") as toponyms? Sets differ in that."""
    gold = [g.text for a in articles for g in a.gold]
    return sum(places.is_demonym(words) for words in gold) >= _MARKED * len(gold)


def _differences(articles: Sequence[Article], found: Sequence[Sequence[Mention]]) -> list[JsonObject]:
    lines: list[JsonObject] = []
    for n, (article, mentions) in enumerate(zip(articles, found, strict=True)):
        gold = {(g.start, g.end) for g in article.gold}
        got = {(m.start, m.end) for m in mentions}
        for start, end in sorted(gold ^ got):
            around = article.text[max(0, start - 30) : end + 30]
            why = "missed" if (start, end) in gold else "extra"
            lines.append({"article": n, "text": article.text[start:end], "what": why, "around": around})
    return lines
