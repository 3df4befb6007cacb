"""Does each relay that careful readers saw in real pages come out of the text, and no other?

Annotated articles, as for `claims`: a claim's chain of sources names the outlets that its page has it from. Here they
are set against the outlets that the relays of the same stretch of text name. A stretch counts once, with all outlets of
its claims. Its own outlet counts for nothing on either side, nor do words that name no outlet ("news reports"); "the
newspaper" goes with any outlet that is found there.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from backstay.records import Published, Report
from backstay.records.exchange import JsonObject

from .scoring import need

_NOBODY = re.compile(r"(?:(?:recent|news|media|some|several|many) )*(?:reports?|media|stories)$", re.IGNORECASE)
_BACK = re.compile(r"the (?:news)?(?:paper|agency|magazine|outlet|broadcaster)$", re.IGNORECASE)


def chains_task(path: Path, _scorer: Path, keep: Path | None) -> JsonObject:
    """Precision and recall of the outlets that stretches of text with a claim are told by."""
    from backstay.corroboration.echoes.tellings import tellings
    from backstay.knowledge import Knowledge

    need(path / "index.json", path / "claims.jsonl")
    claims = _claims(path / "claims.jsonl")
    knowledge = Knowledge.load()
    found = named = right = asked = 0
    wrong: list[list[object]] = []
    begun = time.perf_counter()
    pages = list(reports(path))
    for report in pages:
        for told in tellings(report, knowledge):
            inside = [each for each in claims.get(report.id, []) if _inside(report.text, each, told.start, told.end)]
            if not inside:
                continue
            gold = sorted({name for each in inside for name in _outlets(each, report.outlet or "")})
            got = sorted({each.name for each in told.outlets})
            hits = [name for name in gold if any(_same(name, other) for other in got)]
            fair = [name for name in got if any(_same(other, name) for other in gold)]
            asked, right = asked + len(gold), right + len(hits)
            named, found = named + len(got), found + len(fair)
            if len(hits) < len(gold) or len(fair) < len(got):
                wrong.append([report.id, gold, got, report.text[told.start : told.end][:200]])
    if keep:
        keep.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in wrong), encoding="utf-8")
    precision, recall = found / max(1, named), right / max(1, asked)
    return {
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(2 * precision * recall / max(1e-9, precision + recall), 4),
        "gold": asked,
        "found": named,
        "n": len(pages),
        "seconds": round(time.perf_counter() - begun, 3),
    }


def reports(path: Path) -> Iterator[Report]:
    """The articles of a folder."""
    for each in json.loads((path / "index.json").read_text(encoding="utf-8")):
        text = (path / "texts" / f"{each['name']}.txt").read_text(encoding="utf-8")
        day = each.get("published")
        yield Report(
            id=each["name"],
            text=text,
            outlet=each.get("outlet"),
            title=text.split("\n", 1)[0],
            published=Published(date.fromisoformat(day)) if day else None,
        )


def _claims(path: Path) -> dict[str, list[JsonObject]]:
    by_doc: dict[str, list[JsonObject]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        claim = json.loads(line)
        by_doc.setdefault(claim["doc"], []).append(claim)
    return by_doc


def _inside(text: str, claim: JsonObject, start: int, end: int) -> bool:
    at = text.find(claim["quote"])
    return start <= at < end


def _outlets(claim: JsonObject, own: str) -> list[str]:
    names = [each["name"] for each in claim["sources"] if each["kind"] == "outlet" and each["name"]]
    return [name for name in names if not _NOBODY.fullmatch(name) and not (own and _same(name, own))]


def _same(one: str, other: str) -> bool:
    """Do two names of outlets stand for one: the same main words, one in the other, or initials?"""
    if _BACK.fullmatch(one):
        return True
    first, second = _words(one), _words(other)
    short, long = sorted((first, second), key=len)
    return bool(short) and (set(short) <= set(long) or short == ["".join(word[0] for word in long)])


def _words(name: str) -> Sequence[str]:
    from backstay.corroboration.tellers import outlet_key

    return re.sub(r"[^\w ]", "", outlet_key(name.strip('“”".,'))).split()
