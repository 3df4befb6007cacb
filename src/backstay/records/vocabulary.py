"""The words that records are made of: PLOVER 1.3 events and modes, channels of backing, factuality, sources.

PLOVER: Political Language Ontology for Verifiable Event Records, manual 1.3 (Open Event Data Alliance, CC BY-SA 4.0).
"""

from __future__ import annotations

from enum import StrEnum


class EventType(StrEnum):
    """PLOVER's sixteen event types, and `STATE` for a standing condition that is no event."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"
    STATE = "STATE"


class Quad(StrEnum):
    """PLOVER's quad categories."""

    VERBAL_COOPERATION = "verbal cooperation"
    MATERIAL_COOPERATION = "material cooperation"
    VERBAL_CONFLICT = "verbal conflict"
    MATERIAL_CONFLICT = "material conflict"


_Q, _E = Quad, EventType
QUAD: dict[EventType, Quad] = {
    **dict.fromkeys((_E.AGREE, _E.CONSULT, _E.SUPPORT, _E.CONCEDE), _Q.VERBAL_COOPERATION),
    **dict.fromkeys((_E.COOPERATE, _E.AID, _E.RETREAT), _Q.MATERIAL_COOPERATION),
    **dict.fromkeys((_E.REQUEST, _E.ACCUSE, _E.REJECT, _E.THREATEN), _Q.VERBAL_CONFLICT),
    **dict.fromkeys((_E.PROTEST, _E.SANCTION, _E.MOBILIZE, _E.COERCE, _E.ASSAULT), _Q.MATERIAL_CONFLICT),
}
"""Quad category of each event type (PLOVER 1.3, chapter 3). `STATE` has none."""

_ASK = ("assist", "change", "yield", "meet")
MODES: dict[EventType, tuple[str, ...]] = {
    _E.CONSULT: ("visit", "third-party", "multilateral", "phone"),
    _E.RETREAT: ("withdraw", "release", "return", "disarm", "ceasefire", "access", "resign"),
    _E.REQUEST: _ASK,
    _E.ACCUSE: ("disapprove", "investigate", "allege"),
    _E.REJECT: _ASK,
    _E.THREATEN: ("restrict", "ban", "arrest", "relations", "expel", "territory", "violence"),
    _E.PROTEST: ("demo", "riot", "strike", "hunger", "boycott", "obstruct"),
    _E.SANCTION: ("convict", "expel", "withdraw", "discontinue"),
    _E.MOBILIZE: ("troops", "weapons", "police", "militia"),
    _E.COERCE: (
        "seize", "restrict", "ban", "censor", "curfew", "martial-law", "arrest", "deport", "withhold",
        "misinformation", "cyber",
    ),
    _E.ASSAULT: (
        "abduct", "beat", "torture", "execute", "sexual", "assassinate", "destroy", "primitive", "firearms",
        "explosives", "suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control", "cleansing", "massacre",
        "unconventional", "sideAB",
    ),
}  # fmt: skip
"""Modes that PLOVER 1.3 allows for each event type (tables 3.1 to 3.11). Types that are absent have no modes."""


class Channel(StrEnum):
    """The channel of backing that a claim bears on."""

    FORCES = "forces"
    ARMS = "arms"
    FINANCE = "finance"
    TRADE = "trade"
    AID = "aid"
    DIPLOMACY = "diplomacy"
    PRESSURE = "pressure"


class Effect(StrEnum):
    """What the claim says happens to the tie."""

    BUILDS = "builds"
    KEEPS = "keeps"
    CUTS = "cuts"
    ENDS = "ends"


class Status(StrEnum):
    """Whether the event took place, as the innermost quoted source has it (after FactBank)."""

    HAPPENED = "happened"
    ONGOING = "ongoing"
    PLANNED = "planned"
    CONDITIONAL = "conditional"
    DID_NOT_HAPPEN = "did_not_happen"


class Certainty(StrEnum):
    """How sure the quoted source sounds (after FactBank)."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"


class SourceKind(StrEnum):
    """Who speaks."""

    OUTLET = "outlet"
    PERSON = "person"
    OFFICE = "office"
    ANONYMOUS = "anonymous"
    DOCUMENT = "document"


class Stance(StrEnum):
    """What the source does with the content."""

    ASSERTS = "asserts"
    DENIES = "denies"
    DOUBTS = "doubts"
    DECLINES = "declines"


class AmountKind(StrEnum):
    """What a number is: a level, an end of a change, the change itself, a rate, a total."""

    LEVEL = "level"
    FROM = "from"
    TO = "to"
    CHANGE = "change"
    RATE = "rate"
    TOTAL = "total"


class Precision(StrEnum):
    """How exactly a date is known."""

    SECOND = "second"
    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    VAGUE = "vague"


IGO_CODES: dict[str, str] = {"EUR": "European Union", "UNO": "United Nations", "NAT": "NATO"}
"""Organisations that may stand as backer or client, with the codes that do duty for a state's there."""

SECTORS: tuple[str, ...] = (
    "GOV", "MIL", "OPP", "REB", "COP", "JUD", "LEG", "BUS", "CVL", "IGO", "NGO", "MED", "SPY", "PTY", "EDU", "ELI",
    "LAB", "JRN", "REL", "SOC", "PRM", "CRM", "HLH", "AGR", "SET", "REF", "RAD", "UAF", "INT", "ENV", "HRI",
)  # fmt: skip
"""PLOVER sector codes that a party may carry, most common first. `PTY`, `INT`, `ENV` and `HRI` come from its kin."""
