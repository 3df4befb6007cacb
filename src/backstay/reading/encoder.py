"""The small language model that the package ships: one pass of an int8 encoder, then heads for the anchor words.

It runs in ONNX Runtime on one thread: many reports are read in parallel by processes, and one thread is what makes the
numbers the same everywhere.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from backstay.records.errors import ModelMissing

from .labels import ATTRIBUTES, ROLES
from .windows import Tokens, Window, tokenize, windows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

MODEL_FOLDER = Path(__file__).parent / "model"
FILES = ("encoder.onnx", "heads.onnx", "tokenizer.json", "model.json")
_CLS, _SEP = 101, 102
_BATCH_TOKENS = 1024
"""Padded pieces a pass of the encoder: enough to fill the vector units, little enough for the cache."""


@dataclass(frozen=True, slots=True)
class WindowStates:
    """One window after the encoder: `states` (length, size), `anchors` (length) probabilities; position 0 is [CLS]."""

    window: Window
    states: Floats
    anchors: Floats


@dataclass(frozen=True, slots=True)
class AnchorOutputs:
    """What the heads say of n anchors: `pointers` (n, roles, length) probabilities, `ends` (length, length) logits,
    `attributes` (n, labels) logits.
    """

    pointers: Floats
    ends: Floats
    attributes: Floats


class Encoder:
    """The model's two graphs and its tokenizer. Make it with `load_encoder`."""

    def __init__(self, folder: Path) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        self.version: str = check_files(folder)["version"]
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        providers = ["CPUExecutionProvider"]
        self._encoder = onnxruntime.InferenceSession(folder / "encoder.onnx", options, providers=providers)
        self._heads = onnxruntime.InferenceSession(folder / "heads.onnx", options, providers=providers)
        self.tokenizer: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()

    def tokenize(self, text: str) -> Tokens:
        """The word pieces of a text."""
        return tokenize(self.tokenizer, text)

    def encode(self, tokens: Tokens) -> Iterator[WindowStates]:
        """The windows of a text, encoded, in order."""
        import numpy as np

        for group in _groups(windows(tokens)):
            length = max(w.end - w.begin for w in group) + 2
            ids = np.zeros((len(group), length), dtype=np.int64)
            mask = np.zeros((len(group), length), dtype=np.int64)
            for row, window in enumerate(group):
                size = window.end - window.begin + 2
                ids[row, :size] = [_CLS, *tokens.ids[window.begin : window.end], _SEP]
                mask[row, :size] = 1
            states, logits = self._encoder.run(None, {"ids": ids, "mask": mask})
            chances = 1.0 / (1.0 + np.exp(-logits))
            for row, window in enumerate(group):
                size = window.end - window.begin + 2
                yield WindowStates(window, states[row, :size], chances[row, :size])

    def ask(self, encoded: WindowStates, anchors: Sequence[int]) -> AnchorOutputs:
        """What the heads say of these anchor positions of one window."""
        import numpy as np

        positions = np.asarray(anchors, dtype=np.int64)
        return AnchorOutputs(*self._heads.run(None, {"states": encoded.states, "anchors": positions}))


def _groups(found: Sequence[Window]) -> Iterator[list[Window]]:
    group: list[Window] = []
    longest = 0
    for window in found:
        longest = max(longest, window.end - window.begin + 2)
        if group and (len(group) + 1) * longest > _BATCH_TOKENS:
            yield group
            group, longest = [], window.end - window.begin + 2
        group.append(window)
    if group:
        yield group


_REINSTALL = "Install Backstay again; `backstay doctor` says which files are missing."


def read_card(folder: Path = MODEL_FOLDER) -> dict[str, Any]:
    """The model's card. Raises ModelMissing if a file is absent or made for other heads."""
    missing = [name for name in FILES if not (folder / name).is_file()]
    if missing:
        raise ModelMissing(f"the reader's model is incomplete: {', '.join(missing)} not in {folder}", hint=_REINSTALL)
    try:
        card: dict[str, Any] = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    except ValueError as error:
        raise ModelMissing(f"{folder / 'model.json'} is damaged", hint=_REINSTALL) from error
    expected = {name: list(values) for name, values in ATTRIBUTES.items()}
    if card.get("attributes") != expected or card.get("roles") != list(ROLES):
        raise ModelMissing(f"the reader's model in {folder} was made for another version of Backstay", hint=_REINSTALL)
    return card


def check_files(folder: Path = MODEL_FOLDER) -> dict[str, Any]:
    """The model's card, once every file is what the card says (SHA-256). Raises ModelMissing."""
    card = read_card(folder)
    for name, digest in card["sha256"].items():
        if hashlib.sha256((folder / name).read_bytes()).hexdigest() != digest:
            raise ModelMissing(f"{folder / name} is damaged: it is not the file that was shipped", hint=_REINSTALL)
    return card


@cache
def load_encoder(folder: Path = MODEL_FOLDER) -> Encoder:
    """The encoder, loaded once a process. Raises ModelMissing."""
    return Encoder(folder)
