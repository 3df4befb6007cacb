"""Priors of sources: read, kept with a ledger, refused where they make no sense."""

from __future__ import annotations

from pathlib import Path

import pytest

from backstay.corroboration import Prior, Priors, kept_priors, read_priors, write_priors
from backstay.records.errors import UsageError


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_csv_and_yaml_say_the_same(tmp_path: Path) -> None:
    table = written(tmp_path / "s.csv", "source,reliability,strength\nReuters,0.9,50\nThe Example Herald,B,\n")
    tree = written(tmp_path / "s.yaml", "Reuters: {reliability: 0.9, strength: 50}\nThe Example Herald: B\n")
    assert read_priors(table) == read_priors(tree)
    assert read_priors(table).by_name == {"Reuters": Prior(0.9, 50), "The Example Herald": Prior(0.85, 20)}


def test_names_meet_as_tellers_do() -> None:
    priors = Priors({"The Wall Street Journal": Prior(0.9), "Donald Trump": Prior(0.3)})
    assert priors.of("outlet:wall street journal") == Prior(0.9)
    assert priors.of("said:trump") == Prior(0.3)
    assert priors.of("outlet:reuters") is None


def test_they_are_kept_with_a_ledger(tmp_path: Path) -> None:
    assert kept_priors(tmp_path) == Priors()
    priors = Priors({"Reuters": Prior(0.9, 50), 'A "quoted", name': Prior(0.4)})
    write_priors(tmp_path, priors)
    assert kept_priors(tmp_path) == priors


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("s.csv", "source,reliability\nReuters,often\n"),
        ("s.csv", "source,reliability\nReuters,1.5\n"),
        ("s.csv", "source,reliability,strength\nReuters,0.5,-1\n"),
        ("s.csv", "source,reliability\n,0.5\n"),
        ("s.yaml", "- Reuters\n"),
        ("s.yaml", "Reuters: [unclosed\n"),
        ("s.yaml", "Reuters: !!python/object/apply:os.system [true]\n"),
    ],
)
def test_what_makes_no_sense_is_refused_in_plain_words(tmp_path: Path, name: str, text: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_priors(written(tmp_path / name, text))
    assert caught.value.hint


def test_a_file_that_is_not_there_or_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        read_priors(tmp_path / "none.csv")
    (tmp_path / "b.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError):
        read_priors(tmp_path / "b.csv")


def test_certainty_is_never_taken_from_a_user(tmp_path: Path) -> None:
    """A chance of 0 or 1 could never be moved by anything."""
    read = read_priors(written(tmp_path / "s.csv", "source,reliability\nReuters,1\nGossip,0\n"))
    assert all(0 < prior.reliability < 1 for prior in read.by_name.values())
