"""Everything that the knowledge file, and the user's tables over it, hold on one party."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .load import Entity, Store
from .text import fold


@dataclass(frozen=True, slots=True)
class Name:
    """A way to write a party, what it is (name, abbreviation, adjective, people, capital, ...), and who has it."""

    text: str
    use: str
    source: str


@dataclass(frozen=True, slots=True)
class Post:
    """A post, or what a group was at a time. ISO days cut as far as they are known, empty where open; `seen` is the
    last day its source was looked at.
    """

    title: str
    state: str | None
    sectors: tuple[str, ...]
    since: str
    until: str
    seen: str
    source: str


@dataclass(frozen=True, slots=True)
class Relative:
    """Another party, named, and who has it that the lower of the two belongs to the upper."""

    id: str
    name: str
    kind: str
    source: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """One party. Sources are in words; `posts` latest first; `parents` from the nearest up."""

    id: str
    kind: str
    name: str
    state: str | None
    sectors: tuple[str, ...]
    source: str
    died: str | None
    names: tuple[Name, ...]
    posts: tuple[Post, ...]
    parents: tuple[Relative, ...]
    children: tuple[Relative, ...]


def dossier(store: Store, identity: str) -> Dossier | None:
    """What is held on a party, None for an id that is none."""
    n = store.number_of(identity)
    if n is None:
        return None
    entity = store.entity(n)
    above = store.parents()
    return Dossier(
        entity.id,
        entity.kind,
        entity.name,
        entity.state,
        entity.sectors,
        _source(store, entity.source),
        entity.died,
        tuple(_names(store, entity)),
        tuple(_posts(store, n)),
        tuple(_relative(store, parent, child) for child, parent in _line(n, above)),
        tuple(sorted((_relative(store, c, c) for c, p in above.items() if p == n), key=lambda r: (r.name, r.id))),
    )


def _names(store: Store, entity: Entity) -> Iterator[Name]:
    """Every name once, the party's own left out."""
    seen = {fold(entity.name)} if entity.kind == "person" else {entity.name}
    for alias in sorted(store.names_of(entity.n), key=lambda a: (a.use != "name", a.use, a.surface)):
        if alias.surface not in seen and fold(alias.surface) not in (seen if entity.kind == "person" else ()):
            seen.add(alias.surface)
            yield Name(alias.surface, alias.use, _source(store, alias.source))


def _posts(store: Store, n: int) -> Iterator[Post]:
    for role in sorted(store.roles(n), key=lambda r: (r.since or "0", r.until or "9"), reverse=True):
        source = _source(store, role.source)
        seen = "" if role.seen.startswith("9999") else role.seen  # the user's own table is never out of date
        yield Post(role.title, role.state, role.sectors, role.since, role.until, seen, source)


def _line(n: int, above: dict[int, int]) -> Iterator[tuple[int, int]]:
    """Each party of a line and its parent, upwards; a circle, which a user's table could make, ends where it closes."""
    seen = {n}
    while (parent := above.get(n)) is not None and parent not in seen:
        seen.add(parent)
        yield n, parent
        n = parent


def _relative(store: Store, n: int, child: int) -> Relative:
    """The party of a number, with the source of the link that goes up from `child`."""
    entity = store.entity(n)
    return Relative(entity.id, entity.name, entity.kind, _source(store, store.parent_source(child)))


def _source(store: Store, key: str) -> str:
    return store.sources.get(key, key)
