"""Masked words on unlabelled news, before any head is trained: `python -m training.reader.pretrain --out FILE`.

The encoder that the registry carries was tuned to embed whole sentences. Some minutes of masked language modelling
(Devlin and others 2019) on news bring back what single words need, and the names and turns of the field (Gururangan and
others 2020, "Don't stop pretraining"). The texts of the development data are left out, by title.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import BertModel

from .base import SHARED, base_model, plain_title, plain_tokenizer

MASK, CLS, SEP = 103, 101, 102
ARCHIVE = SHARED / "data/news/international_2012_2020.jsonl.gz"


class MaskedWords(nn.Module):  # type: ignore[misc]
    """The encoder with a head that names masked pieces; its output matrix is the encoder's own embeddings."""

    def __init__(self, encoder: BertModel) -> None:
        super().__init__()
        size = encoder.config.hidden_size
        self.encoder = encoder
        self.transform = nn.Sequential(nn.Linear(size, size), nn.GELU(), nn.LayerNorm(size))
        self.bias = nn.Parameter(torch.zeros(encoder.config.vocab_size))

    def forward(self, ids: Tensor, where: Tensor) -> Tensor:
        """Ids (batch, length), where (batch, length) masked places -> logits (masked, vocabulary)."""
        states = self.encoder(input_ids=ids, attention_mask=torch.ones_like(ids)).last_hidden_state[where]
        return self.transform(states) @ self.encoder.embeddings.word_embeddings.weight.t() + self.bias


def texts_of(archive: Path, leave_out: set[str]) -> list[str]:
    """Title and text of the archive's articles, without those whose title is in `leave_out`."""
    texts = []
    with gzip.open(archive, "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            if plain_title(article["title"]) not in leave_out:
                texts.append(article["title"] + "\n\n" + article["text"])
    return texts


def blocks(texts: list[str], length: int, rng: random.Random) -> Iterator[list[int]]:
    """Stretches of `length` pieces, [CLS] and [SEP] included, in random order of texts, for ever."""
    tokenizer = plain_tokenizer(base_model() / "tokenizer.json")
    left: list[int] = []
    while True:
        order = list(range(len(texts)))
        rng.shuffle(order)
        for at in range(0, len(order), 64):
            for encoding in tokenizer.encode_batch([texts[i] for i in order[at : at + 64]], add_special_tokens=False):
                left.extend(encoding.ids)
            while len(left) >= length - 2:
                yield [CLS, *left[: length - 2], SEP]
                left = left[length - 2 :]


def pretrain(args: argparse.Namespace) -> None:
    """Train for a number of minutes and keep the encoder's weights."""
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    rng = random.Random(args.seed)
    dev = json.loads((SHARED / "gold/dev/index.json").read_text(encoding="utf-8"))
    source = blocks(texts_of(ARCHIVE, {plain_title(entry["title"]) for entry in dev}), args.length, rng)
    encoder = BertModel.from_pretrained(
        base_model(), add_pooling_layer=False, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0
    )
    model = MaskedWords(encoder)
    head = [p for n, p in model.named_parameters() if not n.startswith("encoder.")]
    groups = [{"params": encoder.parameters(), "lr": args.rate}, {"params": head, "lr": 4 * args.rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    for group in groups:
        group["peak"] = group["lr"]
    step, sums, seen, noise = 0, 0.0, 0, torch.Generator().manual_seed(args.seed)
    started = time.time()
    while step < args.steps:
        ids = torch.tensor([next(source) for _ in range(args.batch)])
        where = (torch.rand(ids.shape, generator=noise) < 0.2) & (ids != CLS) & (ids != SEP)
        masked = torch.where(where, torch.full_like(ids, MASK), ids)
        loss = nn.functional.cross_entropy(model(masked, where), ids[where])
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        done = step / args.steps
        for group in optimizer.param_groups:
            group["lr"] = group["peak"] * (min(1.0, step / 100) if done < 0.5 else max(0.02, 2.0 * (1.0 - done)))
        optimizer.step()
        step += 1
        sums, seen = sums + float(loss.detach()), seen + 1
        if step % 50 == 0:
            print(step, round(sums / seen, 3), round(time.time() - started), flush=True)
            sums, seen = 0.0, 0
            torch.save(encoder.state_dict(), args.out)
    torch.save(encoder.state_dict(), args.out)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=400)
    parser.add_argument("--batch", type=int, default=24)
    parser.add_argument("--length", type=int, default=128)
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    pretrain(parser.parse_args())
