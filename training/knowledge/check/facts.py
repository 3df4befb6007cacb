"""The facts of our own tables, one by one, and what a source says of one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..base import fact_key, table

POSTS = ("people.tsv", "officials.tsv")
PARTIES = ("parties.tsv", "bodies.tsv")


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a row says. `cells`: its words, in an order that each table fixes; empty where not given."""

    table: str
    line: int
    cells: tuple[str, ...]

    @property
    def key(self) -> str:
        """The fact's words on one line, the same whichever row they stand in."""
        return fact_key(self.cells)


@dataclass(frozen=True, slots=True)
class Word:
    """What a source says of a fact: that it is so, or, in `other`, what it has instead."""

    fact: Fact
    source: str
    other: str = ""


def facts() -> Iterator[Fact]:
    """Every fact of every table. See `cells` of each in the functions below."""
    yield from state_names()
    for file in POSTS:
        yield from posts(file)
    for file in PARTIES:
        yield from parties(file)
    for file in ("parents.tsv", "standings.tsv"):
        yield from (Fact(file, n, tuple(row)) for n, row in enumerate(table(file), start=1))
    for n, row in enumerate(table("agents.tsv"), start=1):
        yield from (Fact("agents.tsv", n, (phrase, row[1])) for phrase in row[0].split("|"))


def state_names() -> Iterator[Fact]:
    """Cells: state, use, name."""
    for n, (code, use, names) in enumerate(table("states.tsv"), start=1):
        yield from (Fact("states.tsv", n, (code, use, name)) for name in names.split("|"))


def posts(file: str) -> Iterator[Fact]:
    """Cells: name, state, title, first day, last day, day of death."""
    for n, row in enumerate(table(file), start=1):
        name, _, state, title, _, since, until, died = row + [""] * (8 - len(row))
        yield Fact(file, n, (name, state, title, since, until, died))


def parties(file: str) -> Iterator[Fact]:
    """Cells: name, state, sectors; and for each other name of it: that name, state, `is`, name."""
    for n, row in enumerate(table(file), start=1):
        _, name, aliases, state, sectors, *_ = row + [""] * 4
        yield Fact(file, n, (name, state, sectors))
        yield from (Fact(file, n, (alias, state, "is", name)) for alias in aliases.split("|") if alias)
