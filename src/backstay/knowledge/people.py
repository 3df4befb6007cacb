"""Who a person's name is, at a date: dated posts decide between people of one surname."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from .load import OURS, Entity, Role, Store
from .text import fold, plain

_SUFFIXES = {"jr", "sr", "ii", "iii", "iv"}
_PARTICLES = {"al", "el", "bin", "ibn", "abu", "de", "da", "van", "von", "der", "la", "le", "del", "dos", "di", "ul"}
NICKNAMES = {
    "mike": "michael", "joe": "joseph", "bill": "william", "bob": "robert", "jim": "james", "tom": "thomas",
    "dick": "richard", "chris": "christopher", "ted": "edward", "dan": "daniel", "tony": "anthony",
    "steve": "steven", "stephen": "steven", "rick": "richard", "ben": "benjamin", "ron": "ronald",
    "jeff": "jeffrey", "chuck": "charles", "dave": "david", "muhammad": "mohammed", "mohamed": "mohammed",
    "mohammad": "mohammed", "sergei": "sergey", "dmitri": "dmitry", "matt": "matthew", "ed": "edward",
    "liz": "elizabeth", "andy": "andrew", "greg": "gregory", "pat": "patrick",
}  # fmt: skip
_ACTIVE = {0: 0.36, 1: 0.28, 2: 0.14, 3: 0.08, 4: 0.0}
_STALE_YEARS = 3  # how long an open post is believed after its source was last seen
ACCEPT = 0.7
_OURS = OURS | {"own"}
_REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class Hit:
    """A person that a name may be, with the post that speaks for it."""

    entity: Entity
    role: Role | None
    active: bool
    score: float


@dataclass(frozen=True, slots=True)
class Ask:
    """What is known beside the name: date, states in play, a state and a sector that the title gives, words around."""

    on: date | None = None
    near: Sequence[str] = ()
    state: str | None = None
    sector: str | None = None
    context: str = ""
    title: str = ""
    former: bool = False


@lru_cache(maxsize=32768)
def name_key(name: str) -> tuple[str, ...]:
    """Folded words of a name without generation suffixes."""
    return tuple(w for w in fold(name).split() if w not in _SUFFIXES)


_FULL = 0.6
_MET = 0.3  # what it adds that the words around hold the whole name


def find_person(store: Store, name: str, ask: Ask) -> Hit | None:
    """The best person for `name`, or None where nobody fits well enough."""
    keys = name_key(name)
    if not keys:
        return None
    full = " ".join(keys)
    weighed = [(n, 0.78 if len(keys) > 1 else 0.42) for n in store.by_full_name(full)]
    if len(keys) > 1 and not weighed:
        weighed = [(n, 0.62) for n in _by_given_and_surname(store, keys)]
    weighed += [(n, 0.42 if weight == 2 else 0.25) for n, weight in store.by_part(full)]
    good = [hit for n, base in weighed if (hit := _judge(store, n, base, ask)) is not None]
    return max(good, key=lambda h: (h.score, h.entity.source in _OURS, -h.entity.n)) if good else None


def _by_given_and_surname(store: Store, keys: Sequence[str]) -> list[int]:
    rows: list[int] = []
    for size in (3, 2, 1):
        if len(keys) > size:
            rows += [n for n, weight in store.by_part(" ".join(keys[-size:])) if weight == 2]
    return [n for n in dict.fromkeys(rows) if _same_given(keys[0], keys[-1], name_key(store.entity(n).name))]


def _same_given(given: str, surname: str, other: Sequence[str]) -> bool:
    if not other:
        return False
    one, two = NICKNAMES.get(given, given), NICKNAMES.get(other[0], other[0])
    return (
        one == two
        or (min(len(one), len(two)) == 1 and one[0] == two[0])
        or (len(one) > 3 and one in other[:-1] and surname in other)
    )


def _judge(store: Store, n: int, base: float, ask: Ask) -> Hit | None:
    """How well a person fits, None where not well enough."""
    entity = store.entity(n)
    roles = store.roles(n)
    role, active = post_on(store, n, ask.on)
    score = base + _standing(role, active and not ask.former, ask)
    state = role.state if role else entity.state
    if ask.state:
        score += 0.25 if state == ask.state else -0.5
    elif state in ask.near[:4]:
        score += 0.16 if state in ask.near[:2] else 0.1
    elif base < _FULL and ask.near:
        score -= 0.1  # a bare surname of a state that the report has not named
    if _ours(roles):
        score += 0.14 if base < _FULL else 0.08  # our own table holds whom the press names without a first name
    if ask.title:
        score += 0.2 if _held_it(ask.title, roles) else 0.08
    if ask.sector and role:
        score += 0.1 if ask.sector in role.sectors else -0.08
    if score + _MET >= ACCEPT and ask.context and _met(entity.name, ask.context):
        score += _MET
    return Hit(entity, role, active, min(score, 0.99)) if score >= ACCEPT else None


def _ours(roles: Sequence[Role]) -> bool:
    return any(role.source in _OURS for role in roles)


def _met(name: str, context: str) -> bool:
    """Do the words around hold the whole name, of two words or more?"""
    words = name_key(name)
    if len(words) < 2 or (len(words[0]) > 3 and words[0] not in plain(context).replace("'", "").lower()):
        return False  # folding the context costs more than looking for the given name first
    return fold(name) in fold(context)


def _held_it(title: str, roles: Sequence[Role]) -> bool:
    """Does any post of the person carry a telling word of the title ("Secretary Clinton")?"""
    telling = _telling(title)
    return any(not telling.isdisjoint(_title_words(role.title)) for role in roles) if telling else False


@lru_cache(maxsize=8192)
def _title_words(title: str) -> frozenset[str]:
    return frozenset(fold(title).split())


@lru_cache(maxsize=8192)
def _telling(title: str) -> frozenset[str]:
    return frozenset(w for w in _title_words(title) if len(w) > 4)


def _standing(role: Role | None, active: bool, ask: Ask) -> float:
    """How much the post speaks for its holder: most while it is held, or once it is over where the text says so."""
    on = ask.on
    if role is None:
        return 0.0
    if active or on is None:
        return _ACTIVE[role.rank]
    if role.since and role.since > on.isoformat():
        soon = int(role.since[:4]) * 12 + int(role.since[5:7] or 1) - on.year * 12 - on.month <= 6
        return _ACTIVE[role.rank] * 0.6 if soon else -0.12  # named for the post, or running for it
    if ask.former:
        return _ACTIVE[role.rank]
    years = on.year - int((role.until or role.seen)[:4] or on.year)
    return _ACTIVE[role.rank] * (0.7 if years <= 4 else 0.45)


def post_on(store: Store, n: int, on: date | None) -> tuple[Role | None, bool]:
    """`role_on` for a person of the store, remembered."""
    known = store.held.get((n, on))
    if known is None:
        if len(store.held) >= _REMEMBERED:
            store.held.clear()
        known = store.held[(n, on)] = role_on(store.roles(n), on)
    return known


def role_on(roles: Sequence[Role], on: date | None) -> tuple[Role | None, bool]:
    """The post that counts on a day, and whether it is held then. Without a day, the highest post ever held.

    Where no post is held, the last high one before the day; a post known only to begin later comes last.
    """
    if not roles:
        return None, False
    if on is None:
        return min(roles, key=lambda r: r.rank), True
    day = on.isoformat()
    begun = [r for r in roles if _begun(r, day)]
    held = [r for r in begun if not _over(r, day)]
    if held:
        return max(held, key=lambda r: (-r.rank, r.source in _OURS, r.since)), True
    if begun:
        return max(begun, key=lambda r: (-r.rank, r.source in _OURS, r.until or r.seen)), False
    return min(roles, key=lambda r: r.since), False


def role_held(role: Role, on: date) -> bool:
    """Was a post held on a day, as far as its source knows?"""
    day = on.isoformat()
    return _begun(role, day) and not _over(role, day)


def _begun(role: Role, day: str) -> bool:
    return role.since <= day[: len(role.since)]


def _over(role: Role, day: str) -> bool:
    if not role.until:
        return int(day[:4]) - int(role.seen[:4] or day[:4]) > _STALE_YEARS
    return role.until < day[: len(role.until)]


def sectors_now(hit: Hit, on: date | None, *, former: bool, titled: bool = False) -> tuple[str, ...]:
    """Sectors on the day.

    Who left office counts as elite (ELI) while alive, unless the text itself gives the title; the dead stay what they
    were.
    """
    if hit.role is None:
        return hit.entity.sectors
    dead = bool(hit.entity.died and on and hit.entity.died < on.isoformat())
    later = bool(hit.role.since and on and hit.role.since > on.isoformat())
    holds = (hit.active or titled) and not former
    if (
        holds
        or dead
        or later
        or hit.role.sectors[0] not in {"GOV", "LEG", "SPY", "JUD"}
        or (hit.role.sectors[0] in {"SPY", "JUD"} and not former)
    ):
        return hit.role.sectors
    return ("ELI", *hit.role.sectors)


def unknown_since(role: Role | None, on: date | None) -> bool:
    """Is the day after the last look at an open post, so that nobody knows who held it?"""
    return bool(role and on and not role.until and role.seen and on.isoformat()[: len(role.seen)] > role.seen)


def why_person(mention: str, hit: Hit, store: Store, state_name: str, on: date | None = None) -> str:
    """In plain words, with the post, its days and its source; after the source's last look, that it is not known."""
    role = hit.role
    if role is None:
        return f"'{mention}': {hit.entity.name} ({store.sources[hit.entity.source]})"
    of = f" of {state_name}" if state_name and " of " not in role.title else ""
    who = f"'{mention}': {hit.entity.name}, {role.title}{of}"
    source = store.sources[role.source]
    if unknown_since(role, on):
        return f"{who}, last seen in office on {role.seen}, not known since ({source})"
    days = (
        f" since {role.since}"
        if role.since and not role.until
        else f" {role.since or '?'} to {role.until}"
        if role.until
        else ""
    )
    was = "" if hit.active else ", not in that post on the day"
    return f"{who}{days}{was} ({source})"
