"""The small language model that the package ships: one pass of an int8 encoder, then heads for what is asked.

It runs in ONNX Runtime on one thread: many reports are read in parallel by processes, and one thread is what makes the
numbers the same everywhere.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from backstay.records.errors import ModelMissing

from .labels import ATTRIBUTES, ROLES, TOKEN_HEADS
from .windows import Tokens, Window, tokenize, windows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

MODEL_FOLDER = Path(__file__).parent / "model"
FILES = ("encoder.onnx", "heads.onnx", "tags.onnx", "pairs.onnx", "tokenizer.json", "model.json")
FACTS = "facts.npz"
"""The readout of factuality, which `training.reader.facts` adds to a finished model."""
ATTRIBUTION = "attribution.npz"
"""The networks that weigh the tags of attributions; `training.reader.attribution` adds them."""
CLS, SEP = 101, 102
"""Ids of the marks at the ends of a window."""
INNER = "layer."
"""How the encoder's outputs begin that are the states of a layer below the last."""
_STATES = "states"
_GIVES = (_STATES, "anchors")
"""What reading takes from the encoder."""
_BATCH_TOKENS = 1024
"""Padded pieces a pass of a masked encoder: enough to fill the vector units, little enough for the cache."""
_SLOWER = ("SkipLayerNormFusion",)
"""What ONNX Runtime 1.32 fuses, and is faster without."""


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
    """The model's graphs and its tokenizer. Make it with `load_encoder`; `raw` leaves probabilities uncalibrated."""

    def __init__(self, folder: Path, *, raw: bool = False) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        self.card = check_files(folder)
        self.temperatures: dict[str, float] = {} if raw else self.card.get("temperatures", {})
        self._claim: tuple[float, float] = (1.0, 0.0) if raw else tuple(self.card.get("claim", (1.0, 0.0)))
        self.version: str = self.card["version"]
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._folder, self._options = folder, options
        self._masked = not self.card.get("fused", False)
        self._encoder = self._graph("encoder.onnx", [] if self._masked else _SLOWER)
        self._inner = sorted(o.name for o in self._encoder.get_outputs() if o.name.startswith(INNER))
        self._heads = self._graph("heads.onnx")
        self.tokenizer: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()

    def _graph(self, name: str, without: Sequence[str] = ()) -> Any:
        import onnxruntime

        return onnxruntime.InferenceSession(
            self._folder / name, self._options, providers=["CPUExecutionProvider"], disabled_optimizers=without
        )

    @cached_property
    def _tags(self) -> Any:
        return self._graph("tags.onnx")

    @cached_property
    def _pairs(self) -> Any:
        return self._graph("pairs.onnx")

    def tokenize(self, text: str) -> Tokens:
        """The word pieces of a text."""
        return tokenize(self.tokenizer, text)

    def encode(self, tokens: Tokens) -> Iterator[WindowStates]:
        """The windows of a text, encoded, in order."""
        import numpy as np

        slope, bias = self._claim
        for group in _groups(windows(tokens)):
            rows = self._run([[CLS, *tokens.ids[w.begin : w.end], SEP] for w in group])
            for window, (states, logits) in zip(group, rows, strict=True):
                chances = (1.0 / (1.0 + np.exp(-(slope * logits + bias)))).astype(np.float32)
                yield WindowStates(window, states, chances)

    def ask(self, encoded: WindowStates, anchors: Sequence[int]) -> AnchorOutputs:
        """What the heads say of these anchor positions of one window."""
        import numpy as np

        positions = np.asarray(anchors, dtype=np.int64)
        return AnchorOutputs(*self._heads.run(None, {"states": encoded.states, "anchors": positions}))

    def tag(self, encoded: WindowStates) -> dict[str, Floats]:
        """What the token heads say of every position of a window: (length, outputs) by the name of the head."""
        said = self._tags.run(None, {"states": encoded.states})[0]
        found, at = {}, 0
        for name, size in TOKEN_HEADS.items():
            found[name] = said[:, at : at + size]
            at += size
        return found

    def layers(self, tokens: Tokens) -> Iterator[Floats]:
        """What several layers say of the pieces of a text, side by side: (pieces, features), a window at a time."""
        import numpy as np

        for window in windows(tokens):
            row = [CLS, *tokens.ids[window.begin : window.end], SEP]
            said = self._encoder.run([*self._inner, _STATES], self._inputs([row]))
            here = slice(window.body - window.begin + 1, window.end - window.begin + 1)
            yield np.concatenate([layer[0, here] for layer in said], axis=-1)

    def row_states(self, rows: Sequence[Sequence[int]]) -> list[Floats]:
        """States (length, size) of each of n rows of ids, [CLS] and [SEP] included."""
        return [states for states, _ in self._run(rows)]

    def ask_pair(self, states: Floats, source: int, target: int) -> Floats:
        """Logits (PAIR_OUTPUTS) of a marked pair, by its row's states and the positions of its opening marks."""
        return self._ask_pair("pairs", states, source, target)

    def pair_features(self, states: Floats, source: int, target: int) -> Floats:
        """What `ask_pair` goes by: (3 * size)."""
        return self._ask_pair("flat", states, source, target)

    def _ask_pair(self, what: str, states: Floats, source: int, target: int) -> Floats:
        import numpy as np

        marks = np.array([0, source, target], dtype=np.int64)
        return cast("Floats", self._pairs.run([what], {"states": states, "marks": marks})[0])

    def _run(self, rows: Sequence[Sequence[int]]) -> list[tuple[Floats, Floats]]:
        """States (length, size) and anchor logits (length) of each of n rows of ids.

        A fused graph (`training.reader.fuse`) takes no mask, and reads one row at a time: nothing is padded, and all of
        it stays in the cache.
        """
        if not self._masked:
            alone = (self._encoder.run(_GIVES, self._inputs([row])) for row in rows)
            return [(states[0], logits[0]) for states, logits in alone]
        states, logits = self._encoder.run(_GIVES, self._inputs(rows))
        return [(states[at, : len(row)], logits[at, : len(row)]) for at, row in enumerate(rows)]

    def _inputs(self, rows: Sequence[Sequence[int]]) -> dict[str, Any]:
        """Ids (n, length) of n rows, padded, and their mask where the graph takes one."""
        import numpy as np

        if not self._masked:
            return {"ids": np.asarray(rows, dtype=np.int64)}
        length = max(map(len, rows))
        ids = np.zeros((len(rows), length), dtype=np.int64)
        mask = np.zeros((len(rows), length), dtype=np.int64)
        for at, row in enumerate(rows):
            ids[at, : len(row)] = row
            mask[at, : len(row)] = 1
        return {"ids": ids, "mask": mask}


def softmax(logits: Floats) -> Floats:
    """Probabilities of a row of logits, or of each of several rows."""
    import numpy as np

    shifted = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=-1, keepdims=True), dtype=np.float32)


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
    if (card.get("attributes"), card.get("roles"), card.get("token_heads")) != (expected, list(ROLES), TOKEN_HEADS):
        raise ModelMissing(f"the reader's model in {folder} was made for another version of Backstay", hint=_REINSTALL)
    return card


def check_files(folder: Path = MODEL_FOLDER) -> dict[str, Any]:
    """The model's card, once every file is what the card says (SHA-256). Raises ModelMissing."""
    card = read_card(folder)
    for name, digest in card["sha256"].items():
        if not (folder / name).is_file() or hashlib.sha256((folder / name).read_bytes()).hexdigest() != digest:
            raise ModelMissing(f"{folder / name} is damaged: it is not the file that was shipped", hint=_REINSTALL)
    return card


@cache
def load_encoder(folder: Path = MODEL_FOLDER) -> Encoder:
    """The encoder, loaded once a process. Raises ModelMissing."""
    return Encoder(folder)
