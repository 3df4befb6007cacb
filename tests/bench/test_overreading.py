"""The list of unpolitical articles, and the arithmetic of what is claimed on them."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from pathlib import Path

import pytest

from backstay.records.errors import UsageError
from bench.overreading import ARCHIVE, KINDS, Reading, by_kind, load_articles, load_list, summed

LIST = Path(__file__).resolve().parents[2] / "bench" / "data" / "unpolitical.json"


def test_the_list_names_200_articles_once_each_and_nothing_else_of_them() -> None:
    entries = json.loads(LIST.read_text(encoding="utf-8"))
    assert len(entries) == len({e["article"] for e in entries}) == 200
    assert all(set(e) == {"article", "kind"} for e in entries)
    assert set(load_list(LIST).values()) <= set(KINDS)
    assert Counter(load_list(LIST).values())["mixed"] < 25, "at most an eighth is there to fill up the number"


@pytest.mark.shared
@pytest.mark.skipif(not ARCHIVE.is_file(), reason="the development data is not beside the checkout")
def test_every_listed_article_is_in_the_archive_with_words_and_a_day() -> None:
    names = list(load_list(LIST))
    rows = load_articles(names)
    assert list(rows) == names
    assert all(len(row["text"].split()) > 100 and row["date"] and row["title"] for row in rows.values())
    assert len({row["text"] for row in rows.values()}) == 200, "no text twice under two ids"


def test_claims_are_counted_over_all_words_and_by_kind() -> None:
    readings = [Reading("sport", 1500, 0), Reading("sport", 500, 1), Reading("mixed", 2000, 9)]
    assert summed(readings) == {"claims_per_1000_words": 2.5, "claims": 10, "n": 3, "words": 4000}
    kinds = by_kind(readings)
    assert list(kinds) == ["sport", "mixed"]
    assert kinds["sport"] == {"claims_per_1000_words": 0.5, "claims": 1, "n": 2, "words": 2000}
    assert summed([])["claims_per_1000_words"] == 0


@pytest.mark.parametrize(
    ("entries", "told"),
    [
        ([{"article": "a", "kind": "sport"}, {"article": "a", "kind": "crime"}], "twice"),
        ([{"article": "a", "kind": "politics"}], "unknown kind"),
        ([], "no articles"),
    ],
)
def test_a_list_that_is_not_sound_is_told(tmp_path: Path, entries: list, told: str) -> None:
    (tmp_path / "list.json").write_text(json.dumps(entries))
    with pytest.raises(UsageError, match=told):
        load_list(tmp_path / "list.json")


def test_articles_come_in_the_order_asked_for_and_a_missing_one_is_told(tmp_path: Path) -> None:
    archive = tmp_path / "archive.jsonl.gz"
    with gzip.open(archive, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps({"ID": name}) + "\n" for name in "abc")
    assert list(load_articles(["c", "a"], archive)) == ["c", "a"]
    with pytest.raises(UsageError, match="first of them d"):
        load_articles(["a", "d"], archive)
