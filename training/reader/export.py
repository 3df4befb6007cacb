"""The trained reader as ONNX graphs: the encoder (int8), the heads of claims, word tags, and marked pairs (float32).

`python -m training.reader.export --weights FOLDER/reader.pt --out src/backstay/reading/model`
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from backstay.reading.encoder import FILES
from backstay.reading.labels import ATTRIBUTES, ROLES, TOKEN_HEADS

from .base import base_model
from .encoders import reader_of
from .model import LOOKS, PARTY_ROLES, Reader, above

OPSET = 17


class Encoder(nn.Module):  # type: ignore[misc]
    """ids, mask (batch, length) -> states (batch, length, size), anchor logits (batch, length)."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """One pass of the encoder and the anchor head."""
        states = self.reader.encoder(ids, mask)
        return states, self.reader.anchor(states).squeeze(-1)


class Heads(nn.Module):  # type: ignore[misc]
    """states (length, size) of one window and anchor positions (n) -> pointer probabilities (n, roles, length),
    mention-end logits (length, length), attribute logits (n, labels). Computed for anchors only: they are few.
    """

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, states: Tensor, anchors: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """What is asked of each anchor."""
        r = self.reader
        length = states.shape[0]
        chosen = states[anchors]
        query = r.query(chosen).view(-1, len(ROLES), r.width).permute(1, 0, 2)
        key = r.key(states).view(length, len(ROLES), r.width).permute(1, 2, 0)
        away = (torch.arange(length)[None, :] - anchors[:, None]).clamp(-32, 32) + 32
        pointers = query @ key / r.width**0.5 + r.key_bias(states).t().unsqueeze(1)
        pointers = (pointers + r.distance(away).permute(2, 0, 1)).permute(1, 0, 2)
        chances = torch.softmax(pointers, dim=-1)
        ends = r.mention_query(states) @ r.mention_key(states).t() / r.width**0.5
        looked = chances[:, : len(PARTY_ROLES)] @ states
        look_query = r.look_query(chosen).view(-1, LOOKS, r.width).permute(1, 0, 2)
        look_key = r.look_key(states).view(length, LOOKS, r.width).permute(1, 2, 0)
        looks = torch.softmax(look_query @ look_key / r.width**0.5, dim=-1).permute(1, 0, 2) @ states
        mixed = torch.cat([chosen, looked.flatten(1), looks.flatten(1)], dim=-1)
        return chances, ends, r.attributes(nn.functional.gelu(r.mix(mixed)))


class Tags(nn.Module):  # type: ignore[misc]
    """states (length, size) of one window -> logits (length, outputs of all token heads)."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, states: Tensor) -> Tensor:
        """What each word is."""
        return self.reader.tag(states[None], all_of(states))[0]


class Pairs(nn.Module):  # type: ignore[misc]
    """states (length, size) of a marked sentence and the positions (3) of [CLS] and its opening marks -> what the
    layers of marked pairs say there, flat (3 * size), and logits (PAIR_OUTPUTS).
    """

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, states: Tensor, marks: Tensor) -> tuple[Tensor, Tensor]:
        """Types and relation of the pair."""
        flat = above(self.reader.pair_layers, states[None], all_of(states))[0][marks].flatten()
        return flat, self.reader.pair(flat)


def all_of(states: Tensor) -> Tensor:
    """A mask (1, length) that leaves nothing out."""
    return torch.ones_like(states[None, :, 0], dtype=torch.long)


def load(weights: Path) -> Reader:
    """The trained reader, ready to be exported."""
    reader = reader_of(torch.load(weights, map_location="cpu"), attention="eager")
    reader.eval()
    return reader


def export(weights: Path, out: Path, *, quantize: bool = True) -> None:
    """Write encoder.onnx, heads.onnx, tokenizer.json and model.json (labels, version, digests) to `out`."""
    reader = load(weights)
    out.mkdir(parents=True, exist_ok=True)
    ids = torch.randint(1000, 2000, (2, 12))
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch) / "encoder.onnx"
        names = {"input_names": ["ids", "mask"], "output_names": ["states", "anchors"]}
        axes = {name: {0: "batch", 1: "length"} for name in ("ids", "mask", "states", "anchors")}
        torch.onnx.export(
            Encoder(reader),
            (ids, torch.ones_like(ids)),
            plain,
            opset_version=OPSET,
            dynamic_axes=axes,
            dynamo=False,
            **names,
        )
        if quantize:
            quantize_dynamic(plain, out / "encoder.onnx", weight_type=QuantType.QInt8, per_channel=True)
        else:
            shutil.copy(plain, out / "encoder.onnx")
    torch.onnx.export(
        Heads(reader),
        (torch.randn(12, reader.size), torch.tensor([3, 5])),
        out / "heads.onnx",
        opset_version=OPSET,
        input_names=["states", "anchors"],
        output_names=["pointers", "ends", "attributes"],
        dynamic_axes={
            "states": {0: "length"},
            "anchors": {0: "n"},
            "pointers": {0: "n", 2: "length"},
            "ends": {0: "length", 1: "length_"},
            "attributes": {0: "n"},
        },
        dynamo=False,
    )
    upper(Tags(reader), reader, ["states"], ["tags"], out / "tags.onnx", quantize=quantize)
    upper(Pairs(reader), reader, ["states", "marks"], ["flat", "pairs"], out / "pairs.onnx", quantize=quantize)
    shutil.copy(base_model() / "tokenizer.json", out / "tokenizer.json")
    files = tuple(name for name in FILES if name != "model.json")
    digests = {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in files}
    version = hashlib.sha256("".join(digests.values()).encode()).hexdigest()[:8]
    card = {
        "version": version,
        "roles": list(ROLES),
        "attributes": {k: list(v) for k, v in ATTRIBUTES.items()},
        "token_heads": TOKEN_HEADS,
        "sha256": digests,
    }
    (out / "model.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


def upper(module: nn.Module, reader: Reader, takes: list[str], gives: list[str], path: Path, *, quantize: bool) -> None:
    """A graph over the states of one window: layers of its own, in int8 like the encoder's."""
    given = (torch.randn(12, reader.size), torch.tensor([0, 3, 5]))[: len(takes)]
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch) / path.name
        torch.onnx.export(
            module,
            given,
            plain,
            opset_version=OPSET,
            input_names=takes,
            output_names=gives,
            dynamic_axes={"states": {0: "length"}, **({"tags": {0: "length"}} if "tags" in gives else {})},
            dynamo=False,
        )
        if quantize:
            quantize_dynamic(plain, path, weight_type=QuantType.QInt8, per_channel=True)
        else:
            shutil.copy(plain, path)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--plain", action="store_true", help="keep float32 (to see what quantising costs)")
    arguments = parser.parse_args()
    export(arguments.weights, arguments.out, quantize=not arguments.plain)
