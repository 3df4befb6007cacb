"""Word tags of attributions, weighed with the words around them.

The encoder tags each word by itself, and knows little of where a quotation ends: a comma, a closing mark, the "said"
that comes after. Two convolutions over what its layers and its tags say of the words around, and over what the words
look like, move each tag's score; learned weights say which tag follows which (a conditional random field, Lafferty
and others 2001). `training.reader.attribution` fits several such networks; their mean counts. Reading a page does not
need it, and does not pay for it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from backstay.records.errors import ModelMissing

from .encoder import ATTRIBUTION, MODEL_FOLDER, load_encoder, softmax

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

REACH = 3
"""Words to either side that a convolution sees."""
FLOOR = -9.0
"""The logarithms of the tags' probabilities are kept from going below this."""
_MARKS = "“”\"'’,.:;-—()?!"
_WORDS = (
    "that to said says according as by of in and but which who because if whether for with told added the a he she it "
    "they i we not"
).split()
_PARAGRAPH = re.compile(r"\n")
_DIGIT = re.compile(r"\d")
LOOKS = len(_MARKS) + len(_WORDS) + 7
"""Numbers that tell what a word looks like."""


def looks(text: str, starts: Sequence[int], ends: Sequence[int]) -> Floats:
    """What each of n words looks like: (n, LOOKS), of 0 and 1. `starts` and `ends`: their characters."""
    import numpy as np

    found = np.zeros((len(starts), LOOKS), dtype=np.float32)
    marks = {mark: at for at, mark in enumerate(_MARKS)}
    common = {word: len(_MARKS) + at for at, word in enumerate(_WORDS)}
    for row, start, end in zip(found, starts, ends, strict=True):
        word = text[start:end].strip()
        lower = word.lower()
        if word[:1] in marks:
            row[marks[word[0]]] = 1
        if lower in common:
            row[common[lower]] = 1
        row[-7:-2] = (
            lower.endswith("ing"),
            text[start - 1 : start] == " ",
            bool(_DIGIT.search(word)),
            bool(_PARAGRAPH.search(text, max(0, start - 2), start)),
            word[:1].isupper(),
        )
    found[:, -2] = np.cumsum(found[:, 0] - found[:, 1]) > 0  # between curly marks
    found[:, -1] = np.cumsum(found[:, 2]) % 2  # between straight ones
    return found


@dataclass(frozen=True, slots=True, eq=False)
class TagNetwork:
    """One network. `project` (features, P) and `project_bias`; `first` (words * inputs, H) and `second` (words * H, H),
    each with its bias; `outer` (H, tags) with its bias; `own` (1), the weight of the encoder's own scores; `follows`
    (tags, tags): the weight of one tag after another.
    """

    project: Floats
    project_bias: Floats
    first: Floats
    first_bias: Floats
    second: Floats
    second_bias: Floats
    outer: Floats
    outer_bias: Floats
    own: Floats
    follows: Floats

    def __call__(self, told: Floats, looks: Floats, layers: Floats) -> Floats:
        """Scores (n, tags) by what the encoder says of the tags (n, tags), by looks and by its layers (n, features)."""
        import numpy as np

        seen = np.maximum(layers @ self.project + self.project_bias, 0)
        inputs = np.concatenate([told, looks, seen], axis=1)
        hidden = np.maximum(_around(inputs) @ self.first + self.first_bias, 0)
        hidden = hidden + np.maximum(_around(hidden) @ self.second + self.second_bias, 0)
        scores: Floats = told * self.own + hidden @ self.outer + self.outer_bias
        return scores


def weighed(logits: Floats, looks: Floats, layers: Floats) -> tuple[Floats, Floats]:
    """Scores of n words' tags (n, tags) and of one tag after another (tags, tags), from the encoder's `logits`.

    Raises ModelMissing.
    """
    import numpy as np

    networks = load_networks()
    told = log_shares(logits)
    scores = np.mean([network(told, looks, layers) for network in networks], axis=0)
    return scores, np.mean([network.follows for network in networks], axis=0)


def log_shares(logits: Floats) -> Floats:
    """The logarithms of the tags' probabilities (n, tags), not below FLOOR."""
    import numpy as np

    found: Floats = np.log(np.maximum(softmax(logits), np.exp(FLOOR)))
    return found


def _around(rows: Floats) -> Floats:
    """Each of n rows with those around it, one after the other: (n, (2 * REACH + 1) * width)."""
    import numpy as np

    padded = np.pad(rows, ((REACH, REACH), (0, 0)))
    seen = np.lib.stride_tricks.sliding_window_view(padded, 2 * REACH + 1, axis=0)
    found: Floats = seen.transpose(0, 2, 1).reshape(len(rows), -1)
    return found


@cache
def load_networks(folder: Path = MODEL_FOLDER) -> tuple[TagNetwork, ...]:
    """The networks that are shipped, loaded once a process. Raises ModelMissing."""
    import numpy as np

    if ATTRIBUTION not in load_encoder(folder).card["sha256"]:  # what it names has been checked
        raise ModelMissing(f"the reader's model in {folder} finds no attributions", hint="Install Backstay again.")
    with np.load(folder / ATTRIBUTION, allow_pickle=False) as file:
        arrays = {each.name: file[each.name].astype(np.float32) for each in fields(TagNetwork)}
    members = len(arrays["own"])
    return tuple(TagNetwork(**{name: value[at] for name, value in arrays.items()}) for at in range(members))
