"""The exported encoder, rewritten to run faster: each layer's attention as one operator, over one text at a time.

`python -m training.reader.fuse --model src/backstay/reading/model` does it to a model that was exported without.

Without padding there is nothing to mask, which lets ONNX Runtime use its blocked attention (Dao and others 2022). In
exact arithmetic the numbers are the same. The int8 scales are taken over all that is read at once, though, so what a
window says shifts a little once it is read alone: calibrate again afterwards, and measure.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

import onnx
from onnx import NodeProto, helper

DOMAIN = "com.microsoft"
_ON_THE_WAY = ("Transpose", "Reshape")


def fuse(path: Path, heads: int) -> int:
    """Rewrite the graph at `path`, whose attention has `heads` heads; how many layers were rewritten.

    Raises ValueError where the graph is not what `export` makes.
    """
    model = onnx.load(str(path))
    graph = model.graph
    made = {name: node for node in graph.node for name in node.output}
    used = {name: node for node in graph.node for name in node.input}
    softmaxes = [node for node in graph.node if node.op_type == "Softmax"]
    for number, softmax in enumerate(softmaxes):
        old, inputs = _attention(softmax, made, used)
        fused = helper.make_node(
            "MultiHeadAttention", inputs, list(old.output), name=f"attention.{number}", domain=DOMAIN, num_heads=heads
        )
        graph.node.remove(old)
        graph.node.append(fused)
    for given in [i for i in graph.input if i.name == "mask"]:
        graph.input.remove(given)
    _keep_used(graph)
    if not any(opset.domain == DOMAIN for opset in model.opset_import):
        model.opset_import.append(helper.make_opsetid(DOMAIN, 1))
    onnx.save(model, str(path))
    return len(softmaxes)


def _attention(
    softmax: NodeProto, made: dict[str, NodeProto], used: dict[str, NodeProto]
) -> tuple[NodeProto, list[str]]:
    """The last operator of the attention around a softmax, and what its query, key and value are made of."""
    masked = made[softmax.input[0]]
    scaled = made[masked.input[0]]
    product = scaled if scaled.op_type == "MatMul" else made[scaled.input[0]]
    weighted = used[softmax.output[0]]
    turned = used[weighted.output[0]]
    last = used[turned.output[0]]
    found = [masked.op_type, product.op_type, weighted.op_type, turned.op_type, last.op_type]
    if found != ["Add", "MatMul", "MatMul", "Transpose", "Reshape"]:
        raise ValueError(f"this is no attention that `export` writes: {found}")
    return last, [_source(name, made) for name in (product.input[0], product.input[1], weighted.input[1])]


def _source(name: str, made: dict[str, NodeProto]) -> str:
    """What a tensor was before it was laid out by heads."""
    while made[name].op_type in _ON_THE_WAY:
        name = made[name].input[0]
    return name


def _keep_used(graph: onnx.GraphProto) -> None:
    """Drop what no output needs, and put every operator after what it takes in."""
    made = {name: node for node in graph.node for name in node.output}
    ordered: dict[int, NodeProto] = {}
    open_: list[tuple[NodeProto, Iterable[str]]] = []
    for output in graph.output:
        open_.append((made[output.name], iter(made[output.name].input)))
        while open_:
            node, inputs = open_[-1]
            needed = next((made[i] for i in inputs if i in made and id(made[i]) not in ordered), None)
            if needed is None:
                ordered[id(node)] = node
                open_.pop()
            else:
                open_.append((needed, iter(needed.input)))
    nodes = list(ordered.values())
    wanted = {name for node in nodes for name in node.input}
    kept = [value for value in graph.initializer if value.name in wanted]
    del graph.node[:], graph.initializer[:]
    graph.node.extend(nodes)
    graph.initializer.extend(kept)


def fuse_shipped(folder: Path, heads: int) -> int:
    """`fuse` for a model folder; its card gets the new digest and version."""
    layers = fuse(folder / "encoder.onnx", heads)
    card = folder / "model.json"
    told = json.loads(card.read_text(encoding="utf-8"))
    told["fused"] = True
    told["sha256"]["encoder.onnx"] = hashlib.sha256((folder / "encoder.onnx").read_bytes()).hexdigest()
    kept = [told["sha256"], told.get("temperatures"), told.get("claim")]
    told["version"] = hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()[:8]
    card.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    return layers


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=Path("src/backstay/reading/model"))
    parser.add_argument("--heads", type=int, default=12, help="attention heads of the encoder (default: %(default)s)")
    args = parser.parse_args()
    print(f"{fuse_shipped(args.model, args.heads)} layers of {args.model} rewritten")
