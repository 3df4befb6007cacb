"""One encoder, several heads: anchors, pointers from anchors to words (biaffine), mention ends, and attributes.

The pointers follow the biaffine scorer of Dozat and Manning (2017). An anchor's attributes are read from its own vector
and from the words that its pointers look at, so that "who" bears on "which channel".
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from transformers import BertModel

from backstay.reading.labels import ATTRIBUTES, ROLES

PARTY_ROLES = ("actor", "recipient", "source")


class Reader(nn.Module):  # type: ignore[misc]  # PyTorch is not there where types are checked
    """Heads over a BERT-style encoder. All outputs are for every position of a window."""

    def __init__(self, encoder: BertModel, width: int = 96, hidden: int = 256, dropout: float = 0.2) -> None:
        super().__init__()
        size = encoder.config.hidden_size
        self.encoder = encoder
        self.dropout = nn.Dropout(dropout)
        self.anchor = nn.Sequential(nn.Linear(size, hidden), nn.GELU(), nn.Dropout(dropout), nn.Linear(hidden, 1))
        self.query = nn.Linear(size, len(ROLES) * width)
        self.key = nn.Linear(size, len(ROLES) * width)
        self.key_bias = nn.Linear(size, len(ROLES))
        self.mention_query = nn.Linear(size, width)
        self.mention_key = nn.Linear(size, width)
        self.distance = nn.Embedding(2 * 32 + 1, len(ROLES))
        self.mix = nn.Linear(size * (1 + len(PARTY_ROLES)), hidden)
        self.attributes = nn.Linear(hidden, sum(map(len, ATTRIBUTES.values())))
        self.width = width

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """ids, mask: (batch, length). Gives anchor logits (b, t), pointer logits (b, roles, t, t), mention-end logits
        (b, t, t) and attribute logits (b, t, labels).
        """
        states = self.dropout(self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state)
        batch, length, _ = states.shape
        query = self.query(states).view(batch, length, len(ROLES), self.width).permute(0, 2, 1, 3)
        key = self.key(states).view(batch, length, len(ROLES), self.width).permute(0, 2, 3, 1)
        pointers = query @ key / self.width**0.5 + self.key_bias(states).permute(0, 2, 1).unsqueeze(2)
        pointers = pointers + self._distances(length, states.device)
        absent = (1.0 - mask.to(states.dtype))[:, None, None, :] * -1e4
        pointers = pointers + absent
        ends = self.mention_query(states) @ self.mention_key(states).transpose(1, 2) / self.width**0.5 + absent[:, 0]
        looked = torch.softmax(pointers[:, : len(PARTY_ROLES)], dim=-1) @ states.unsqueeze(1)
        mixed = torch.cat([states, *(looked[:, i] for i in range(len(PARTY_ROLES)))], dim=-1)
        attributes = self.attributes(self.dropout(nn.functional.gelu(self.mix(mixed))))
        return self.anchor(states).squeeze(-1), pointers, ends, attributes

    def _distances(self, length: int, device: torch.device) -> Tensor:
        """Bias by how far a word lies from the anchor, in buckets; the null position 0 has no distance."""
        steps = torch.arange(length, device=device)
        away = (steps[None, :] - steps[:, None]).clamp(-32, 32) + 32
        return self.distance(away).permute(2, 0, 1).unsqueeze(0)
