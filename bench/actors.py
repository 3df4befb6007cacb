"""The task `actors`: phrases with a context and a day, and the state and PLOVER sectors that are wanted for them.

Which checks of a case are scored, and how our answer is written in the terms of the cases, is in bench/README.md.
"""

from __future__ import annotations

import json
import re
import time
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from backstay.records.errors import UsageError
from backstay.records.exchange import JsonObject

if TYPE_CHECKING:
    from backstay.knowledge import Knowledge, Resolution

_SCORED = {"country": "state", "code_1": "sector", "code_2": "second"}
_INTERNATIONAL = frozenset({"IGO", "UNO"})
_UNKNOWN = "UNK"
_FORMS = ("%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%d %b %Y", "%B %Y", "%Y-%m", "%Y")
_TODAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class ActorCase:
    """A phrase with what is wanted of it. `checks`: (field, operator, wanted value) of those that are scored."""

    phrase: str
    on: date | None
    context: str
    country: str
    checks: tuple[tuple[str, str, object], ...]
    abstain: bool


def read_cases(path: Path) -> list[ActorCase]:
    """The cases of a file of JSON lines. Raises UsageError where it holds none."""
    if not path.is_file():
        raise UsageError(f"{path} does not exist", hint="See bench/README.md for what each task reads.")
    cases = [_case(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    if not cases:
        raise UsageError(f"{path} holds no cases", hint="See bench/README.md for the form of a case.")
    return cases


def _case(row: JsonObject) -> ActorCase:
    checks = [(c[0], c[1], c[2]) for c in row["checks"]]
    return ActorCase(
        phrase=row["input"],
        on=day_of(row.get("date") or "", row.get("as_of") or ""),
        context=row.get("context") or "",
        country=row.get("known_country") or "",
        checks=tuple(c for c in checks if c[0] in _SCORED),
        abstain=("resolved", "eq", False) in checks,
    )


def day_of(text: str, as_of: str = "") -> date | None:
    """The day of a case; `today` is the day that `as_of` begins with. None where neither says one."""
    for form in _FORMS:
        try:
            return datetime.strptime(text.strip(), form).date()
        except ValueError:
            continue
    found = _TODAY.search(as_of)
    return date.fromisoformat(found.group()) if found else None


def answer_of(found: Resolution | None) -> dict[str, str]:
    """Our answer in the terms of the cases: `country`, `code_1`, `code_2`."""
    if found is None:
        return {"country": "", "code_1": _UNKNOWN, "code_2": ""}
    sectors = found.party.sector
    if found.kind == "state" and found.use != "capital":
        return {"country": found.party.state or "", "code_1": "", "code_2": ""}
    country = found.party.state or ("IGO" if sectors[:1] == ("IGO",) else "")
    return {
        "country": country,
        "code_1": sectors[0] if sectors else _UNKNOWN,
        "code_2": sectors[1] if len(sectors) > 1 else "",
    }


def holds(check: tuple[str, str, object], answer: dict[str, str]) -> bool:
    """Does the answer pass the check?"""
    field, operator, wanted = check
    got = answer[field]
    if field == "country" and wanted in _INTERNATIONAL:
        return got == "IGO"
    if field == "code_1" and got == "IGO" and wanted == "":
        return True
    if field == "country" and got == "IGO":
        got = ""
    if operator == "in" and isinstance(wanted, list):
        return got in wanted
    return got != wanted if operator == "ne" else got == (wanted or "")


def resolve_case(knowledge: Knowledge, case: ActorCase) -> Resolution | None:
    """What the knowledge says: the states of `known_country` and of the context are those in play."""
    named = [knowledge.state_code(case.country)] if case.country else []
    named += [f.resolution.party.state for f in reversed(knowledge.scan(case.context, on=case.on))]
    near = tuple(dict.fromkeys(s for s in named if s))
    return knowledge.resolve(case.phrase, on=case.on, context=case.context, near=near)


def actors_task(path: Path, _scorer: Path, keep: Path | None) -> JsonObject:
    """Shares of right states, first sectors and whole cases, and of refusals where one is due; `n` cases."""
    from backstay.knowledge import Knowledge

    cases = read_cases(path)
    knowledge = Knowledge.load()
    begun = time.perf_counter()
    found = [resolve_case(knowledge, case) for case in cases]
    seconds = time.perf_counter() - begun
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    misses = []
    for case, resolution in zip(cases, found, strict=True):
        answer = answer_of(resolution)
        marks = {_SCORED[check[0]]: holds(check, answer) for check in case.checks}
        if case.checks:
            marks["whole"] = all(marks.values())
        if case.abstain:
            marks["abstain"] = resolution is None
        asked.update(marks.keys())
        right.update(key for key, ok in marks.items() if ok)
        if not all(marks.values()):
            why = resolution.why if resolution else None
            misses.append({"phrase": case.phrase, "wanted": case.checks, "answer": answer, "why": why})
    if keep:
        keep.write_text("".join(json.dumps(m, ensure_ascii=False) + "\n" for m in misses), encoding="utf-8")
    shares = {key: round(right[key] / max(asked[key], 1), 4) for key in ("state", "sector", "whole", "abstain")}
    return {**shares, "n": len(cases), "seconds": round(seconds, 3)}
