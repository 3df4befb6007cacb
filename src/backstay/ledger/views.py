"""What goes into a ledger and what its views give back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from backstay.records import Claim, Precision, Report, Skipped


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input: a report with its claims, or the reason why it was skipped.

    `key` is the item's id: an input whose key the ledger knows for this reader needs no second reading.
    """

    key: str
    address: str
    report: Report | None = None
    claims: tuple[Claim, ...] = ()
    skipped: Skipped | None = None


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """Which claims. Everything left out lets all through; what is given must hold together.

    `state` is a party's, the backer's or the client's, and so is `other`, a second state; `party` a part of an
    entity's name or mention, `party_id`
    its id; `place_id` the id of where it took place; `source` a part of any source's name or of the outlet's; `text`
    words that the quote has; `since` and `until` bound the publication day (both included; a report without one then
    drops out); `tied`: only those that name a backer and a client; `pressure`: only those of pressure, or none of them.
    Case never matters.
    """

    state: str | None = None
    other: str | None = None
    party: str | None = None
    party_id: str | None = None
    place_id: str | None = None
    channel: str | None = None
    event_type: str | None = None
    source: str | None = None
    backer: str | None = None
    client: str | None = None
    effect: str | None = None
    report: str | None = None
    since: date | None = None
    until: date | None = None
    text: str | None = None
    denied: bool | None = None
    tied: bool = False
    pressure: bool | None = None
    limit: int | None = None
    offset: int = 0
    newest_first: bool = False


ALL = ClaimFilter()
"""Every claim."""


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report without its text; `claims` and `words` count what it holds."""

    id: str
    url: str | None
    outlet: str | None
    title: str | None
    byline: str | None
    published: date | None
    precision: Precision | None
    language: str | None
    retrieved: datetime | None
    claims: int
    words: int


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim with what its report says of itself."""

    claim: Claim
    outlet: str | None
    title: str | None
    url: str | None
    published: date | None


@dataclass(frozen=True, slots=True)
class StateRow:
    """How many claims name a state in any role, as the client of a tie, as its backer; how many of those on it as a
    client tell of pressure on it.
    """

    state: str
    claims: int
    as_client: int
    as_backer: int
    pressed: int = 0

    @property
    def held(self) -> int:
        """Claims on what holds it up."""
        return self.as_client - self.pressed


@dataclass(frozen=True, slots=True)
class PartyRow:
    """A party with an id of the knowledge file, and how many claims name it as actor or recipient."""

    id: str
    name: str | None
    state: str | None
    claims: int


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place with an id of the gazetteer, as claims write it, and how many claims put their event there."""

    id: str
    name: str | None
    state: str | None
    claims: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: is it sound, what was seen, and what to do if it is not."""

    ok: bool
    what: str
    hint: str = ""
