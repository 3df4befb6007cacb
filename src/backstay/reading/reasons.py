"""Why each field of a claim is set: which part of the reader set it, in plain words, with the model's probability."""

from __future__ import annotations

from collections.abc import Iterator

from backstay.records import Claim, Reason

from .attribution import Said
from .choosing import code_of
from .decode import Draft
from .parties import Known

_BY_MODEL = {
    "event_type": "the model reads the clause as {}",
    "mode": "the model reads its mode as '{}'",
    "channel": "the model sees it bear on {}",
    "effect": "the model reads that this {} the tie",
    "status": "the model reads the event as '{}'",
    "certainty": "the source sounds {}",
}


def reasons_of(
    claim: Claim, draft: Draft, said: Said, actor: Known | None, recipient: Known | None
) -> tuple[Reason, ...]:
    """The reasons for every field that is set, in the order of the fields."""
    return (
        Reason("clause", "the model finds that this clause says who does what", round(draft.score, 3)),
        *(Reason(f, k.why, round(k.score, 3)) for f, k in (("actor", actor), ("recipient", recipient)) if k),
        *_labels(claim, draft),
        *_tie(claim, draft),
        Reason("sources", said.why, round(draft.scores["source"], 3)),
        *_circumstances(claim),
    )


def _labels(claim: Claim, draft: Draft) -> Iterator[Reason]:
    for field, words in _BY_MODEL.items():
        value = getattr(claim, field)
        if value is None:
            continue
        if field in draft.settled:
            yield Reason(field, draft.settled[field])
        elif field == "effect" and value != draft.labels["effect"]:
            yield Reason(field, "what is left of it, by the amounts, keeps the tie from having ended")
        else:
            yield Reason(field, words.format(str(value).replace("_", " ")), round(draft.scores[field], 3))


def _tie(claim: Claim, draft: Draft) -> Iterator[Reason]:
    codes = {"actor": code_of(claim.actor), "recipient": code_of(claim.recipient)}
    for field in ("backer", "client"):
        side = getattr(claim, field)
        if side is None:
            continue
        role = next((role for role, code in codes.items() if code == side), None)
        if role is None:
            yield Reason(
                field, f"{side} is another state of the passage", round(draft.chances[f"{field}_role"]["other"], 3)
            )
        else:
            yield Reason(field, f"{side} is the {role} of the claim", round(draft.chances[f"{field}_role"][role], 3))


def _circumstances(claim: Claim) -> Iterator[Reason]:
    if claim.amounts:
        told = ", ".join(f"'{amount.text}'" for amount in claim.amounts)
        yield Reason("amounts", f"the grammar of amounts finds {told} in the clause or right after it")
    if claim.when is not None:
        yield Reason("when", f"the grammar of dates reads '{claim.when.text}', counted from the day of publication")
    if claim.where is not None:
        told = f"a word of place leads to '{claim.where.text}'"
        yield Reason("where", told if claim.where.text else "most places of the report's other sentences are there")
