"""Masked words on unlabelled news, before any head is trained: `python -m training.reader.pretrain --out FILE`.

The encoders that the registry carries were tuned to embed whole sentences. Masked language modelling (Devlin and others
2019) on news brings back what single words need, and the names and turns of the field (Gururangan and others 2020,
"Don't stop pretraining"). The texts of the development data are left out, by title.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from pathlib import Path

import torch
from torch import Tensor, nn

from .bundle import Archive, load
from .encoders import CLS, MASK, SEP, MiniLM, MPNet, device_of

MASKED = 0.2


class MaskedWords(nn.Module):  # type: ignore[misc]
    """The encoder with a head that names masked pieces; its output matrix is the encoder's own embeddings."""

    def __init__(self, encoder: MiniLM | MPNet) -> None:
        super().__init__()
        size = encoder.size
        self.encoder = encoder
        self.transform = nn.Sequential(nn.Linear(size, size), nn.GELU(), nn.LayerNorm(size))
        self.bias = nn.Parameter(torch.zeros(len(encoder.vocabulary)))

    def forward(self, ids: Tensor) -> Tensor:
        """Ids (batch, length), [CLS] and [SEP] at the ends -> the loss of naming a fifth of what lies between."""
        # A fixed number of pieces a row, so that a graphics card need not be asked how many there are.
        noise = torch.rand(ids.shape, device=ids.device)
        noise[:, 0] = noise[:, -1] = 2.0
        where = noise.argsort(1)[:, : round(MASKED * (ids.shape[1] - 2))]
        states = self.encoder(ids.scatter(1, where, MASK), torch.ones_like(ids))
        chosen = states.gather(1, where[..., None].expand(-1, -1, states.shape[-1]))
        logits = self.transform(chosen) @ self.encoder.vocabulary.t() + self.bias
        return nn.functional.cross_entropy(logits.float().flatten(0, 1), ids.gather(1, where).flatten())


def blocks(archive: Archive, length: int, batch: int, noise: torch.Generator) -> Iterator[Tensor]:
    """Batches (batch, length) of stretches of the archive, [CLS] and [SEP] included, in random order, for ever."""
    ids = torch.from_numpy(archive.ids.astype("int64"))
    room = length - 2
    while True:
        start = int(torch.randint(room, (1,), generator=noise))
        rows = ids[start : start + (len(ids) - start) // room * room].view(-1, room)
        rows = rows[torch.randperm(len(rows), generator=noise)]
        for at in range(0, len(rows) - batch + 1, batch):
            ends = torch.full((batch, 1), CLS), torch.full((batch, 1), SEP)
            yield torch.cat([ends[0], rows[at : at + batch], ends[1]], dim=1)


def pretrain(encoder: MiniLM, archive: Archive, args: argparse.Namespace) -> None:
    """Train for a number of steps and keep the encoder's weights."""
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    device = device_of(args.device)
    model = MaskedWords(encoder).to(device).train()
    head = [p for n, p in model.named_parameters() if not n.startswith("encoder.")]
    groups = [{"params": list(encoder.parameters()), "lr": args.rate}, {"params": head, "lr": 4 * args.rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: rate_at(step / args.steps))
    noise = torch.Generator().manual_seed(args.seed)
    sums, seen, started = torch.zeros((), device=device), 0, time.time()
    for step, plain in enumerate(blocks(archive, args.length, args.batch, noise), 1):
        with torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda"):
            loss = model(plain.to(device))
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        sums, seen = sums + loss.detach(), seen + 1
        if step % 50 == 0 or step == args.steps:
            told = {"step": step, "loss": round(float(sums) / seen, 3), "seconds": round(time.time() - started)}
            print(json.dumps(told), flush=True)
            sums, seen = torch.zeros((), device=device), 0
        if step == args.steps:
            break
    torch.save(encoder.state_dict(), args.out)


def rate_at(done: float) -> float:
    """Share of the peak rate: a short warm-up, then level to the half, then down."""
    return min(1.0, 0.02 + done / 0.06) if done < 0.5 else max(0.02, 2.0 * (1.0 - done))


def main() -> None:
    """Parse the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bundle", type=Path, required=True, help="what training.reader.prepare gave")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--folder", type=Path, help="where the encoder lies (default: the registry's package)")
    parser.add_argument("--steps", type=int, default=400)
    parser.add_argument("--batch", type=int, default=24)
    parser.add_argument("--length", type=int, default=128)
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--device", default="auto")
    args = parser.parse_args()
    pretrain(MiniLM(args.folder), load(args.bundle).archive, args)


if __name__ == "__main__":
    main()
