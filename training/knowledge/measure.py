"""How well the mentions of annotated articles resolve: `python -m training.knowledge.measure GOLD_FOLDER`.

GOLD_FOLDER holds `texts/`, `index.json` and `claims.jsonl`. Prints one JSON object; `--show N` lists the
most common misses. Phrases out of context are measured by `python -m bench.quality actors`.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from backstay.knowledge import Knowledge

_THE_READERS = (  # mentions that the reader resolves
    "i me my we us our ours you your he him his she her it its they them their who which that this these those"
)
_PRONOUNS = frozenset(_THE_READERS.split())


@dataclass(frozen=True, slots=True)
class Case:
    """A mention with the answer that is wanted; `states` None where the case says nothing of it."""

    mention: str
    on: date | None
    context: str
    near: tuple[str, ...]
    state: str | None
    sector: str | None
    asks_state: bool
    asks_sector: bool


def gold_cases(folder: Path, knowledge: Knowledge) -> Iterator[Case]:
    """Participants of annotated claims that are no pronouns, with the states named before the claim as `near`."""
    days = {row["name"]: row["published"] for row in json.loads((folder / "index.json").read_text(encoding="utf-8"))}
    texts: dict[str, tuple[str, list[tuple[int, str]]]] = {}
    for line in (folder / "claims.jsonl").read_text(encoding="utf-8").splitlines():
        claim = json.loads(line)
        doc = claim["doc"]
        on = date.fromisoformat(days[doc][:10])
        if doc not in texts:
            text = " ".join((folder / "texts" / f"{doc}.txt").read_text(encoding="utf-8").split())
            found = knowledge.scan(text, on=on)
            texts[doc] = (text, [(f.start, f.resolution.party.state) for f in found if f.resolution.party.state])
        text, states = texts[doc]
        quote = " ".join(claim["quote"].split())
        at = max(text.find(quote), 0)
        for part in (claim["actor"], claim.get("recipient")):
            if part and part["text"].lower() not in _PRONOUNS:
                near = tuple(dict.fromkeys(s for start, s in reversed(states) if start < at + len(quote)))
                sectors = part["sector"] or [None]
                yield Case(part["text"], on, quote, near, part["state"], sectors[0], True, bool(part["sector"]))


def score(knowledge: Knowledge, cases: list[Case], misses: Counter[str] | None = None) -> dict[str, float]:
    """Shares of right states, first sectors and whole cases; what went wrong is counted in `misses`."""
    began = time.perf_counter()
    answers = [knowledge.resolve(c.mention, on=c.on, context=c.context, near=c.near) for c in cases]
    seconds = time.perf_counter() - began
    right: Counter[str] = Counter()
    for case, answer in zip(cases, answers, strict=True):
        state = answer.party.state if answer else None
        sector = answer.party.sector[0] if answer and answer.party.sector else None
        state_ok = not case.asks_state or state == case.state
        sector_ok = not case.asks_sector or sector == case.sector
        right["state"] += state_ok and case.asks_state
        right["sector"] += sector_ok and case.asks_sector
        right["whole"] += state_ok and sector_ok
        right["none"] += answer is None
        if misses is not None and not (state_ok and sector_ok):
            wanted, given = f"{case.state}/{case.sector}", f"{state}/{sector}"
            misses[
                f"{case.mention!r} want {wanted} got {given} near {case.near[:2]} {answer.why if answer else ''}"
            ] += 1
    return {
        "n": len(cases),
        "state": round(right["state"] / max(sum(c.asks_state for c in cases), 1), 4),
        "sector": round(right["sector"] / max(sum(c.asks_sector for c in cases), 1), 4),
        "whole": round(right["whole"] / max(len(cases), 1), 4),
        "unanswered": round(right["none"] / max(len(cases), 1), 4),
        "per_second": round(len(cases) / seconds),
        "seconds": round(seconds, 3),
    }


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--show", type=int, default=0)
    options = parser.parse_args()
    knowledge = Knowledge.load()
    cases = list(gold_cases(options.path, knowledge))
    misses: Counter[str] = Counter()
    print(json.dumps(score(knowledge, cases, misses)))
    for miss, count in misses.most_common(options.show):
        print(count, miss)


if __name__ == "__main__":
    main()
