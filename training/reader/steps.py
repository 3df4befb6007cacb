"""Steps of training, as every training of a reader takes them: how many, how fast, and what is told of them."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from .feed import step_rate


@dataclass
class Pace:
    """Steps to take: so many, or as many as fit into so many seconds once the pace is known."""

    steps: int
    seconds: float | None
    window: tuple[int, int]
    """The steps between which the pace is taken: on a graphics card the first are much slower."""
    began: float = 0.0
    step: int = 0

    def going(self) -> bool:
        """Count one more step; whether there is one."""
        if self.step == self.window[0]:
            self.began = self._now()
        elif self.step == self.window[1] and self.seconds:
            each = (self._now() - self.began) / (self.window[1] - self.window[0])
            self.steps = min(self.steps, round(self.seconds / each))
        self.step += 1
        return self.step <= self.steps

    def rate(self) -> float:
        """The share of the peak rate for this step."""
        return step_rate(self.step - 1, self.steps)

    def done(self) -> float:
        """The share of the steps that is done, 0 to 1."""
        return self.step / self.steps

    @staticmethod
    def _now() -> float:
        if torch.cuda.is_available():
            torch.cuda.synchronize()
        return time.time()


def optimizer_of(model: nn.Module, encoder_rate: float, head_rate: float) -> torch.optim.Optimizer:
    """AdamW with a rate for the encoder and one for the heads."""
    named = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
    groups = [
        {"params": [p for n, p in named if n.startswith("encoder.")], "lr": encoder_rate, "peak": encoder_rate},
        {"params": [p for n, p in named if not n.startswith("encoder.")], "lr": head_rate, "peak": head_rate},
    ]
    return torch.optim.AdamW(groups, weight_decay=0.01, fused=True)


def step_with(model: nn.Module, optimizer: torch.optim.Optimizer, loss: Tensor, rate: float) -> None:
    """One step down a loss, at a share of the peak rates."""
    for group in optimizer.param_groups:
        group["lr"] = group["peak"] * rate
    loss.backward()
    nn.utils.clip_grad_norm_([p for p in model.parameters() if p.requires_grad], 1.0)
    optimizer.step()
    optimizer.zero_grad(set_to_none=True)


class Said:
    """Prints the mean losses now and then."""

    def __init__(self, what: str, every: int = 200) -> None:
        self.what, self.every, self.started = what, every, time.time()
        self.sums: dict[str, list[Tensor]] = {}

    def add(self, parts: dict[str, Tensor], pace: Pace) -> None:
        """One more step's losses."""
        for name, value in parts.items():
            self.sums.setdefault(name, []).append(value.detach())
        if pace.step % self.every == 0 or pace.step == pace.steps:
            means = {name: round(float(torch.stack(v).mean()), 3) for name, v in sorted(self.sums.items())}
            told = {
                "what": self.what,
                "step": pace.step,
                "of": pace.steps,
                "seconds": round(time.time() - self.started),
            }
            print(json.dumps({**told, **means}), flush=True)
            self.sums.clear()
