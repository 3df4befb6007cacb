"""The field's forms, read as they are."""

from pathlib import Path

import pytest

from backstay.records.errors import UsageError
from bench.forms import Attribution, attributions_of, marked_pairs, parse_brat, tagged_sentences
from bench.parts import attributed, f1_of, joined, pearson

MARKED = "uid\tmarked_sentence\tsource\ttarget\tgold_binary\n1\t<s>Chad</s> met <t>Togo</t>.\tChad\tTogo\t1\n"


def test_marked_pairs_have_their_spans(tmp_path: Path) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_text(MARKED, encoding="utf-8")
    (pair,) = marked_pairs(path, "gold_binary")
    assert pair.sentence == "Chad met Togo."
    assert pair.sentence[slice(*pair.source)] == "Chad"
    assert pair.sentence[slice(*pair.target)] == "Togo"
    assert pair.label == "1"


def test_a_file_without_the_label_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_text(MARKED, encoding="utf-8")
    with pytest.raises(UsageError, match="no marked pairs"):
        marked_pairs(path, "gold_root")


def test_tagged_words_become_spans(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_text("The O\nred B-S\narmy I-S\nhit O\nMalta B-T\nthen O\nboth B-R\n\n\nRain O\n", encoding="utf-8")
    first, second = tagged_sentences(path)
    assert [(label, first.text[slice(*span)]) for label, span in first.spans] == [
        ("source", "red army"),
        ("target", "Malta"),
        ("both", "both"),
    ]
    assert second.spans == ()


def test_untagged_words_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_text("just a sentence\n", encoding="utf-8")
    with pytest.raises(UsageError, match="tagged words"):
        tagged_sentences(path)


BRAT = (
    "T1\tSource 0 2\tHe\nT2\tCue 3 7\tsaid\nT3\tContent 8 12;13 17\tword\n"
    "E1\tAttribution:T2 Content:T3 Cue:T2 Source:T1\n"
)


def test_brat_attributions() -> None:
    assert parse_brat(BRAT) == [Attribution(((0, 2),), ((3, 7),), ((8, 12), (13, 17)))]


def test_blanks_alone_do_not_interrupt_a_part() -> None:
    assert joined("He said word more", [(8, 12), (13, 17)]) == [(8, 17)]
    assert joined("He said word, more", [(8, 12), (14, 18)]) == [(8, 12), (14, 18)]


def test_a_split_is_read_by_name(tmp_path: Path) -> None:
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / "a.txt").write_text("He said word more", encoding="utf-8")
    (tmp_path / "attributions").mkdir()
    (tmp_path / "attributions" / "a_1f2c.ann").write_text(BRAT, encoding="utf-8")
    ((text, found),) = attributions_of(tmp_path)
    assert attributed(text, found) == {("source", 0, 2), ("cue", 3, 7), ("content", 8, 17)}


def test_a_folder_without_attributions_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no attributions"):
        attributions_of(tmp_path)


def test_arithmetic_of_spans_and_values() -> None:
    assert f1_of([{("s", 0, 1), ("s", 2, 3)}], [{("s", 0, 1)}]) == pytest.approx(2 / 3)
    assert pearson([1.0, 2.0, 3.0], [2.0, 4.0, 6.0]) == pytest.approx(1.0)
    assert pearson([1.0, 2.0], [5.0, 5.0]) == 0.0
