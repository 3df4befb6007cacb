"""The shipped reader as weights that can be trained on: `python -m training.reader.restore --out FILE`.

Weights in int8 come back as the floats that they stand for, so that training goes on from where the shipped reader is
without the checkpoint it was exported from. What `training.reader.readout` added to the marked pairs is left behind: it
is fitted anew after every training.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import ModelProto, numpy_helper

from .encoders import DEEPER, MiniLM, new_reader
from .model import Reader

CALLED, OWN = "encoder.layer.", "encoder.bert.encoder.layer."
"""The layers of MiniLM, by the path on which they are called, and by the names of their weights."""
GRAPHS = ("encoder", "heads", "tags", "pairs")
_QUANTIZED, _SCALE, _ZERO = "_quantized", "_scale", "_zero_point"


def weights_of(graph: ModelProto) -> Iterator[tuple[str, NDArray[np.float32]]]:
    """Each named weight of an exported graph, by the name that it has in `Reader`."""
    held = {one.name: numpy_helper.to_array(one) for one in graph.graph.initializer}
    products = {i: node.output[0] for node in graph.graph.node for i in node.input if node.op_type == "MatMulInteger"}
    for name, value in held.items():
        if name.endswith((_SCALE, _ZERO)):
            continue
        if not name.endswith(_QUANTIZED):
            yield _plain(name), value
            continue
        stem = name.removesuffix(_QUANTIZED)
        floats = (value.astype(np.float32) - held[stem + _ZERO]) * held[stem + _SCALE]
        if name in products:
            yield _module(products[name]) + ".weight", floats.T
        else:
            yield _plain(stem), floats


def _plain(name: str) -> str:
    return re.sub(r"^(?:pairs\.)?reader\.", "", name)


def _module(output: str) -> str:
    """`/reader/anchor/anchor.0/MatMul_output_0...` -> `anchor.0`: a part of the path that the next one repeats goes."""
    parts = output.strip("/").split("/")[:-1]
    kept = [part for part, after in pairwise([*parts, ""]) if not after.startswith(part + ".")]
    name = ".".join(part for part in kept if part not in ("reader", "pairs"))
    return name.replace(CALLED, OWN, 1) if name.startswith(CALLED) else name


def restore(folder: Path) -> Reader:
    """The reader of a model folder. Raises ValueError where one of its weights is not there."""
    read = [pair for name in GRAPHS for pair in weights_of(onnx.load(str(folder / f"{name}.onnx")))]
    reader = new_reader(MiniLM(deeper=any(name.startswith(DEEPER) for name, _ in read)))
    wanted = reader.state_dict()
    found = {
        name: torch.from_numpy(np.array(value, dtype=np.float32))
        for name, value in read
        if name in wanted and wanted[name].shape == value.shape
    }
    absent = sorted(set(wanted) - set(found))
    if absent:
        raise ValueError(f"{folder} holds no {absent}")
    reader.load_state_dict(found)
    return reader


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=Path("src/backstay/reading/model"))
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    torch.save(restore(arguments.model).state_dict(), arguments.out)
