"""The task `holders`: who held an office on a day, as the press of that day has it, against the knowledge file.

The press is the archive. "Iranian Foreign Minister Mohammad Javad Zarif said" on a dated page says who held the office
of foreign minister of Iran then, where nothing ("former", "then", another year) says that it speaks of another time.
No list from which the knowledge file was built has a part in it.
"""

from __future__ import annotations

import gzip
import json
import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from backstay.records.errors import UsageError
from backstay.records.exchange import JsonObject

if TYPE_CHECKING:
    from backstay.knowledge import Knowledge
    from backstay.knowledge.load import Entity

_PORTFOLIO = (
    r"(?:Foreign|Defen[cs]e|Interior|Finance|Econom(?:y|ic)|Oil|Petroleum|Energy|Trade|Justice|Health|Education|"
    r"Agriculture|Transport|Labou?r|Information|Intelligence)"
)
_OF_ANY = rf"(?:President|Prime Minister|Chancellor|King|Queen|Emir|Supreme Leader|Premier|{_PORTFOLIO} Minister)"
_OF_UK = r"(?:Foreign|Defen[cs]e|Home) Secretary"
_OF_US = (
    r"(?:Secretary of (?:State|Defense|Homeland Security|Energy|Commerce)|"
    r"(?:Defense|Treasury|Homeland Security|Energy|Commerce|Interior|Agriculture|Labor|Education|Press) Secretary|"
    r"Attorney General|National Security Advis[eo]r|(?:CIA|FBI) Director|House Speaker|Vice President)"
)
_NAME = r"(?P<name>[A-Z][\w’'-]+(?: (?:[A-Z]\.|[A-Z][\w’'-]+|al-\w+|bin|van|von|de|el-\w+)){1,3})"
_SAYS = (
    r"(?:,? (?:has |had |also |later |on \w+day |\w+day )?)(?:said|says|told|tells|warned|announced|added|"
    r"tweeted|vowed|insisted|urged|called|met|arrived|will|has|is)\b"
)
_ABROAD = re.compile(rf"(?P<state>(?:[A-Z][\w.]+ ){{1,2}}){'(?P<title>'}{_OF_ANY}|{_OF_UK}) {_NAME}{_SAYS}")
_AT_HOME = re.compile(rf"(?P<title>{_OF_US}) {_NAME}{_SAYS}")
_OTHER_TIME = re.compile(
    r"\b(?:former|then|ex|acting|interim|late|outgoing|ousted|deposed|incoming|deputy|vice|assistant|designate|nominee|"
    r"first|shadow|elect|self-proclaimed|under|would-be|opposition|rival|caretaker|candidate)[- ](?:\w+ ){0,3}$",
    re.I,
)
_AMERICAN = frozenset(("House", "Trump", "Obama", "Republican", "Democratic"))
"""Words before a title of the United States that name no other country or part of it ("White House")."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_WORD_BEFORE = re.compile(r"(?:^|[\s“\"(])(?P<word>(?:[A-Z]\.)+|[A-Z][\w’'-]*) $")


@dataclass(frozen=True, slots=True)
class Question:
    """Who held an office of a state on a day, and whom a page of that day names."""

    title: str
    state: str
    name: str
    on: date
    page: str
    sentence: str


def questions(rows: Iterable[JsonObject], knowledge: Knowledge) -> Iterator[Question]:
    """What the pages say, once for each office, name and month."""
    seen: set[tuple[str, str, str, str]] = set()
    for row in rows:
        day, text = str(row.get("date") or ""), str(row.get("text") or "")
        if len(day) < 10:
            continue
        for title, state, name, sentence in _said(text, day, knowledge):
            key = (title, state, name, day[:7])
            if key not in seen:
                seen.add(key)
                yield Question(title, state, name, date.fromisoformat(day[:10]), str(row.get("ID")), sentence)


def _said(text: str, day: str, knowledge: Knowledge) -> Iterator[tuple[str, str, str, str]]:
    for pattern in (_ABROAD, _AT_HOME):
        for match in pattern.finditer(text):
            low, high = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.end())
            sentence = _sentence(text[low : high if high > 0 else len(text)], match.start() - low)
            if _OTHER_TIME.search(text[low : match.start("title")]) or any(
                y != day[:4] for y in _YEAR.findall(sentence)
            ):
                continue
            state = _state(match, text[low : match.start()], knowledge)
            if state is not None:
                yield match["title"], state, match["name"], sentence


def _state(match: re.Match[str], before: str, knowledge: Knowledge) -> str | None:
    """The state that the words before a title name; the United States for titles that are theirs."""
    if "state" not in match.groupdict():
        word = _WORD_BEFORE.search(before)
        found = knowledge.resolve(word["word"]) if word else None
        if word is None or word["word"] in _AMERICAN:
            return "USA"
        return found.party.state if found is not None and found.kind == "state" else None
    for words in (match["state"].strip(), match["state"].split()[-1]):
        found = knowledge.resolve(words)
        if found is not None and found.kind == "state":
            return found.party.state
    return None


def _sentence(line: str, at: int) -> str:
    low = max(line.rfind(". ", 0, at), line.rfind("” ", 0, at)) + 1
    high = line.find(". ", at)
    return line[low : high if high > 0 else len(line)].strip()


def holders_task(path: Path, _scorer: Path, keep: Path | None) -> JsonObject:
    """Of the offices whose holder on the day the file has, the share where the page names that holder.

    `n` questions; `known` the share of which the file has anybody on the day, `one_answer` the share of those where it
    has one person alone; `offices`, `states` and `months` in them.
    """
    from backstay.knowledge import Knowledge

    if not path.is_file():
        raise UsageError(f"{path} does not exist", hint="See bench/README.md for what each task reads.")
    knowledge = Knowledge()
    begun = time.perf_counter()
    asked = list(questions(_rows(path), knowledge))
    answers = [_answer(question, knowledge) for question in asked]
    told = Counter(answer["answer"] for answer in answers)
    if keep:
        keep.write_text("".join(json.dumps(a, ensure_ascii=False) + "\n" for a in answers), encoding="utf-8")
    known = told["right"] + told["wrong"]
    return {
        "right": round(told["right"] / max(known, 1), 4),
        "known": round(known / max(len(asked), 1), 4),
        "one_answer": round(sum(answer["one"] for answer in answers) / max(known, 1), 4),
        "n": len(asked),
        "wrong": told["wrong"],
        "not_in_the_base": told["not in the base"],
        "offices": len({(q.state, q.title) for q in asked}),
        "states": len({q.state for q in asked}),
        "months": len({q.on.isoformat()[:7] for q in asked}),
        "seconds": round(time.perf_counter() - begun, 3),
    }


def _answer(question: Question, knowledge: Knowledge) -> JsonObject:
    found = knowledge.holders(question.title, question.state, question.on)
    names = [name for holder in found for name in _names(holder.entity, knowledge)]
    answer = "not in the base" if not found else "right" if _among(question.name, names) else "wrong"
    return {
        "answer": answer,
        "one": bool(found) and all(_among(holder.entity.name, _names(found[0].entity, knowledge)) for holder in found),
        "title": question.title,
        "state": question.state,
        "on": question.on.isoformat(),
        "name": question.name,
        "base": [f"{h.entity.name} ({h.role.title} {h.role.since}..{h.role.until}, {h.role.source})" for h in found],
        "page": question.page,
        "sentence": question.sentence,
    }


def _names(entity: Entity, knowledge: Knowledge) -> list[str]:
    held = knowledge.dossier(entity.id)
    return [entity.name, *(name.text for name in (held.names if held is not None else ()))]


def _among(name: str, names: Iterable[str]) -> bool:
    from backstay.knowledge import same_name

    return any(same_name(name, other, schema="Person").same for other in names)


def _rows(path: Path) -> list[JsonObject]:
    packed = path.read_bytes()
    text = (gzip.decompress(packed) if path.suffix == ".gz" else packed).decode("utf-8")
    return [json.loads(line) for line in text.splitlines() if line.strip()]
