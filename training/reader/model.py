"""One encoder, several heads: anchors, pointers from anchors to words (biaffine), mention ends, attributes, word tags
and marked pairs.

The pointers follow the biaffine scorer of Dozat and Manning (2017). An anchor's attributes are read from its own
vector, from the words that its pointers look at, so that "who" bears on "which channel", and from two free looks
around, which nobody tells where to go. Marked pairs are read at the marks that open them (Baldini Soares and others
2019). Word tags and marked pairs have layers of their own over the encoder: the reading of a page does not need them,
so they cost it nothing.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from backstay.reading.labels import ATTRIBUTES, PAIR_OUTPUTS, ROLES, TOKEN_HEADS

PARTY_ROLES = ("actor", "recipient", "source")
LOOKS = 2


class Reader(nn.Module):  # type: ignore[misc]  # PyTorch is not there where types are checked
    """Heads over an encoder (ids, mask (batch, length) -> states (batch, length, `size`))."""

    def __init__(
        self, encoder: nn.Module, size: int, width: int = 96, hidden: int = 320, dropout: float = 0.2, upper: int = 2
    ) -> None:
        super().__init__()
        self.encoder, self.size = encoder, size
        self.dropout = nn.Dropout(dropout)
        self.anchor = nn.Sequential(nn.Linear(size, hidden), nn.GELU(), nn.Dropout(dropout), nn.Linear(hidden, 1))
        self.query = nn.Linear(size, len(ROLES) * width)
        self.key = nn.Linear(size, len(ROLES) * width)
        self.key_bias = nn.Linear(size, len(ROLES))
        self.mention_query = nn.Linear(size, width)
        self.mention_key = nn.Linear(size, width)
        self.distance = nn.Embedding(2 * 32 + 1, len(ROLES))
        self.look_query = nn.Linear(size, LOOKS * width)
        self.look_key = nn.Linear(size, LOOKS * width)
        self.mix = nn.Linear(size * (1 + len(PARTY_ROLES) + LOOKS), hidden)
        self.attributes = nn.Linear(hidden, sum(map(len, ATTRIBUTES.values())))
        self.tag_layers = layers(size, upper)
        self.tags = nn.Linear(size, sum(TOKEN_HEADS.values()))
        self.pair_layers = layers(size, upper)
        self.pair = nn.Sequential(
            nn.Linear(3 * size, hidden), nn.GELU(), nn.Dropout(dropout), nn.Linear(hidden, PAIR_OUTPUTS)
        )
        self.width = width
        self.hint: nn.Module = nn.Identity()
        """To the states of a teacher, while there is one."""

    def states(self, ids: Tensor, mask: Tensor) -> Tensor:
        """ids, mask (batch, length) -> states (batch, length, size)."""
        return self.dropout(self.encoder(ids, mask))

    def claims(self, states: Tensor, mask: Tensor, rows: Tensor, places: Tensor) -> tuple[Tensor, Tensor]:
        """For n anchors at (rows, places): pointer logits (n, roles, length), attribute logits (n, labels)."""
        length = states.shape[1]
        chosen, around = states[rows, places], states[rows]
        query = self.query(chosen).view(-1, len(ROLES), self.width)
        key = self.key(states).view(*states.shape[:2], len(ROLES), self.width)[rows]
        pointers = torch.einsum("nrw,nlrw->nrl", query, key) / self.width**0.5
        pointers = pointers + self.key_bias(states)[rows].transpose(1, 2)
        away = (torch.arange(length, device=places.device)[None, :] - places[:, None]).clamp(-32, 32) + 32
        absent = (1.0 - mask.to(states.dtype))[rows][:, None, :] * -1e4
        pointers = pointers + self.distance(away).transpose(1, 2) + absent
        looked = torch.softmax(pointers[:, : len(PARTY_ROLES)], dim=-1) @ around
        look_query = self.look_query(chosen).view(-1, LOOKS, self.width)
        look_key = self.look_key(states).view(*states.shape[:2], LOOKS, self.width)[rows]
        looks = torch.softmax(torch.einsum("nrw,nlrw->nrl", look_query, look_key) / self.width**0.5 + absent, dim=-1)
        mixed = torch.cat([chosen, looked.flatten(1), (looks @ around).flatten(1)], dim=-1)
        return pointers, self.attributes(self.dropout(nn.functional.gelu(self.mix(mixed))))

    def ends(self, states: Tensor, rows: Tensor, places: Tensor) -> Tensor:
        """For n mentions that begin at (rows, places): logits (n, length) of where they end."""
        query = self.mention_query(states[rows, places])
        return torch.einsum("nw,nlw->nl", query, self.mention_key(states)[rows]) / self.width**0.5

    def tag(self, states: Tensor, mask: Tensor) -> Tensor:
        """Logits (batch, length, outputs of all token heads)."""
        return self.tags(above(self.tag_layers, states, mask))

    def pair_features(self, states: Tensor, mask: Tensor, rows: Tensor, sources: Tensor, targets: Tensor) -> Tensor:
        """For n marked pairs, by the places of their opening marks: what their layers say there, (n, 3 * size)."""
        states = above(self.pair_layers, states, mask)
        return torch.cat([states[rows, 0], states[rows, sources], states[rows, targets]], dim=-1)

    def pairs(self, states: Tensor, mask: Tensor, rows: Tensor, sources: Tensor, targets: Tensor) -> Tensor:
        """For n marked pairs, by the places of their opening marks: logits (n, PAIR_OUTPUTS)."""
        return self.pair(self.pair_features(states, mask, rows, sources, targets))


class Layer(nn.Module):  # type: ignore[misc]
    """A layer of self-attention as BERT's are, written out so that it is exported with any length."""

    def __init__(self, size: int, head: int = 64, dropout: float = 0.1) -> None:
        super().__init__()
        self.head = head
        self.query, self.key, self.value, self.out = (nn.Linear(size, size) for _ in range(4))
        self.wide = nn.Sequential(nn.Linear(size, 4 * size), nn.GELU(), nn.Linear(4 * size, size))
        self.norms = nn.ModuleList((nn.LayerNorm(size), nn.LayerNorm(size)))
        self.dropout = nn.Dropout(dropout)

    def forward(self, states: Tensor, absent: Tensor) -> Tensor:
        """States (batch, length, size) after the layer; `absent` (batch, 1, 1, length) is added to where it looks."""
        heads = (*states.shape[:2], -1, self.head)
        query, key, value = (f(states).view(heads).transpose(1, 2) for f in (self.query, self.key, self.value))
        looks = torch.softmax(query @ key.transpose(2, 3) / self.head**0.5 + absent, dim=-1)
        seen = (looks @ value).transpose(1, 2).reshape(states.shape)
        states = self.norms[0](states + self.dropout(self.out(seen)))
        return self.norms[1](states + self.dropout(self.wide(states)))


def layers(size: int, number: int) -> nn.ModuleList:
    """Further layers over the encoder's states."""
    return nn.ModuleList(Layer(size) for _ in range(number))


def above(upper: nn.ModuleList, states: Tensor, mask: Tensor) -> Tensor:
    """States (batch, length, size) after further layers."""
    absent = (1.0 - mask.to(states.dtype))[:, None, None, :] * -1e4
    for layer in upper:
        states = layer(states, absent)
    return states
