"""The README's pictures are there, light enough, and made of what the program prints."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from scripts.pictures.make import FOLDER, MOST_BYTES, PICTURES, draw


def test_a_terminal_is_drawn_with_its_words_and_colours() -> None:
    drawn = draw("\x1b[31mdenied\x1b[0m by Rostec <press service>")
    text = "".join(ElementTree.fromstring(drawn).itertext()).replace("\N{NO-BREAK SPACE}", " ")
    assert "denied" in text
    assert "by Rostec <press service>" in text
    assert drawn.count("fill: #") > 1


@pytest.mark.parametrize("name", PICTURES)
def test_each_picture_is_there_and_light(name: str) -> None:
    (picture,) = FOLDER.glob(f"{name}.*")
    assert 5_000 < picture.stat().st_size < MOST_BYTES
    assert picture.read_bytes().startswith(b"\x89PNG" if picture.suffix == ".png" else b"<svg")


def test_the_terminal_shows_the_brief_on_venezuela() -> None:
    text = "".join(ElementTree.parse(FOLDER / "terminal.svg").getroot().itertext())
    for word in ("backstay", "Venezuela", "Russia", "origins"):
        assert word in text
    assert str(Path.home()) not in text
    assert "/tmp" not in text
