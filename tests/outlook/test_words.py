"""Every likelihood word lies in its band, and the bands are those of the taxonomy."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstay.outlook import BANDS, band, likelihood
from backstay.records.errors import UsageError

TAXONOMY = Path(__file__).parents[3] / "shared" / "data" / "structure" / "taxonomies" / "estimative-language.json"


@given(st.floats(0, 1))
def test_every_probability_lies_in_the_band_of_its_word(probability: float) -> None:
    low, high = band(likelihood(probability))
    assert low <= probability <= high


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_likelier_thing_never_has_a_lesser_word(one: float, other: float) -> None:
    order = [word for _, word in BANDS]
    low, high = sorted((one, other))
    assert order.index(likelihood(low)) <= order.index(likelihood(high))


@given(st.floats(0, 1))
def test_no_word_speaks_of_confidence(probability: float) -> None:
    assert not re.search(r"confiden|low|moderate|high", likelihood(probability))


@pytest.mark.parametrize("number", [-0.01, 1.01, float("nan")])
def test_what_is_no_probability_has_no_word(number: float) -> None:
    with pytest.raises(UsageError):
        likelihood(number)


@pytest.mark.shared
@pytest.mark.skipif(not TAXONOMY.is_file(), reason="the shared taxonomies are not beside the checkout")
def test_the_bands_are_those_of_the_taxonomy() -> None:
    taxonomy = json.loads(TAXONOMY.read_text(encoding="utf-8"))
    entries = next(each["entry"] for each in taxonomy["values"] if each["predicate"] == "likelihood-probability")
    said = [(each["numerical_value"] / 100, each["value"].replace("-", " ")) for each in entries]
    assert list(BANDS) == said
