"""Signals of ties and ledgers of claims for tests: made up, seeded, of every channel and sign."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import polars as pl

from backstay.ledger import ClaimRow, Ledger, Outcome
from backstay.records import Channel, Effect, Published, Report
from backstay.ties.signals import SIGNALS, schema
from tests.corroboration.make import row

FIRST = date(2021, 1, 1)
STATES = ("RUS", "CHN", "IRN", "USA", "VEN", "SYR", "CUB")
PUSHES = (0.6, 0.8, 0.25, -0.1, -0.5, -0.8)


def frame(rows: int = 1500, days: int = 900, seed: int = 1) -> pl.DataFrame:
    """Signals over some years; some are known only weeks after their day."""
    draw = random.Random(seed)
    made = []
    for number in range(rows):
        backer, client = draw.sample(STATES, 2)
        day = FIRST + timedelta(days=draw.randrange(days))
        known = day + timedelta(days=draw.choice((0, 0, 1, 40)))
        channel = draw.choice([str(channel) for channel in Channel])
        made.append((day, backer, client, channel, draw.choice(PUSHES), 1.0, known, f"t:{number:05}"))
    return pl.DataFrame(made, schema=schema(), orient="row").select(*SIGNALS).sort("day", "id")


def rows(months: int = 14) -> list[ClaimRow]:
    """Claims on Russia's and China's ties with Venezuela, one or two a month, each in other words by another outlet."""
    effects = (Effect.CUTS, Effect.BUILDS, Effect.KEEPS)
    found = []
    for month in range(months):
        day = FIRST + timedelta(days=28 * month)
        for backer, channel in (("RUS", Channel.FORCES), ("CHN", Channel.FINANCE)):
            if backer == "CHN" and month % 5:
                continue
            effect = effects[month % len(effects)]
            words = f"In month {month} an account of its own by desk {month}: {backer} {effect} what it has there"
            name = f"r{backer}{month}"
            told = {"backer": backer, "channel": channel, "effect": effect}
            found.append(row(words, report=name, outlet=f"Paper {month}", published=day, **told))
    return found


def write(path: Path, claims: Sequence[ClaimRow]) -> Path:
    """A ledger of these claims."""
    with Ledger.open(path, write=True) as opened:
        opened.write(list(_outcomes(claims)), reader="test-1")
    return path


def _outcomes(claims: Sequence[ClaimRow]) -> Iterator[Outcome]:
    for each in claims:
        report = Report(
            id=each.claim.report,
            text=each.claim.quote,
            outlet=each.outlet,
            published=Published(each.published) if each.published else None,
        )
        yield Outcome(f"i{report.id}", f"{report.id}.txt", report, (each.claim,))
