"""The encoders under the heads: the small one that is shipped, and a larger one that teaches it.

Both split words alike (the uncased WordPiece vocabulary of BERT), so that a position is the same word to both.

The small one is MiniLM-L6, which may have a layer of our own after each of its six. These begin as layers that change
nothing (Wu and others 2024, "LLaMA Pro"), so that a reader can be deepened without forgetting, and learn from there.
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel, MPNetConfig, MPNetModel

from .base import base_model, teacher_model
from .model import Reader

PAD, UNKNOWN, CLS, SEP, MASK = 0, 100, 101, 102, 103
FIRST = 4
"""MPNet's vocabulary is BERT's, moved up by its own four marks, with its own mask at the end."""
OWN_MARKS = {PAD: 1, UNKNOWN: 3, CLS: 0, SEP: 2}
HIDDEN_DROPOUT = 0.1
DEEPER = "encoder.between."
"""How the names of the weights begin that only a deeper reader has."""


class Between(nn.Module):  # type: ignore[misc]  # PyTorch is not there where types are checked
    """A layer of self-attention that adds to what goes through it, and begins by adding nothing.

    Norms come first (Xiong and others 2020), so that what goes through is not scaled on its way.
    """

    def __init__(self, size: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.norms = nn.ModuleList((nn.LayerNorm(size), nn.LayerNorm(size)))
        self.query, self.key, self.value, self.out = (nn.Linear(size, size) for _ in range(4))
        self.wide = nn.Sequential(nn.Linear(size, 4 * size), nn.GELU(), nn.Linear(4 * size, size))
        self.dropout = nn.Dropout(HIDDEN_DROPOUT)
        for last in (self.out, self.wide[-1]):
            nn.init.zeros_(last.weight)
            nn.init.zeros_(last.bias)

    def forward(self, states: Tensor, absent: Tensor) -> Tensor:
        """States (batch, length, size) after the layer; `absent` (batch, 1, 1, length) is added to where it looks."""
        shape = (*states.shape[:2], self.heads, -1)
        given = self.norms[0](states)
        query, key, value = (f(given).view(shape).transpose(1, 2) for f in (self.query, self.key, self.value))
        seen = attend(query, key, value, absent).transpose(1, 2).reshape(states.shape)
        states = states + self.dropout(self.out(seen))
        return states + self.dropout(self.wide(self.norms[1](states)))

    def begin_as(self, layer: nn.Module) -> None:
        """Look where a layer of BERT looks, to begin with."""
        own = layer.attention.self
        for ours, theirs in (
            (self.query, own.query),
            (self.key, own.key),
            (self.value, own.value),
            (self.wide[0], layer.intermediate.dense),
        ):
            ours.load_state_dict(theirs.state_dict())


def attend(query: Tensor, key: Tensor, value: Tensor, bias: Tensor) -> Tensor:
    """Attention over (batch, heads, length, width), with a bias added to the logits; written out where it is exported,
    so that `training.reader.fuse` finds it.
    """
    if torch.onnx.is_in_onnx_export():
        return torch.softmax(query @ key.transpose(2, 3) / query.shape[-1] ** 0.5 + bias, dim=-1) @ value
    return nn.functional.scaled_dot_product_attention(query, key, value, attn_mask=bias.to(query.dtype))


def absent_of(mask: Tensor, dtype: torch.dtype) -> Tensor:
    """What is added to attention's logits so that nothing looks at padding: mask (batch, length) -> (batch, 1, 1,
    length).
    """
    return (1.0 - mask.to(dtype))[:, None, None, :] * -1e4


class MiniLM(nn.Module):  # type: ignore[misc]
    """MiniLM-L6 (Wang and others 2020), 22 million parameters; with `deeper` a layer after each of its own, 33 million.

    ids, mask (batch, length) -> states.
    """

    heads = 12

    def __init__(self, folder: Path | None = None, attention: str = "sdpa", *, deeper: bool = False) -> None:
        super().__init__()
        folder = folder or base_model()
        # Dropout inside attention keeps the fast kernels away, and costs a third of the time on a CPU.
        chosen = {"hidden_dropout_prob": HIDDEN_DROPOUT, "attention_probs_dropout_prob": 0.0}
        config = BertConfig.from_pretrained(folder, attn_implementation=attention, **chosen)
        if (folder / "model.safetensors").is_file():
            self.bert = BertModel.from_pretrained(folder, config=config, add_pooling_layer=False)
        else:  # a machine that is given a whole reader's weights needs no more than their shape
            self.bert = BertModel(config, add_pooling_layer=False)
        self.size: int = config.hidden_size
        self.between = nn.ModuleList()
        if deeper:
            self.deepen()

    def deepen(self) -> None:
        """Put a layer that changes nothing after each."""
        for layer in self.bert.encoder.layer:
            self.between.append(Between(self.size, self.heads))
            self.between[-1].begin_as(layer)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """States (batch, length, size)."""
        states = self.bert.embeddings(input_ids=ids)
        absent = absent_of(mask, states.dtype)
        for number, layer in enumerate(self.bert.encoder.layer):
            said = layer(states, absent)
            states = said[0] if isinstance(said, tuple) else said
            if self.between:
                states = self.between[number](states, absent)
        return states

    @property
    def vocabulary(self) -> Tensor:
        """The vectors of the vocabulary's entries, (entries, size)."""
        return self.bert.embeddings.word_embeddings.weight


class MPNet(nn.Module):  # type: ignore[misc]
    """MPNet-base (Song and others 2020), 109 million parameters, taking the ids of BERT's vocabulary."""

    heads = 12

    def __init__(self, folder: Path | None = None) -> None:
        super().__init__()
        folder = folder or teacher_model()
        config = MPNetConfig.from_pretrained(folder, hidden_dropout_prob=HIDDEN_DROPOUT)
        config.attention_probs_dropout_prob = 0.0
        self.mpnet = MPNetModel.from_pretrained(folder, config=config, add_pooling_layer=False)
        self.size: int = config.hidden_size
        self.entries = config.vocab_size - FIRST - 1
        renamed = torch.arange(self.entries) + FIRST
        for ours, theirs in {**OWN_MARKS, MASK: config.vocab_size - 1}.items():
            renamed[ours] = theirs
        self.register_buffer("renamed", renamed, persistent=False)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """States (batch, length, size). As the library's, but by the fused attention of PyTorch, twice as fast."""
        states = self.mpnet.embeddings(self.renamed[ids])
        encoder = self.mpnet.encoder
        bias = encoder.compute_position_bias(states[:1]) + absent_of(mask, states.dtype)
        shape = (*states.shape[:2], self.heads, -1)
        for layer in encoder.layer:
            own, norm, dropout = layer.attention.attn, layer.attention.LayerNorm, layer.attention.dropout
            query, key, value = (f(states).view(shape).transpose(1, 2) for f in (own.q, own.k, own.v))
            bias = bias.to(query.dtype)
            seen = attend(query, key, value, bias).transpose(1, 2).reshape(states.shape)
            states = norm(dropout(own.o(seen)) + states)
            states = layer.output(layer.intermediate(states), states)
        return states

    @property
    def vocabulary(self) -> Tensor:
        """The vectors of the vocabulary's entries, in the order of BERT's, (entries, size)."""
        return self.mpnet.embeddings.word_embeddings.weight[FIRST : FIRST + self.entries]


def new_reader(encoder: MiniLM | MPNet, weights: Path | None = None) -> Reader:
    """A reader whose heads know nothing yet. `weights`: an encoder's, as `training.reader.pretrain` gives them.

    A teacher's heads are wider, and read its states as they are.
    """
    if weights is not None:
        encoder.load_state_dict(torch.load(weights, map_location="cpu"), strict=False)
    if isinstance(encoder, MPNet):
        return Reader(encoder, encoder.size, width=128, hidden=512, upper=0)
    return Reader(encoder, encoder.size)


def reader_of(weights: dict[str, Tensor], folder: Path | None = None, attention: str = "sdpa") -> Reader:
    """The small reader with these weights, as deep as they are."""
    reader = new_reader(MiniLM(folder, attention, deeper=any(name.startswith(DEEPER) for name in weights)))
    reader.load_state_dict({name: value.float() for name, value in weights.items()})
    return reader


def device_of(name: str) -> torch.device:
    """The device of that name; "auto": a GPU where there is one."""
    return torch.device(("cuda" if torch.cuda.is_available() else "cpu") if name == "auto" else name)


def halved(device: torch.device) -> torch.autocast:
    """Products in bfloat16 where the device multiplies it faster than float32: GPUs, and CPUs that have it built in."""
    fast = device.type == "cuda" or torch.cpu._is_avx512_bf16_supported()
    return torch.autocast(device.type, torch.bfloat16, enabled=fast)
