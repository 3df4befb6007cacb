"""Puts a user's own rows over the knowledge file in memory: the file itself stays as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .load import Alias, Entity, Role, Store
from .own import OwnRow
from .text import fold

OWN = "own"
_LATEST = "9999-12-31"  # the user answers for the row: it is as new as the day that is asked for


def merge(store: Store, rows: Sequence[OwnRow]) -> None:
    """Adds parties, names, places and posts; whoever is known already gets the names and posts, and stays himself."""
    store.sources.setdefault(OWN, "your own table")
    numbers: dict[str, int] = {}
    for row in rows:
        if row.kind == "place":
            state = next(e.n for e in store.entities.values() if e.kind == "state" and e.id == row.state)
            for name in (row.name, *row.aliases):
                store.aliases.setdefault(fold(name), []).append(Alias(name, state, "place", OWN))
            continue
        n = numbers.get(row.name)
        if n is None:
            n = numbers[row.name] = _number(store, row)
        _name(store, row, n)
        if row.title:
            role = Role(row.title, row.state, row.sectors or ("GOV",), 0, row.since, row.until, _LATEST, OWN)
            store.added.roles.setdefault(n, []).append(role)
    _parents(store, rows, numbers)


def _parents(store: Store, rows: Sequence[OwnRow], numbers: Mapping[str, int]) -> None:
    """A parent is another party of the table, or one that the file knows by that name."""
    for row in rows:
        known = store.aliases.get(fold(row.parent), ())
        above = numbers.get(row.parent, known[0].n if known else None)
        if row.parent and above is not None and row.name in numbers:
            store.added.parents[numbers[row.name]] = above


def _number(store: Store, row: OwnRow) -> int:
    """The number of the party: that of the file's one of this name and state, or a new one below zero."""
    key = fold(row.name)
    known = store.by_full_name(key) if row.kind == "person" else tuple(a.n for a in store.aliases.get(key, ()))
    for n in known:
        if store.entity(n).kind == row.kind and store.entity(n).state == row.state:
            return n
    n = -1 - len(store.added.names)
    store.added.names.append(row.name)
    sectors = row.sectors or ("GOV",)
    identity = f"{OWN}:{row.kind}:{key.replace(' ', '-')}"
    store.entities[n] = Entity(n, identity, row.kind, row.name, row.state, sectors, OWN, None)
    return n


def _name(store: Store, row: OwnRow, n: int) -> None:
    for name in (row.name, *row.aliases):
        key = fold(name)
        if row.kind != "person":
            if not any(a.n == n for a in store.aliases.get(key, ())):
                store.aliases.setdefault(key, []).append(Alias(name, n, "name", OWN))
            continue
        words = key.split()
        if n not in store.added.full.setdefault(key, []):
            store.added.full[key].append(n)
        store.added.openings[words[0]] = max(store.added.openings.get(words[0], 0), len(words))
        parts = store.added.parts.setdefault(words[-1], [])
        if (n, 2) not in parts:
            parts.append((n, 2))
