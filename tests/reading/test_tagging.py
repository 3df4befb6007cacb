"""Word tags: sequences that hold together, and spans that open their words."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from backstay.reading.labels import ATTRIBUTION_TAGS
from backstay.reading.tagging import attributions, best_path, event_parties

QUOTED = (
    "Khartoum will not leave the talks, a spokesman for the foreign ministry said on Monday. "
    "“We have asked Cairo for more time,” he told reporters."
)


@given(arrays(np.float32, st.tuples(st.integers(1, 30), st.just(7)), elements=st.floats(-20, 20, width=32)))
def test_no_tag_goes_on_from_nothing(logits: np.ndarray) -> None:
    tags = [ATTRIBUTION_TAGS[tag] for tag in best_path(logits, ATTRIBUTION_TAGS)]
    assert len(tags) == len(logits)
    for before, after in zip(["O", *tags], tags, strict=False):
        assert not after.startswith("I-") or before[2:] == after[2:]


@given(arrays(np.float32, st.tuples(st.integers(1, 30), st.just(7)), elements=st.floats(-20, 20, width=32)))
def test_tags_that_hold_together_by_themselves_are_kept(logits: np.ndarray) -> None:
    greedy = [int(tag) for tag in logits.argmax(axis=1)]
    names = [ATTRIBUTION_TAGS[tag] for tag in greedy]
    sound = all(not b.startswith("I-") or a[2:] == b[2:] for a, b in zip(["O", *names], names, strict=False))
    ties = any((row == row.max()).sum() > 1 for row in logits)
    if sound and not ties:
        assert best_path(logits, ATTRIBUTION_TAGS) == greedy


def test_a_quotation_has_its_source_cue_and_content() -> None:
    found = {label: [] for label in ("source", "cue", "content")}
    for span in attributions(QUOTED):
        found[span.label].append(QUOTED[span.start : span.end])
    assert any("spokesman" in words for words in found["source"])
    assert any("said" in words for words in found["cue"])
    assert any("leave the talks" in words for words in found["content"])


def test_who_acts_on_whom_in_a_sentence() -> None:
    sentence = "Ethiopian troops attacked Eritrean positions near the border on Sunday ."
    found = {span.label: sentence[span.start : span.end] for span in event_parties(sentence)}
    assert "Ethiopian" in found["source"]
    assert "Eritrean" in found["target"]


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=200))
def test_any_text_gives_spans_inside_it(text: str) -> None:
    assert all(0 <= span.start < span.end <= len(text) for span in attributions(text))
