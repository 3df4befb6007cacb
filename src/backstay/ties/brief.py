"""The brief on a government: each backer by channel, what moved, the latest word, the denials, and what it rests on.

Counts are of origins (tellings), not of pages: those that `backstay origins` lists (`corroboration.counted`). Nothing
is weighed here; a denial stands beside what it denies.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from ..corroboration import counted
from ..records import Certainty, Channel, Effect, Origin, Stance, Status
from ..records.errors import NotInLedger, UsageError
from .dating import long_past

if TYPE_CHECKING:
    from ..knowledge import Knowledge
    from ..ledger import ClaimRow, Ledger

SURE = 0.5
"""A line or a backer of which no claim is read with at least this confidence is told as probably misread."""
UNSURE_DAYS = 90
"""A word that is probably misread gives way to one that is read surely, if that is older by no more than this."""
DENIALS_SHOWN = 3
"""Latest denials kept in full for each line; `BackerLine.denial_origins` counts them all."""

_CHANNEL_ORDER: dict[Channel | None, int] = {channel: place for place, channel in enumerate(Channel)}
_REAL = frozenset({Status.HAPPENED, Status.ONGOING})
_AHEAD = frozenset({Status.PLANNED, Status.CONDITIONAL})


@dataclass(frozen=True, slots=True)
class Word:
    """A quote with who says it: `claim` and `report` are ids, `said_by` is the chain of sources in words."""

    claim: str
    report: str
    quote: str
    said_by: str
    outlet: str | None
    published: date | None
    effect: Effect | None
    status: Status
    certainty: Certainty
    stance: Stance
    of: int | None
    """The year in which it took place, where that is long past by the text itself (`dating.long_past`)."""


@dataclass(frozen=True, slots=True)
class Moved:
    """How often a tie is said to have been moved this way, in origins and in claims.

    `latest` is a publication date. Of the claims, `past` tell of what was long past by then, of `past_year` at the
    latest; they have no say in `latest`.
    """

    effect: Effect
    origins: int
    claims: int
    latest: date | None
    past: int
    past_year: int | None


@dataclass(frozen=True, slots=True)
class BackerLine:
    """One backer, one channel. `moved` counts what is said to have happened, `ahead` what is planned or conditional.

    `origins` and `claims` count what is asserted; `denials` holds the latest word of each denial, newest first, at most
    `DENIALS_SHOWN`, and `denial_origins` counts all. `channel` is None where the claims settle none. `sure` is how
    sure the reader is of the surest claim, 0..1; None where one was not read by it, but entered.
    """

    channel: Channel | None
    moved: tuple[Moved, ...]
    ahead: tuple[Moved, ...]
    latest: Word | None
    origins: int
    claims: int
    denials: tuple[Word, ...]
    denial_origins: int
    sure: float | None


@dataclass(frozen=True, slots=True)
class Backer:
    """A state and what it is said to do for the government (or to it), channel by channel. `sure`: as in its lines."""

    state: str
    name: str
    lines: tuple[BackerLine, ...]
    origins: int
    claims: int
    sure: float | None


@dataclass(frozen=True, slots=True)
class Basis:
    """What a brief rests on. `first` and `last` are publication dates; `undated` counts reports without one."""

    claims: int
    origins: int
    reports: int
    first: date | None
    last: date | None
    undated: int


@dataclass(frozen=True, slots=True)
class Brief:
    """Who backs the government of `state`, most origins first and those last of whom no claim is likely right;
    `pressure` on it separately. `as_of` None means all.
    """

    state: str
    name: str
    as_of: date | None
    backers: tuple[Backer, ...]
    pressure: tuple[Backer, ...]
    basis: Basis


def brief(ledger: Ledger, state: str) -> Brief:
    """The brief on a government, by code or name ("VEN", "Venezuela").

    Raises UsageError for a name that is no state's, NotInLedger where no claim bears on a tie to it, ModelMissing
    without the knowledge file.
    """
    from ..knowledge import Knowledge
    from ..ledger import ClaimFilter

    knowledge = Knowledge.load()
    code = knowledge.state_code(state)
    if code is None:
        raise UsageError(
            f'"{state}" is not the name or code of a state.',
            hint='Use an English name or a three-letter code, such as "Venezuela" or VEN.',
        )
    every = ledger.claims(ClaimFilter(client=code), reasons=False)
    rows = [row for row in every if row.claim.backer]
    if not rows:
        raise NotInLedger(
            f"The ledger holds no claim on who backs {knowledge.state_name(code)}.",
            hint="Read reports about it first (backstay read PATH), or see which are there with: backstay reports",
        )
    return _brief(code, rows, _origin_of(counted(ledger, code, every)), knowledge, ledger.as_of)


def probably_misread(sure: float | None) -> bool:
    """Is what is read with this confidence more likely wrong than right? None: it was not read, but entered."""
    return sure is not None and sure < SURE


def brief_to_json(brief: Brief) -> dict[str, Any]:
    """A brief as plain JSON types: the twin of what the screens show."""
    plain: dict[str, Any] = _plain(brief)
    return plain


def chain_in_words(row: ClaimRow) -> str:
    """The chain of sources as one would say it: "Page, citing The Wall Street Journal, citing a person close to …"."""
    names = [row.outlet or "the page itself"]
    names += [source.name or source.kind for source in row.claim.sources[1:]]
    first = row.claim.sources[0] if row.claim.sources else None
    if first and first.name:
        names[0] = first.name
    return ", citing ".join(names)


def _brief(
    code: str, rows: list[ClaimRow], of_claim: dict[str, str], knowledge: Knowledge, as_of: date | None
) -> Brief:
    backing: defaultdict[str, list[ClaimRow]] = defaultdict(list)
    pressing: defaultdict[str, list[ClaimRow]] = defaultdict(list)
    for row in rows:
        of_state = pressing if row.claim.channel is Channel.PRESSURE else backing
        of_state[row.claim.backer or ""].append(row)

    def side(by_state: dict[str, list[ClaimRow]]) -> tuple[Backer, ...]:
        backers = [_backer(state, knowledge.state_name(state), own, of_claim) for state, own in by_state.items()]
        return tuple(
            sorted(backers, key=lambda each: (probably_misread(each.sure), -each.origins, -each.claims, each.state))
        )

    return Brief(code, knowledge.state_name(code), as_of, side(backing), side(pressing), _basis(rows, of_claim))


def _origin_of(found: Iterable[Origin]) -> dict[str, str]:
    return {claim: origin.id for origin in found for claim in origin.claims}


def _basis(rows: Sequence[ClaimRow], of_claim: dict[str, str]) -> Basis:
    published = {row.claim.report: row.published for row in rows}
    days = [day for day in published.values() if day]
    return Basis(
        claims=len(rows),
        origins=_count_origins(rows, of_claim),
        reports=len(published),
        first=min(days, default=None),
        last=max(days, default=None),
        undated=len(published) - len(days),
    )


def _backer(state: str, name: str, rows: list[ClaimRow], of_claim: dict[str, str]) -> Backer:
    by_channel: defaultdict[Channel | None, list[ClaimRow]] = defaultdict(list)
    for row in rows:
        by_channel[row.claim.channel].append(row)
    order = sorted(by_channel, key=lambda channel: _CHANNEL_ORDER.get(channel, len(_CHANNEL_ORDER)))
    lines = tuple(_line(channel, by_channel[channel], of_claim) for channel in order)
    origins, claims = sum(line.origins for line in lines), sum(line.claims for line in lines)
    return Backer(state, name, lines, origins, claims, sure=_surest(rows))


def _line(channel: Channel | None, rows: list[ClaimRow], of_claim: dict[str, str]) -> BackerLine:
    asserted = [
        row for row in rows if row.claim.innermost.stance is Stance.ASSERTS and row.claim.status in _REAL | _AHEAD
    ]
    against = [row for row in rows if _speaks_against(row)]
    return BackerLine(
        channel=channel,
        moved=_moved((row for row in asserted if row.claim.status in _REAL), of_claim),
        ahead=_moved((row for row in asserted if row.claim.status in _AHEAD), of_claim),
        latest=_word(_latest(asserted)) if asserted else None,
        origins=_count_origins(asserted, of_claim),
        claims=len(asserted),
        denials=_latest_by_origin(against, of_claim)[:DENIALS_SHOWN],
        denial_origins=_count_origins(against, of_claim),
        sure=_surest(rows),
    )


def _surest(rows: Iterable[ClaimRow]) -> float | None:
    scores = [row.claim.score for row in rows]
    known = [score for score in scores if score is not None]
    return round(max(known), 4) if known and len(known) == len(scores) else None


def _speaks_against(row: ClaimRow) -> bool:
    """Denies it, doubts it, or says that it did not happen. Who declines to comment says nothing either way."""
    claim = row.claim
    if claim.innermost.stance is Stance.ASSERTS:
        return claim.status is Status.DID_NOT_HAPPEN
    return claim.innermost.stance in {Stance.DENIES, Stance.DOUBTS}


def _moved(rows: Iterable[ClaimRow], of_claim: dict[str, str]) -> tuple[Moved, ...]:
    by_effect: defaultdict[Effect, list[ClaimRow]] = defaultdict(list)
    for row in rows:
        if row.claim.effect:
            by_effect[row.claim.effect].append(row)
    return tuple(_moved_so(effect, own, of_claim) for effect in Effect if (own := by_effect.get(effect)))


def _moved_so(effect: Effect, rows: list[ClaimRow], of_claim: dict[str, str]) -> Moved:
    years = [year for row in rows if (year := _year_long_past(row))]
    told = [row.published for row in rows if row.published and not _year_long_past(row)]
    return Moved(
        effect,
        _count_origins(rows, of_claim),
        len(rows),
        latest=max(told, default=None),
        past=len(years),
        past_year=max(years, default=None),
    )


def _year_long_past(row: ClaimRow) -> int | None:
    when = row.claim.when
    return when.last.year if when and when.last and long_past(row.claim, row.published) else None


def _latest_by_origin(rows: list[ClaimRow], of_claim: dict[str, str]) -> tuple[Word, ...]:
    latest: dict[str, ClaimRow] = {}
    for row in sorted(rows, key=_recency):
        latest[of_claim[row.claim.id]] = row
    return tuple(_word(row) for row in sorted(latest.values(), key=_recency, reverse=True))


def _latest(rows: Sequence[ClaimRow]) -> ClaimRow:
    """The latest word; rather the latest that is read surely, where that is as fresh and not `UNSURE_DAYS` older."""
    newest = max(rows, key=_recency)
    surest = max((row for row in rows if not probably_misread(row.claim.score)), key=_recency, default=newest)
    if _recency(surest)[0] != _recency(newest)[0]:
        return newest
    if newest.published and surest.published and (newest.published - surest.published).days > UNSURE_DAYS:
        return newest
    return surest


def _recency(row: ClaimRow) -> tuple[bool, date, bool, float, str]:
    """What is not long past first, then the latest publication; within a day the claim that names an effect, then the
    surer reading.
    """
    claim = row.claim
    fresh = _year_long_past(row) is None
    return (fresh, row.published or date.min, claim.effect is not None, claim.score or 0.0, claim.id)


def _count_origins(rows: Iterable[ClaimRow], of_claim: dict[str, str]) -> int:
    return len({of_claim[row.claim.id] for row in rows})


def _word(row: ClaimRow) -> Word:
    claim = row.claim
    return Word(
        claim=claim.id,
        report=claim.report,
        quote=claim.quote,
        said_by=chain_in_words(row),
        outlet=row.outlet,
        published=row.published,
        effect=claim.effect,
        status=claim.status,
        certainty=claim.certainty,
        stance=claim.innermost.stance,
        of=_year_long_past(row),
    )


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value
