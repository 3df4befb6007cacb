"""Parties and the map."""

from __future__ import annotations

from pydantic import Field

from .claims import ClaimCard, StateCard
from .common import Model, Page, Paging


class PartyCard(Model):
    """A party by its id, and how many claims name it."""

    id: str
    name: str
    kind: str = Field(description="person, office, force, firm, group, igo, ngo, outlet, school, state, or unknown")
    state: str | None
    claims: int
    address: str


class PartiesOut(Page):
    """A page of the list of parties whose name holds `q`, those with most claims first."""

    filters: dict[str, str]
    paging: Paging
    parties: list[PartyCard]


class NameOut(Model):
    """A way to write a party, what kind of name it is, and who has it."""

    text: str
    use: str
    source: str


class PostOut(Model):
    """A post held, or what a group was, from `since` to `until`; `seen`: the last day that its source was looked at."""

    title: str
    state: str | None
    sectors: list[str]
    since: str
    until: str
    seen: str
    source: str


class RelativeOut(Model):
    """Another party, with its address, and who has it that the one belongs to the other."""

    id: str
    name: str
    kind: str
    source: str
    address: str


class PartyTie(Model):
    """A tie that claims naming the party bear on."""

    backer: str
    client: str
    channel: str | None
    claims: int
    address: str


class PartyOut(Page):
    """A party: what the knowledge file holds on it, each fact with its source, and what the ledger's claims say."""

    id: str
    name: str
    kind: str
    state: str | None
    sectors: list[str]
    source: str | None = Field(description="Who has this party; null for one that only the ledger names.")
    died: str | None
    names: list[NameOut]
    posts: list[PostOut]
    parents: list[RelativeOut] = Field(description="Who owns or commands it, from the nearest up.")
    children: list[RelativeOut]
    ties: list[PartyTie]
    claims_total: int
    claims: list[ClaimCard] = Field(description="The latest claims that name it.")


class MapPlace(Model):
    """Where events are said to have taken place. Degrees (WGS 84)."""

    id: str
    name: str
    kind: str = Field(description="state, division, county, town, capital, region, airport, base, ...")
    state: str | None
    latitude: float
    longitude: float
    claims: int
    address: str


class MapOut(Page):
    """Governments that claims name, and places of events, those with most claims first."""

    states: list[StateCard]
    places: list[MapPlace]
    places_total: int
