"""Report in, claims out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from threading import Lock

from backstay.knowledge import Knowledge
from backstay.records import (
    MODES,
    Certainty,
    Claim,
    EventType,
    Reason,
    Report,
    Status,
    claim_id,
)
from backstay.records.errors import UsageError

from .attribution import Attribution, Said
from .bearing import Sides, bearing
from .choosing import candidates, code_of
from .circumstances import Circumstances, reason_of
from .codebook import corrected
from .confidence import CAUSE, Candidate, confidences, kept
from .decode import Draft, drafts
from .encoder import MODEL_FOLDER, Encoder, load_encoder
from .pairing import Pairing
from .parties import Cast, Known
from .reasons import reasons_of
from .scenes import Scenes
from .threads import one_thread
from .twins import without_twins
from .weighing import PairWeights

_LOADING = Lock()
RULES_VERSION = 14
"""Raised when the rules around the model change what is read, so that a ledger knows what to read again."""


class Reader:
    """Reads reports into claims with the model and the knowledge file that the package ships."""

    def __init__(self, encoder: Encoder, knowledge: Knowledge, min_confidence: float | None = None) -> None:
        self._encoder = encoder
        self._knowledge = knowledge
        self._least = min_confidence
        asked = "" if min_confidence is None else f"-{min_confidence:g}"
        self.version = f"{RULES_VERSION}-{encoder.version}{asked}"

    @classmethod
    def load(cls, min_confidence: float | None = None) -> Reader:
        """The reader, loaded once a process.

        `min_confidence`: the probability of being right, in 0..1, from which on a claim is kept; None takes what reads
        the development texts best, less for claims on what holds a government up. Raises ModelMissing; UsageError if
        it is not in 0..1.
        """
        if min_confidence is not None and not 0.0 < min_confidence <= 1.0:
            hint = "Give a number above 0 and at most 1, such as 0.6."
            raise UsageError(f"{min_confidence:g} is no confidence", hint=hint)
        with _LOADING:  # two threads that ask at once get one reader
            return _load(min_confidence)

    def read(self, report: Report) -> tuple[Claim, ...]:
        """The claims of a report, in the order of their clauses. Same report, same claims, same ids."""
        with one_thread():
            found = drafts(self._encoder, report.text)
            return Page(self._knowledge, report).claims(found, self._least) if found else ()


@cache
def _load(min_confidence: float | None) -> Reader:
    return Reader(load_encoder(MODEL_FOLDER), Knowledge.load(), min_confidence)


class Page:
    """What is known about one report while its claims are put together.

    `weights`: the network that chooses parties, by default the one that the package ships.
    """

    def __init__(self, knowledge: Knowledge, report: Report, weights: PairWeights | None = None) -> None:
        self._weights = weights
        day = report.published.day if report.published else None
        self._day = day
        self.report = report
        self.text = report.text
        self.cast = Cast.of_report(knowledge, report)
        self.sentence = self.cast.sentences.at
        names = self.cast.names_in((0, len(report.text)))
        self.attribution = Attribution(knowledge, report.text, report.outlet, names, self.cast.sentences)
        self.circumstances = Circumstances(report.text, day)
        self.scenes = Scenes(report.text, self.cast.near, self.cast.names_in)
        self._clause_starts: list[int] = []
        self._sides_of: dict[int, Sides] = {}  # by draft

    def claims(self, found: list[Draft], least: float | None = None) -> tuple[Claim, ...]:
        """The claims of these drafts that are likely enough to be right, once each, in order."""
        ordered = self._kept(self.candidates(found), least)
        return tuple(
            claim if cause is None else _with_reason(claim, ordered[cause])
            for claim, cause in zip(ordered, self._causes(ordered), strict=True)
        )

    def candidates(self, found: list[Draft]) -> list[Candidate]:
        """Every claim of these drafts, once each, in order."""
        self._clause_starts = sorted(draft.start for draft in found)
        made: dict[str, Candidate] = {}
        found = [corrected(draft, self.text[draft.start : draft.end]) for draft in found]
        pairing = self.pairing(found)
        for draft in found:
            for candidate in self._candidates_of(draft, pairing):
                made.setdefault(candidate.claim.id, candidate)
        apart = without_twins(candidate.claim for candidate in made.values())
        return [made[claim.id] for claim in sorted(apart, key=lambda c: (c.start, c.end, c.id))]

    def _kept(self, candidates: Sequence[Candidate], least: float | None) -> list[Claim]:
        """The claims that are likely to be right, and what they give as their reasons."""
        chances = confidences(candidates, self.text)
        claims = [_scored(each.claim, chance) for each, chance in zip(candidates, chances, strict=True)]
        sure = {at for at, chance in enumerate(chances) if kept(claims[at], chance, least)}
        causes, enough = self._causes(claims), CAUSE if least is None else min(CAUSE, least)
        sure |= {cause for at in sure if (cause := causes[at]) is not None and chances[cause] >= enough}
        return [claim for at, claim in enumerate(claims) if at in sure]

    def _causes(self, claims: Sequence[Claim]) -> list[int | None]:
        """Of each claim, which one it gives as its reason."""
        spans = [(claim.start, claim.end) for claim in claims]
        return [reason_of(self.text, span, self.sentence(span[0]), spans) for span in spans]

    def pairing(self, found: Sequence[Draft]) -> Pairing:
        """What chooses the parties of these drafts, which are all of the report."""
        return Pairing(self.cast, self.text, self.sentence, found, self._sides, self._weights)

    def _candidates_of(self, draft: Draft, pairing: Pairing) -> list[Candidate]:
        said = self.attribution.chain(draft)
        return [
            Candidate(self._claim(draft, said, pair.actor, pair.recipient), draft, pair)
            for pair in pairing.pairs(draft)
            if any(known and known.somebody for known in (pair.actor, pair.recipient))
        ]

    def _claim(self, draft: Draft, said: Said, actor: Known | None, recipient: Known | None) -> Claim:
        who, whom = (actor.participant if actor else None), (recipient.participant if recipient else None)
        event_type = EventType(draft.labels["event_type"])
        mode = draft.labels["mode"]
        clause = (draft.start, draft.end)
        amounts = self.circumstances.amounts(clause, self._next_clause(draft), self.sentence(draft.start))
        tie = bearing(draft, who, whom, self._sides(draft), self.cast.near(draft.end), amounts, self._day)
        claim = Claim(
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
            where=self.scenes.at(clause, event_type),
            score=round(draft.score, 4),
        )
        told = replace(draft, settled={**draft.settled, "channel": tie.why, "effect": tie.why}) if tie.why else draft
        reasons = reasons_of(claim, told, said, actor, recipient)
        if tie.why and tie.channel is None:  # why it bears on no tie, though it sounds as if it did
            reasons = (*reasons, Reason("channel", tie.why))
        return replace(claim, reasons=reasons)

    def _sides(self, draft: Draft) -> Sides:
        """How likely each state of the passage is the backer, and the client, by where the model looks."""
        if id(draft) not in self._sides_of:
            self._sides_of[id(draft)] = self._look_for_sides(draft)
        return self._sides_of[id(draft)]

    def _look_for_sides(self, draft: Draft) -> Sides:
        found: list[dict[str, float]] = []
        for side in ("backer", "client"):
            chances: dict[str, float] = {}
            for candidate in candidates(self.cast, draft.looks[side]):
                code = code_of(candidate.known.participant)
                if code:
                    chances[code] = chances.get(code, 0.0) + candidate.chance
            found.append(chances)
        return Sides(*found)

    def _next_clause(self, draft: Draft) -> int:
        """Where the clause after this one begins, or its sentence ends."""
        at = bisect_right(self._clause_starts, draft.end - 1)
        following = self._clause_starts[at] if at < len(self._clause_starts) else len(self.text)
        return min(following, self.sentence(draft.start)[1])


def _scored(claim: Claim, chance: float) -> Claim:
    why = Reason("score", "all that speaks for the clause and its parties, weighed together", round(chance, 3))
    return replace(claim, score=round(chance, 4), reasons=(*claim.reasons, why))


def _with_reason(claim: Claim, cause: Claim) -> Claim:
    why = Reason("because", f"a causal word leads from this clause to '{cause.quote}'")
    return replace(claim, because=cause.id, reasons=(*claim.reasons, why))
