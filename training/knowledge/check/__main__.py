"""`python -m training.knowledge.check`: marks every fact of our own tables, and lists what other sources deny.

Writes `curated/checked.tsv` (table, fact, the sources that have it too), which the builder reads: a fact that no
source has stays unreviewed. What is denied, and not settled in `curated/settled.tsv` with a reason, is printed, and
ends with 1. Settled means that ours stands: the reason says why the other source is wrong or means something else.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from ..base import ACTORS, CURATED, table
from ..collect import collect
from .facts import Fact, Word, facts
from .parties import check_agents, check_parents, check_parties, check_standings
from .posts import check_posts
from .states import check_states

HEADER = "# Made by `python -m training.knowledge.check`. table\tfact\tsources that have it too (none: unreviewed)\n"


def words() -> Iterator[Word]:
    """What every source says of every fact that it knows."""
    independent = collect(curated=False)
    yield from check_states(independent)
    yield from check_posts(independent)
    yield from check_parties(independent)
    yield from check_agents(independent)
    yield from check_parents()
    yield from check_standings(independent)


def settled() -> set[tuple[str, str, str]]:
    """Table, fact and source of each contradiction that somebody has decided."""
    return {(row[0], row[1], row[2]) for row in table("settled.tsv")}


def denied(said: Iterable[Word], confirmed: dict[tuple[str, str], set[str]]) -> list[Word]:
    """Contradictions that stand: a source that also confirms the fact under another reading denies nothing."""
    decided = settled()
    return [
        word for word in said
        if word.other
        and word.source not in confirmed[word.fact.table, word.fact.key]
        and (word.fact.table, word.fact.key, word.source) not in decided
    ]  # fmt: skip


def marks(every: Iterable[Fact], confirmed: dict[tuple[str, str], set[str]]) -> str:
    """The file of marks."""
    lines = {f"{f.table}\t{f.key}\t{','.join(sorted(confirmed[f.table, f.key]))}" for f in every}
    return HEADER + "".join(f"{line}\n" for line in sorted(lines))


def main() -> int:
    """Checks, writes and prints; 2 where the development data is absent."""
    if not ACTORS.is_dir():
        print(f"The development data is not beside the checkout: {ACTORS} is missing.", file=sys.stderr)
        return 2
    said = list(words())
    confirmed: dict[tuple[str, str], set[str]] = defaultdict(set)
    for word in said:
        if not word.other:
            confirmed[word.fact.table, word.fact.key].add(word.source)
    every = list(facts())
    (CURATED / "checked.tsv").write_text(marks(every, confirmed), encoding="utf-8")
    total = Counter(f.table for f in every)
    checked = Counter(f.table for f in every if confirmed[f.table, f.key])
    for name in sorted(total):
        print(f"{name}: {checked[name]} of {total[name]} facts are in another source too")
    left = denied(said, confirmed)
    for word in left:
        print(f"{word.fact.table}\t{word.fact.key}\t{word.source}\t{word.other}")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
