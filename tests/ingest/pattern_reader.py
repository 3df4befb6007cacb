"""A small reader for tests of runs: a claim for each "NAME VERB ... NAME" that a pattern finds. Needs no model."""

from __future__ import annotations

import re

from backstay.records import (
    OUTLET,
    Amount,
    Channel,
    Claim,
    EventType,
    Mention,
    Participant,
    Party,
    Report,
    Source,
    SourceKind,
    claim_id,
)

_PATTERN = re.compile(
    r"\b(?P<actor>[A-Z][a-z]+(?: [A-Z][a-z]+)*)\s+(?P<verb>said|told|met|agreed|attacked|killed|sent|gave|called)\s"
    r"[^.\n]{0,80}?(?P<other>[A-Z][a-z]+)"
)
_TYPES = {"met": EventType.CONSULT, "agreed": EventType.AGREE, "attacked": EventType.ASSAULT, "sent": EventType.AID}


class PatternReader:
    """Deterministic and quick."""

    version = "pattern-1"

    def read(self, report: Report) -> tuple[Claim, ...]:
        claims: dict[str, Claim] = {}
        for match in _PATTERN.finditer(report.text):
            actor = Participant(Mention(match["actor"], *match.span("actor")), Party(match["actor"], state="VEN"))
            other = Participant(Mention(match["other"], *match.span("other")), Party(match["other"]))
            event_type = _TYPES.get(match["verb"], EventType.ACCUSE)
            start, end = match.span()
            said = (OUTLET, Source(match["actor"], SourceKind.PERSON, start=start, end=start + len(match["actor"])))
            claim = Claim(
                id=claim_id(report.id, start, end, actor, other, event_type, said),
                report=report.id,
                start=start,
                end=end,
                quote=report.text[start:end],
                actor=actor,
                recipient=other,
                event_type=event_type,
                channel=Channel.DIPLOMACY,
                sources=said,
                amounts=(Amount("one", 1.0, 1.0, "persons"),) if "one" in match[0] else (),
                score=0.5,
            )
            claims[claim.id] = claim
        return tuple(claims.values())


class NewerPatternReader(PatternReader):
    """Reads the same, and says it is another version."""

    version = "pattern-2"


def load() -> PatternReader:
    return PatternReader()


def load_newer() -> PatternReader:
    return NewerPatternReader()
