"""What lies beside a ledger is written whole or not at all."""

from __future__ import annotations

from pathlib import Path

from backstay.ledger.beside import write_beside


def test_a_file_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    path = tmp_path / "pages" / "one"
    write_beside(path, b"first")
    write_beside(path, b"second")
    assert path.read_bytes() == b"second"
    assert [each.name for each in path.parent.iterdir()] == ["one"]


def test_where_nothing_can_be_written_nothing_is(tmp_path: Path) -> None:
    (tmp_path / "pages").write_text("in the way")
    write_beside(tmp_path / "pages" / "one", b"first")
    assert (tmp_path / "pages").read_text() == "in the way"
