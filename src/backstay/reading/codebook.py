"""What the codebook settles whatever the model says: types that PLOVER 1.3 keeps apart by what is withdrawn."""

from __future__ import annotations

import re
from dataclasses import replace

from backstay.records import Channel, Effect, EventType, Stance, Status

from .decode import Draft
from .labels import ATTRIBUTES, ATTRIBUTES_AT

_TELLS = frozenset(
    (
        EventType.AGREE, EventType.CONSULT, EventType.SUPPORT, EventType.CONCEDE, EventType.COOPERATE, EventType.AID,
        EventType.RETREAT, EventType.MOBILIZE, EventType.COERCE, EventType.SANCTION, EventType.ASSAULT,
    )
)  # fmt: skip
"""Types that, on backing, say what becomes of the tie."""
_FIGHTING = frozenset((EventType.MOBILIZE, EventType.ASSAULT))

_IMPOSED = re.compile(r"\b(?:sanctions?|sanctioned|sanctioning|embargo(?:es|ed)?|blacklist(?:s|ed)?)\b", re.IGNORECASE)

_MADE_TO = frozenset((EventType.REQUEST, EventType.THREATEN, EventType.ACCUSE, EventType.REJECT, EventType.ASSAULT))
"""Types of pressure itself: a demand that troops leave is one, though it speaks of leaving."""
_WITHDRAWN = re.compile(
    r"\b(?:pull(?:s|ed|ing)?|withdr[ae]w\w*|recall\w*|cut(?:s|ting)?|reduc\w*|mov(?:es|ed|ing)|remov\w*)\b[^.;]{0,60}"
    r"\b(?:staff|people|personnel|specialists|advis[eo]rs|troops|soldiers|forces|employees|contractors|servicemen|"
    r"technicians|instructors|trainers|experts|engineers|crews|workers)\b",
    re.IGNORECASE,
)

_WEAPONS = re.compile(
    r"\b(?:arms|weapons?|weaponry|munitions?|ammunition|missiles?|rifles?|warplanes?|fighter jets?|helicopters?|tanks|"
    r"howitzers?|military (?:equipment|hardware))\b",
    re.IGNORECASE,
)
_GOODS = re.compile(
    r"\b(?:oil|crude|barrels|petroleum|fuel|gasoline|diesel|coal|wheat|grain)\b(?! bombs?\b)", re.IGNORECASE
)
_MONEY = re.compile(
    r"\b(?:loans?|lend\w*|lent|credits?|debts?|owe[sd]?|pa(?:y|ys|id|ying|yments?)|grants?|aid)\b", re.IGNORECASE
)

_MANNED = re.compile(
    r"\b(?:troops?|soldiers|advis[eo]rs|instructors|mercenar(?:y|ies)|servicemen|fighters|"
    r"military (?:personnel|specialists|trainers|technicians|bases?)|(?:air|naval|army|overseas) bases?)\b",
    re.IGNORECASE,
)

_DEBT = r"(?:debts?|repayments?|arrears)"
_RELIEF = re.compile(
    r"\b(?:forg[ai]v\w*|wr(?:ites?|ote|itten|iting)[- ]off|reschedul\w*|restructur\w*)\b"
    rf"[^.;]{{0,50}}\b(?:{_DEBT}|loans?)\b|"
    rf"\b(?:cancel\w*|waiv\w*|defer\w*)\b[^.;]{{0,50}}\b{_DEBT}\b|"
    rf"\b{_DEBT}\b[^.;]{{0,30}}\b(?:forgiven|written off|cancel\w+|reschedul\w+|restructured)\b",
    re.IGNORECASE,
)

_UNCHANGED = re.compile(
    r"\b(?:not|never|hardly|n['’]t) changed\b|\bunchanged\b|\bstay(?:s|ed)? the same\b|\bremain(?:s|ed)? the same\b",
    re.IGNORECASE,
)


def corrected(draft: Draft, clause: str) -> Draft:
    """The draft with the event type that the codebook asks for.

    Personnel or forces withdrawn are RETREAT, other resources SANCTION (3.7, table 3.8). International sanctions are
    SANCTION, discontinue (table 3.8), not COERCE, which is for one's own people (3.15). What has not changed is a
    standing condition. Goods that are weapons go by the channel of arms, and people under arms by that of forces. Debt
    that is forgiven is a gift. Most deeds of backing have an effect.
    """
    return _telling(_settled(draft, clause))


def _settled(draft: Draft, clause: str) -> Draft:
    draft = _relieved(_manned(_armed(draft, clause), clause), clause)
    event_type = draft.labels["event_type"]
    if draft.labels["channel"] not in ("", Channel.PRESSURE) and _UNCHANGED.search(clause):
        return _standing(draft)
    if _no_backing(draft) and _WITHDRAWN.search(clause) and event_type not in _MADE_TO:
        return _withdrawn(draft)
    if event_type == EventType.SANCTION and _WITHDRAWN.search(clause):
        return _typed(draft, EventType.RETREAT, "withdraw", "people who leave are RETREAT (PLOVER 1.3, 3.7)")
    leaves = draft.labels["channel"] == Channel.FORCES and draft.labels["effect"] in (Effect.CUTS, Effect.ENDS)
    if event_type == EventType.SANCTION and leaves:
        return _typed(draft, EventType.RETREAT, "withdraw", "forces that leave are RETREAT (PLOVER 1.3, 3.7)")
    if event_type == EventType.COERCE and draft.labels["channel"] == Channel.PRESSURE and _IMPOSED.search(clause):
        why = "sanctions on another state are SANCTION (PLOVER 1.3, table 3.8)"
        return _typed(draft, EventType.SANCTION, "discontinue", why)
    return draft


def _armed(draft: Draft, clause: str) -> Draft:
    """Weapons are arms, not goods, and goods are no arms.

    Of the annotated training claims on backing that name weapons 61 are on arms, none on trade or finance; of those of
    the project and the field that name oil, coal or grain and no weapons 49 are on trade, none on arms.
    """
    channel = draft.labels["channel"]
    if channel == Channel.ARMS and _GOODS.search(clause) and not _WEAPONS.search(clause):
        return _set(draft, "oil, coal and grain are the channel of trade, not of arms", channel=Channel.TRADE)
    goods = channel == Channel.TRADE or (channel == Channel.FINANCE and not _MONEY.search(clause))
    if not goods or not _WEAPONS.search(clause):
        return draft
    return _set(draft, "weapons are the channel of arms, not of trade", channel=Channel.ARMS)


def _manned(draft: Draft, clause: str) -> Draft:
    """Troops, advisers and bases are forces.

    All 47 annotated training claims on backing that name them, and neither weapons nor money, are on forces; of the
    project's own 422 all but 8, which are on diplomacy (visits, complaints).
    """
    channel, kind = draft.labels["channel"], draft.labels["event_type"]
    else_read = channel in (Channel.TRADE, Channel.FINANCE) or (
        channel == Channel.DIPLOMACY and kind == EventType.STATE
    )
    if not else_read or not _MANNED.search(clause) or _MONEY.search(clause):
        return draft
    return _set(draft, "troops, advisers and bases are the channel of forces", channel=Channel.FORCES)


def _relieved(draft: Draft, clause: str) -> Draft:
    """Who lets a debtor off builds the tie: so in all 16 claims on it of the field's and the project's texts."""
    cut = draft.labels["effect"] in (Effect.CUTS, Effect.ENDS)
    sanction = draft.labels["event_type"] == EventType.SANCTION
    if draft.labels["channel"] != Channel.FINANCE or not (cut or sanction) or not _RELIEF.search(clause):
        return draft
    why = "debt that is forgiven or put off eases what is owed (CONCEDE), and builds the tie"
    draft = _set(draft, why, effect=Effect.BUILDS)
    return _typed(draft, EventType.CONCEDE, "", why) if sanction else draft


def _telling(draft: Draft) -> Draft:
    """A deed of backing builds, keeps, cuts or ends the tie, and fighting for a government builds or keeps it.

    Of the annotated claims on backing that are of these types 6,000 name an effect, 40 none; of those that fight or
    deploy forces 510 build or keep, one cuts.
    """
    event_type, effect = draft.labels["event_type"], draft.labels["effect"]
    if draft.labels["channel"] in ("", Channel.PRESSURE) or event_type not in _TELLS or not len(draft.logits):
        return draft
    possible = [Effect.BUILDS, Effect.KEEPS] if event_type in _FIGHTING else list(Effect)
    if effect in possible:
        return draft
    chances = dict(zip(ATTRIBUTES["effect"], draft.logits[ATTRIBUTES_AT["effect"]], strict=True))
    likeliest = max(possible, key=lambda each: float(chances[str(each)]))
    return _set(draft, "a deed of backing has an effect on the tie, and this one is the likeliest", effect=likeliest)


def _no_backing(draft: Draft) -> bool:
    """Does the model take a clause for pressure, or for a sanction that bears on no tie?"""
    sanction = draft.labels["event_type"] == EventType.SANCTION and not draft.labels["channel"]
    return sanction or draft.labels["channel"] == Channel.PRESSURE


def _withdrawn(draft: Draft) -> Draft:
    """People who leave a country cut what their own state does for it; that is no pressure."""
    why = "people or forces that leave are RETREAT, and cut the tie (PLOVER 1.3, 3.7)"
    draft = _set(draft, why, channel=Channel.FORCES, effect=draft.labels["effect"] or Effect.CUTS)
    return _typed(draft, EventType.RETREAT, "withdraw", why)


def _standing(draft: Draft) -> Draft:
    """That backing is what it was is said by whoever says it; it is no withdrawal that somebody denies."""
    why = "what has not changed is a standing condition, and the tie is kept"
    draft = _set(draft, why, effect=Effect.KEEPS, status=Status.ONGOING, stance=Stance.ASSERTS)
    return _typed(draft, EventType.STATE, "", why)


def _typed(draft: Draft, event_type: EventType, mode: str, why: str) -> Draft:
    return _set(draft, why, event_type=event_type, mode=mode)


def _set(draft: Draft, why: str, **labels: str) -> Draft:
    """The draft with other labels, and why."""
    plain = {name: str(value) for name, value in labels.items()}
    return replace(draft, labels={**draft.labels, **plain}, settled={**draft.settled, **dict.fromkeys(plain, why)})
