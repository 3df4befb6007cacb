"""Our own tables and the marks on them belong together, and what a source denies is settled."""

from __future__ import annotations

from training.knowledge.base import own, table
from training.knowledge.check.__main__ import denied
from training.knowledge.check.facts import Fact, Word, facts
from training.knowledge.check.posts import kind_of


def test_every_fact_has_a_mark_and_every_mark_a_fact() -> None:
    assert {(row[0], row[1]) for row in table("checked.tsv")} == {(f.table, f.key) for f in facts()}


def test_what_is_settled_is_still_said() -> None:
    said = {(f.table, f.key) for f in facts()}
    assert [row for row in table("settled.tsv") if (row[0], row[1]) not in said] == []
    assert all(len(row) == 4 and row[3] for row in table("settled.tsv"))


def test_a_mark_names_the_most_telling_source() -> None:
    assert own("people.tsv", "Xi Jinping", "CHN", "president", "2013-03-14", "", "") == "backstay:wikidata"
    assert own("people.tsv", "Nobody", "CHN", "president") == "backstay"


def test_a_contradiction_stands_until_it_is_settled() -> None:
    settled = next(iter(table("settled.tsv")))
    known = Fact(settled[0], 1, tuple(settled[1].split(" | ")))
    new = Fact("states.tsv", 1, ("VEN", "capital", "Valencia"))
    said = [Word(known, settled[2], "another"), Word(new, "factbook", "another")]
    assert denied(said, {(f.table, f.key): set() for f in (known, new)}) == said[1:]
    assert denied(said[1:], {(new.table, new.key): {"factbook"}}) == []


def test_titles_of_one_post_are_known() -> None:
    assert kind_of("Minister of Foreign Affairs") == kind_of("foreign minister") == "foreign"
    assert kind_of("vice president") != kind_of("President")
    assert kind_of("leader of the Indian National Congress") is None
