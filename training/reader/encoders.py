"""The encoders under the heads: the small one that is shipped, and a larger one that teaches it.

Both split words alike (the uncased WordPiece vocabulary of BERT), so that a position is the same word to both.
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


class MiniLM(nn.Module):  # type: ignore[misc]  # PyTorch is not there where types are checked
    """MiniLM-L6 (Wang and others 2020), 22 million parameters. ids, mask (batch, length) -> states."""

    heads = 12

    def __init__(self, folder: Path | None = None, attention: str = "sdpa") -> None:
        super().__init__()
        folder = folder or base_model()
        # Dropout inside attention keeps the fast kernels away, and costs a third of the time on a CPU.
        chosen = {"hidden_dropout_prob": HIDDEN_DROPOUT, "attention_probs_dropout_prob": 0.0}
        config = BertConfig.from_pretrained(folder, attn_implementation=attention, **chosen)
        self.bert = BertModel.from_pretrained(folder, config=config, add_pooling_layer=False)
        self.size: int = config.hidden_size

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """States (batch, length, size)."""
        return self.bert(input_ids=ids, attention_mask=mask).last_hidden_state

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
        """States (batch, length, size)."""
        return self.mpnet(input_ids=self.renamed[ids], attention_mask=mask).last_hidden_state

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


def device_of(name: str) -> torch.device:
    """The device of that name; "auto": a GPU where there is one."""
    return torch.device(("cuda" if torch.cuda.is_available() else "cpu") if name == "auto" else name)


def halved(device: torch.device) -> torch.autocast:
    """Products in bfloat16 where the device multiplies it faster than float32: GPUs, and CPUs that have it built in."""
    fast = device.type == "cuda" or torch.cpu._is_avx512_bf16_supported()
    return torch.autocast(device.type, torch.bfloat16, enabled=fast)
