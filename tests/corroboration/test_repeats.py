"""Others say that somebody repeats what an outlet had told."""

from __future__ import annotations

import pytest

from backstay.corroboration import said_to_repeat
from backstay.knowledge import Knowledge
from tests.corroboration.echoes.make import report


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge.load()


@pytest.mark.parametrize(
    ("text", "outlet", "said_by"),
    [
        (
            "Donald Trump wrote that the Russians had left. The president, a spokesman suggested, was only repeating "
            "what The Wall Street Journal had reported.",
            "The Wall Street Journal",
            "spokesman",
        ),
        ("Vladimir Putin appeared to echo a report in the Financial Times.", "Financial Times", "The Example Herald"),
        ("Donald Trump, apparently referring to a newspaper report, said that they were gone.", None, None),
    ],
)
def test_it_is_seen_with_who_says_so(text: str, outlet: str | None, said_by: str | None, knowledge: Knowledge) -> None:
    (found,) = said_to_repeat(report(text), knowledge)
    assert found.outlet == outlet
    assert found.key in ("said:trump", "said:putin")
    assert said_by is None or said_by in found.said_by
    assert text[found.start : found.end] == found.quote


@pytest.mark.parametrize(
    "text",
    [
        "Donald Trump repeated that the Russians had left.",
        "The Wall Street Journal repeated its report.",
        "Donald Trump echoed Emmanuel Macron.",
    ],
)
def test_who_only_says_it_again_repeats_no_outlet(text: str, knowledge: Knowledge) -> None:
    assert said_to_repeat(report(text), knowledge) == []
