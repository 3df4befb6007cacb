"""Word tags weighed with the words around them."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backstay.reading.encoder import ATTRIBUTION, MODEL_FOLDER, load_encoder
from backstay.reading.labels import ATTRIBUTION_TAGS
from backstay.reading.neighbours import LOOKS, REACH, TagNetwork, load_networks, log_shares, looks, weighed
from backstay.reading.tagging import best_path, words_of
from backstay.records.errors import ModelMissing

TEXT = "“We asked for time,” he said. Nobody\nanswered 12 letters."
TAGS = len(ATTRIBUTION_TAGS)


def some_network(rng: np.random.Generator, features: int = 5, seen: int = 4, hidden: int = 3) -> TagNetwork:
    width = 2 * REACH + 1
    shapes = {
        "project": (features, seen),
        "project_bias": (seen,),
        "first": (width * (TAGS + LOOKS + seen), hidden),
        "first_bias": (hidden,),
        "second": (width * hidden, hidden),
        "second_bias": (hidden,),
        "outer": (hidden, TAGS),
        "outer_bias": (TAGS,),
        "own": (1,),
        "follows": (TAGS, TAGS),
    }
    return TagNetwork(**{name: rng.normal(size=shape).astype(np.float32) for name, shape in shapes.items()})


def test_words_between_quotation_marks_are_told() -> None:
    words = words_of(load_encoder(), TEXT, "attribution")
    found = looks(TEXT, words.starts, words.ends)
    told = {TEXT[start:end]: bool(row[-2]) for start, end, row in zip(words.starts, words.ends, found, strict=True)}
    assert told["asked"]
    assert told["time"]
    assert not told["said"]
    assert not told["Nobody"]


@settings(deadline=None)
@given(st.integers(1, 12), st.integers(0, 2**32 - 1))
def test_a_score_depends_on_the_words_in_reach_and_on_no_other(words: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    network = some_network(rng)
    told, seen, layers = (rng.normal(size=(words, n)).astype(np.float32) for n in (TAGS, LOOKS, 5))
    whole = network(told, seen, layers)
    beyond = 2 * REACH + 1
    changed = layers.copy()
    changed[beyond:] += 1
    assert whole.shape == (words, TAGS)
    assert network(told, seen, changed)[0] == pytest.approx(whole[0], rel=1e-4, abs=1e-4)


def test_words_are_seen_in_their_order() -> None:
    rng = np.random.default_rng(7)
    network = some_network(rng)
    told, seen, layers = (rng.normal(size=(9, n)).astype(np.float32) for n in (TAGS, LOOKS, 5))
    there, back = network(told, seen, layers), network(told[::-1], seen[::-1], layers[::-1])[::-1]
    assert np.abs(there - back).max() > 1e-3


def test_which_tag_follows_which_settles_the_path() -> None:
    scores = np.zeros((3, TAGS), dtype=np.float32)
    follows = np.zeros((TAGS, TAGS), dtype=np.float32)
    source, inside, cue = (ATTRIBUTION_TAGS.index(tag) for tag in ("B-source", "I-source", "B-cue"))
    follows[source, inside] = follows[inside, cue] = 2.0
    assert best_path(scores, ATTRIBUTION_TAGS, follows) == [source, inside, cue]
    barred = np.zeros_like(follows)
    barred[0, inside] = 9.0  # never mind: it goes on from nothing
    assert inside not in best_path(scores[:2], ATTRIBUTION_TAGS, barred)


@given(st.integers(1, 20), st.integers(0, 2**32 - 1))
def test_shares_are_of_one_whole(words: int, seed: int) -> None:
    logits = np.random.default_rng(seed).normal(size=(words, TAGS)).astype(np.float32)
    assert np.exp(log_shares(logits)).sum(axis=1) == pytest.approx(np.ones(words), rel=1e-4)


def test_the_same_words_give_the_same_scores() -> None:
    words = words_of(load_encoder(), TEXT, "attribution")
    asked = (words.logits, looks(TEXT, words.starts, words.ends), words.layers(load_encoder()))
    (once, follows), (again, _) = weighed(*asked), weighed(*asked)
    assert np.array_equal(once, again)
    assert follows.shape == (TAGS, TAGS)
    assert len(load_networks()) > 1


def test_a_model_without_them_says_so(tmp_path: Path) -> None:
    copied = tmp_path / "model"
    shutil.copytree(MODEL_FOLDER, copied)
    card = json.loads((copied / "model.json").read_text(encoding="utf-8"))
    del card["sha256"][ATTRIBUTION]
    (copied / "model.json").write_text(json.dumps(card), encoding="utf-8")
    with pytest.raises(ModelMissing, match="no attributions"):
        load_networks(copied)
