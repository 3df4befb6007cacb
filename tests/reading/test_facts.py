"""How far an event is a fact: on two scales, that differ on what is yet to come."""

import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backstay.reading.encoder import FACTS, MODEL_FOLDER, load_encoder
from backstay.reading.facts import HIGHEST, LOWEST, Judged, factuality, judge, load_readout, scale_of
from backstay.records.errors import ModelMissing

LEFT, DID_NOT_LEAVE = ("The army left the city .", [9]), ("The army did not leave the city .", [17])


@pytest.mark.parametrize("scale", ["uw", "uds", None])
def test_what_did_not_happen_is_less_of_a_fact(scale: str | None) -> None:
    assert factuality(*DID_NOT_LEAVE, scale)[0] < 0 < factuality(*LEFT, scale)[0]


def test_what_is_yet_to_come_is_sure_on_one_scale_and_has_not_happened_on_the_other() -> None:
    (said,) = judge("The president will visit Cairo on Monday .", [19])
    assert said.uds < 0 < said.uw


def test_texts_go_by_the_scale_of_those_that_they_are_like() -> None:
    assert scale_of([Judged(3, 3, 0.9), Judged(3, 3, 0.8), Judged(3, 3, 0.1)]) == "uw"
    assert scale_of([Judged(3, 3, 0.2)]) == "uds"


def test_without_a_scale_the_two_are_mixed() -> None:
    (said,) = judge(*LEFT)
    assert min(said.uw, said.uds) <= factuality(*LEFT)[0] <= max(said.uw, said.uds)


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=200), st.lists(st.integers(0, 300), max_size=3))
def test_any_text_gives_one_value_on_the_scale_for_each_offset(text: str, offsets: list[int]) -> None:
    found = factuality(text, offsets)
    assert len(found) == len(offsets)
    assert all(LOWEST <= value <= HIGHEST for value in found)


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A folder with the shipped model."""
    return Path(shutil.copytree(MODEL_FOLDER, tmp_path / "model"))


def test_a_model_whose_readout_was_not_fitted_says_so(copied: Path) -> None:
    card = json.loads((copied / "model.json").read_text())
    del card["sha256"][FACTS]
    (copied / "model.json").write_text(json.dumps(card))
    with pytest.raises(ModelMissing, match="judges no facts"):
        load_readout(copied)


def test_a_readout_that_is_gone_is_missed(copied: Path) -> None:
    (copied / FACTS).unlink()
    with pytest.raises(ModelMissing, match=FACTS):
        load_encoder(copied)
