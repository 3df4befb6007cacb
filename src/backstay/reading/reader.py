"""Report in, claims out."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from functools import cache

from backstay.knowledge import Knowledge
from backstay.records import (
    MODES,
    Certainty,
    Claim,
    EventType,
    Participant,
    Reason,
    Report,
    Status,
    claim_id,
)

from .attribution import Attribution, Said
from .bearing import Bearing, bearing
from .circumstances import Circumstances, reason_of, where
from .codebook import corrected
from .decode import Draft, drafts
from .encoder import MODEL_FOLDER, Encoder, load_encoder
from .parties import Cast, Known
from .sentences import Sentences

RULES_VERSION = 2
"""Raised when the rules around the model change what is read, so that a ledger knows what to read again."""


class Reader:
    """Reads reports into claims with the model and the knowledge file that the package ships."""

    def __init__(self, encoder: Encoder, knowledge: Knowledge) -> None:
        self._encoder = encoder
        self._knowledge = knowledge
        self.version = f"{RULES_VERSION}-{encoder.version}"

    @classmethod
    def load(cls) -> Reader:
        """The reader, loaded once a process. Raises ModelMissing."""
        return _load()

    def read(self, report: Report) -> tuple[Claim, ...]:
        """The claims of a report, in the order of their clauses. Same report, same claims, same ids."""
        found = drafts(self._encoder, report.text)
        if not found:
            return ()
        return _Page(self._knowledge, report).claims(found)


@cache
def _load() -> Reader:
    return Reader(load_encoder(MODEL_FOLDER), Knowledge.load())


class _Page:
    """What is known about one report while its claims are put together."""

    def __init__(self, knowledge: Knowledge, report: Report) -> None:
        day = report.published.day if report.published else None
        self.report = report
        self.text = report.text
        self.cast = Cast(knowledge, report.text, day)
        sentences = Sentences(report.text)
        self.sentence = sentences.at
        names = self.cast.names_in((0, len(report.text)))
        self.attribution = Attribution(knowledge, report.text, report.outlet, names, sentences)
        self.circumstances = Circumstances(report.text, day)
        self._clause_starts: list[int] = []

    def claims(self, found: list[Draft]) -> tuple[Claim, ...]:
        """The claims of these drafts, once each, in order."""
        self._clause_starts = sorted(draft.start for draft in found)
        made: dict[str, Claim] = {}
        for draft in found:
            for claim in self._claims_of(draft):
                made.setdefault(claim.id, claim)
        ordered = sorted(made.values(), key=lambda c: (c.start, c.end, c.id))
        spans = [(claim.start, claim.end) for claim in ordered]
        reasons = [reason_of(self.text, span, self.sentence(span[0]), spans) for span in spans]
        return tuple(
            claim if index is None else replace(claim, because=ordered[index].id)
            for claim, index in zip(ordered, reasons, strict=True)
        )

    def _claims_of(self, draft: Draft) -> list[Claim]:
        draft = corrected(draft, self.text[draft.start : draft.end])
        said = self.attribution.chain(draft)
        speaker = self._speaker(draft)
        actor = self._actor(draft, speaker)
        recipients: list[Known | None] = [
            self.cast.who(span, speaker=speaker, apart=actor.participant if actor else None)
            for span in draft.recipients
        ]
        pairs = [(actor, recipient) for recipient in _apart(recipients) or [None]]
        return [self._claim(draft, said, *pair) for pair in pairs if any(known and known.somebody for known in pair)]

    def _speaker(self, draft: Draft) -> Participant | None:
        return None if draft.source is None else self.cast.who(draft.source).participant

    def _actor(self, draft: Draft, speaker: Participant | None) -> Known | None:
        if draft.actor is not None:
            return self.cast.who(draft.actor, speaker=speaker)
        before = self.cast.before(draft.start)
        return (
            None
            if before is None
            else Known(before, f"the last party named before the clause, '{before.mention.text}'", 0.3)
        )

    def _claim(self, draft: Draft, said: Said, actor: Known | None, recipient: Known | None) -> Claim:
        who, whom = (actor.participant if actor else None), (recipient.participant if recipient else None)
        event_type = EventType(draft.labels["event_type"])
        mode = draft.labels["mode"]
        clause = (draft.start, draft.end)
        amounts = self.circumstances.amounts(clause, self._next_clause(draft), self.sentence(draft.start))
        tie = bearing(draft, who, whom, self.cast.near(draft.end), amounts)
        return Claim(
            id=claim_id(self.report.id, *clause, who, whom, event_type, said.chain),
            report=self.report.id,
            start=draft.start,
            end=draft.end,
            quote=self.text[draft.start : draft.end],
            actor=who,
            recipient=whom,
            event_type=event_type,
            mode=mode if mode in MODES.get(event_type, ()) else None,
            channel=tie.channel,
            backer=tie.backer,
            client=tie.client,
            effect=tie.effect,
            status=Status(draft.labels["status"]),
            certainty=Certainty(draft.labels["certainty"]),
            sources=said.chain,
            amounts=amounts,
            when=self.circumstances.when(clause, self.sentence(draft.start)),
            where=where(self.text, self.cast.names_in(clause)),
            score=round(draft.score, 4),
            reasons=_reasons(draft, said, actor, recipient, tie),
        )

    def _next_clause(self, draft: Draft) -> int:
        """Where the clause after this one begins, or its sentence ends."""
        at = bisect_right(self._clause_starts, draft.end - 1)
        following = self._clause_starts[at] if at < len(self._clause_starts) else len(self.text)
        return min(following, self.sentence(draft.start)[1])


def _apart(recipients: list[Known | None]) -> list[Known | None]:
    """Recipients that are different parties: "Maduro", "Caracas" and "Venezuela" in one clause are one, the first."""
    kept: dict[object, Known | None] = {}
    for known in recipients:
        if known is not None:
            party = known.participant.party
            kept.setdefault(party.state or party.entity_id or known.participant.mention.text, known)
    return list(kept.values())


_BY_MODEL = {
    "event_type": "the model reads the clause as {}",
    "channel": "the model sees it bear on {}",
    "effect": "the model reads that this {} the tie",
    "status": "the model reads the event as '{}'",
    "certainty": "the source sounds {}",
}


def _reasons(
    draft: Draft, said: Said, actor: Known | None, recipient: Known | None, tie: Bearing
) -> tuple[Reason, ...]:
    reasons = [Reason("clause", "the model finds that this clause says who does what", round(draft.score, 3))]
    for field, known in (("actor", actor), ("recipient", recipient)):
        if known is not None:
            reasons.append(Reason(field, known.why, round(known.score, 3)))
    for field, words in _BY_MODEL.items():
        label = draft.labels[field]
        if (
            label
            and not (field == "effect" and tie.effect is None)
            and not (field == "channel" and tie.channel is None)
        ):
            reasons.append(Reason(field, words.format(label.replace("_", " ")), round(draft.scores[field], 3)))
    for field, side, role in (
        ("backer", tie.backer, draft.labels["backer_role"]),
        ("client", tie.client, draft.labels["client_role"]),
    ):
        if side:
            where_from = (
                f"the {role} of the claim" if role in ("actor", "recipient") else "another state of the passage"
            )
            reasons.append(Reason(field, f"{side} is {where_from}", round(draft.scores[f"{field}_role"], 3)))
    reasons.append(Reason("sources", said.why, round(draft.scores["source"], 3)))
    return tuple(reasons)
