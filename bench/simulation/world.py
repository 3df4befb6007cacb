"""Worlds: what happened, who told it, who copied whom, who denied it, who took it back.

Everything comes out as rows of a ledger, so that the whole line from claims to credence is measured: the tellings must
be found, the copies seen through, and the denials put where they belong. Nothing of the truth is in the rows.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from backstay.ledger import ClaimRow
from backstay.records import (
    OUTLET,
    Amount,
    AmountKind,
    Channel,
    Claim,
    Effect,
    EventType,
    Mention,
    Participant,
    Party,
    Source,
    SourceKind,
    Stance,
    Status,
    claim_id,
    content_id,
)

FIRST_DAY = date(2015, 1, 5)
STAGES = ("staff", "credit", "tanks", "oil", "advisers", "radar", "grain", "loan")
_UP = (
    "sent more {thing} to",
    "widened its {thing} deal with",
    "signed a new {thing} contract with",
    "delivered {thing} to",
)
_DOWN = ("pulled its {thing} out of", "cut its {thing} in", "stopped the {thing} deal with", "withdrew {thing} from")
_FRAMES = (
    "{firm} has {deed} {client}",
    "{firm} {deed} {client} this week, it has become known",
    "In a step that few had expected, {firm} {deed} {client}",
    "It emerged that {firm} {deed} {client}, after months of talk",
    "{firm}, long at work there, has quietly {deed} {client}",
    "Workers and officials describe how {firm} {deed} {client}",
)


@dataclass(frozen=True, slots=True)
class Rates:
    """How a world is. Chances are in 0..1. Every default is drawn around for each source and each world."""

    copying: float = 0.5
    """Share of all reports that copy another."""
    outlets: int = 30
    events: int = 600
    true: float = 0.5
    """Share of what could be told that is so."""
    heard: float = 0.05
    """Chance that an outlet hears of what is so by itself."""
    error: float = 0.015
    """Mean chance that an outlet tells what is not so by itself."""
    hidden: float = 0.15
    """Share of copies that neither credit anybody nor keep the words."""
    party_denies: tuple[float, float] = (0.45, 0.6)
    """Chance that the firm denies it, if it is so and if it is not."""
    other_denies: tuple[float, float] = (0.02, 0.12)
    """Chance that somebody without an interest denies it."""
    corrected: tuple[float, float] = (0.01, 0.25)
    """Chance that an outlet takes back what it told by itself."""
    boasts: tuple[float, float] = (0.5, 0.35)
    """Chance that the firm itself says so, of what does it credit."""
    leaks: tuple[float, float] = (0.25, 0.4)
    """Chance that somebody unnamed who speaks to one outlet speaks to others too, if it is so and if it is not."""
    sensation: float = 1.3
    """How much more a false story is copied."""


@dataclass(frozen=True, slots=True)
class Teller:
    """An outlet: how often it errs, how much it hears by itself, how keen it is to copy."""

    name: str
    error: float
    heard: float
    keen: float


@dataclass(slots=True)
class World:
    """Rows, and by the firm's name whether what is told of it is so. Copies and first-hand reports are counted."""

    rows: list[ClaimRow] = field(default_factory=list)
    truth: dict[str, bool] = field(default_factory=dict)
    first_hand: int = 0
    copied: int = 0


def world(seed: int, rates: Rates) -> World:
    """A world from a seed: the same seed and rates give the same rows."""
    pick = random.Random(seed)
    tellers = [_teller(pick, number, rates) for number in range(rates.outlets)]
    made = World()
    for number in range(rates.events):
        _tell(pick, made, tellers, rates, number)
    made.rows.sort(key=lambda row: (row.published or date.max, row.claim.id))
    return made


def _teller(pick: random.Random, number: int, rates: Rates) -> Teller:
    """Errors differ much between outlets (a gamma with shape 1.2); one in two copies four times as much as the rest."""
    error = min(0.5, rates.error * pick.gammavariate(1.2, 1 / 1.2))
    return Teller(
        f"Outlet {number:02d}", error, min(0.6, rates.heard * pick.uniform(0.4, 1.6)), pick.choice((0.4, 1.6))
    )


def _tell(pick: random.Random, made: World, tellers: list[Teller], rates: Rates, number: int) -> None:
    so = pick.random() < rates.true
    story = _Story(pick, number, up=pick.random() < 0.5)
    first = [t for t in tellers if pick.random() < (t.heard if so else t.error)]
    boast = story.up and pick.random() < rates.boasts[0 if so else 1]
    if not first:
        return
    made.truth[story.firm] = so
    told: list[tuple[Teller, ClaimRow]] = []
    for place, teller in enumerate(sorted(first, key=lambda _: pick.random())):
        row = story.row(teller.name, story.words(), lag=place and pick.randint(0, 6), sources=story.chain(so))
        told.append((teller, row))
    _leak(pick, tellers, rates, story, told, so)
    made.rows += [row for _, row in told]
    made.first_hand += len(told)
    _copy(pick, made, tellers, rates, story, told, so)
    _object(pick, made, rates, story, told, so)
    if boast:
        speaker = Source(story.firm, SourceKind.OFFICE)
        words = f"{story.firm} said that it {story.deed} {story.client}"
        made.rows.append(story.row(pick.choice(tellers).name, words, lag=2, sources=(OUTLET, speaker)))


def _leak(
    pick: random.Random,
    tellers: list[Teller],
    rates: Rates,
    story: _Story,
    told: list[tuple[Teller, ClaimRow]],
    so: bool,
) -> None:
    """The unnamed person of the first telling goes to one or two more outlets, which tell it in words of their own."""
    unnamed = told[0][1].claim.sources[1:]
    if not unnamed or unnamed[0].kind is not SourceKind.ANONYMOUS or pick.random() >= rates.leaks[0 if so else 1]:
        return
    rest = [t for t in tellers if all(t is not other for other, _ in told)]
    for teller in pick.sample(rest, pick.choice((1, 2))):
        row = story.row(teller.name, story.words(), lag=pick.randint(0, 3), sources=(OUTLET, *unnamed))
        told.append((teller, row))


def _copy(
    pick: random.Random,
    made: World,
    tellers: list[Teller],
    rates: Rates,
    story: _Story,
    told: list[tuple[Teller, ClaimRow]],
    so: bool,
) -> None:
    """Further outlets pass it on: with credit, word for word, or (`hidden`) in words of their own without credit."""
    mean = len(told) * rates.copying / max(1e-9, 1 - rates.copying) * (1 if so else rates.sensation)
    rest = [t for t in tellers if all(t is not other for other, _ in told)]
    copies = min(len(rest), _poisson(pick, mean))
    for _ in range(copies):
        copier = pick.choices(rest, [t.keen for t in rest])[0]
        rest.remove(copier)
        model, row = pick.choice(told)
        lag = ((row.published or FIRST_DAY) - story.day).days + pick.randint(0, 4)
        shown = pick.random()
        if shown < rates.hidden:
            copy = story.row(copier.name, story.words(), lag=lag, sources=story.chain(so))
        elif pick.random() < 0.55:
            named = Source(model.name, SourceKind.OUTLET)
            copy = story.row(copier.name, story.words(), lag=lag, sources=(OUTLET, named, *row.claim.sources[1:]))
        else:
            copy = story.row(copier.name, row.claim.quote, lag=lag, sources=row.claim.sources)
        made.rows.append(copy)
    made.copied += copies


def _object(
    pick: random.Random, made: World, rates: Rates, story: _Story, told: list[tuple[Teller, ClaimRow]], so: bool
) -> None:
    case = 0 if so else 1
    outlet = pick.choice(told)[0].name
    if pick.random() < rates.party_denies[case]:
        who = Source(story.firm, SourceKind.OFFICE, Stance.DENIES)
        for page in range(pick.choice((1, 1, 2, 5))):  # a denial is printed by several, and is one denial
            words = f"{story.firm} denied that it {story.deed} {story.client}"
            made.rows.append(story.row(f"{outlet} {page}", words, lag=3 + page, sources=(OUTLET, who)))
    if pick.random() < rates.other_denies[case]:
        who = Source(f"Observer Group {pick.randrange(40)}", SourceKind.OFFICE, Stance.DENIES)
        words = f"Observers said it was not so that {story.firm} {story.deed} {story.client}"
        made.rows.append(story.row(outlet, words, lag=4, sources=(OUTLET, who)))
    for teller, _ in told:
        if pick.random() < rates.corrected[case]:
            words = f"Correction: an earlier report that {story.firm} {story.deed} {story.client} was wrong"
            row = story.row(
                teller.name, words, lag=pick.randint(5, 16), sources=(OUTLET,), status=Status.DID_NOT_HAPPEN
            )
            made.rows.append(row)


def _poisson(pick: random.Random, mean: float) -> int:
    """How many of rare things happen (Knuth), for means as small as here."""
    limit, product, number = 2.718281828 ** -min(mean, 60.0), pick.random(), 0
    while product > limit:
        product *= pick.random()
        number += 1
    return number


class _Story:
    """What may be told of one firm, and how a page of an outlet puts it."""

    def __init__(self, pick: random.Random, number: int, *, up: bool) -> None:
        self.pick, self.up = pick, up
        self.firm = f"Firm{number:04d} Group"
        self.client = "Venezuela"
        self.deed = pick.choice(_UP if up else _DOWN).format(thing=pick.choice(STAGES))
        self.day = FIRST_DAY + timedelta(days=pick.randrange(2000))
        self.size = pick.choice((20, 50, 100, 300, 1000))
        self._pages = 0

    def words(self) -> str:
        """A sentence of one's own: a frame of its own, and where it was heard."""
        frame = self.pick.choice(_FRAMES).format(firm=self.firm, deed=self.deed, client=self.client)
        places = (
            "on the coast",
            "near the capital",
            "at the old port",
            "in two provinces",
            "along the border",
            "upriver",
        )
        ways = (
            "by lorry",
            "with little notice",
            "for a second time",
            "under a new plan",
            "without saying why",
            "in stages",
        )
        return f"{frame} {self.pick.choice(places)} {self.pick.choice(ways)}"

    def chain(self, so: bool) -> tuple[Source, ...]:
        """Own voice, a named person or an unnamed one: errors lean on unnamed people."""
        roll = self.pick.random()
        unnamed, named = (0.3, 0.2) if so else (0.42, 0.15)
        if roll < unnamed:
            return OUTLET, Source("a person close to the matter", SourceKind.ANONYMOUS)
        if roll < unnamed + named:
            return OUTLET, Source(f"Analyst {self.pick.randrange(500)}", SourceKind.PERSON)
        return (OUTLET,)

    def row(
        self,
        outlet: str,
        quote: str,
        *,
        lag: int,
        sources: tuple[Source, ...],
        status: Status = Status.HAPPENED,
    ) -> ClaimRow:
        """A page of an outlet that says so, `lag` days after the first."""
        self._pages += 1
        report = content_id("r", self.firm, outlet, self._pages)
        actor = Participant(Mention(self.firm, 0, len(self.firm)), Party(self.firm, self.firm.lower(), "RUS", ("BUS",)))
        recipient = Participant(Mention(self.client), Party(None, None, "VEN", ("GOV",)))
        kind = EventType.AID if self.up else EventType.RETREAT
        about = self.pick.gauss(self.size, self.size * 0.05)
        amounts = (
            Amount(f"about {about:.0f}", about * 0.9, about * 1.1, "persons", "", AmountKind.CHANGE, approx=True),
        )
        claim = Claim(
            id=claim_id(report, 0, len(quote), actor, recipient, kind, sources),
            report=report,
            start=0,
            end=len(quote),
            quote=quote,
            actor=actor,
            recipient=recipient,
            event_type=kind,
            channel=Channel.ARMS,
            backer="RUS",
            client="VEN",
            effect=Effect.BUILDS if self.up else Effect.CUTS,
            sources=sources,
            amounts=amounts,
            status=status,
        )
        return ClaimRow(claim, outlet, quote, None, self.day + timedelta(days=lag))
