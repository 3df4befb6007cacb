"""Filters as SQL conditions. What a user gives only ever travels as a parameter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from .views import ClaimFilter


@dataclass(slots=True)
class Conditions:
    """Conditions that must all hold, with their parameters in the order of the question marks."""

    parts: list[str] = field(default_factory=list)
    parameters: list[Any] = field(default_factory=list)

    def add(self, condition: str, *parameters: Any) -> None:
        self.parts.append(condition)
        self.parameters.extend(parameters)

    def has(self, columns: Sequence[str], part: str) -> None:
        """Does any of the columns contain `part`, whatever the case?"""
        either = " OR ".join(f"contains(lower({column}), lower(?))" for column in columns)
        self.add(f"({either})", *[part] * len(columns))

    def begins(self, column: str, prefix: str) -> None:
        """Does the id in `column` begin with `prefix`? Ids are hexadecimal: the bounds let files be passed over."""
        self.add(f"({column} >= ? AND {column} < ? AND starts_with({column}, ?))", prefix, prefix + "g", prefix)

    @property
    def sql(self) -> str:
        return " WHERE " + " AND ".join(self.parts) if self.parts else ""


def known_reports(as_of: date | None) -> Conditions:
    """Over `reports r`: what was known on a day, that is reports published, or else retrieved, on or before it."""
    conditions = Conditions()
    if as_of is not None:
        conditions.add("r.known <= ?", as_of)
    return conditions


def known_claims(as_of: date | None) -> Conditions:
    """Over `claims c`: claims of the reports that were known on a day."""
    conditions = Conditions()
    if as_of is not None:
        undated = "c.report IN (SELECT r.id FROM ledger.reports r WHERE r.published IS NULL AND r.known <= ?)"
        conditions.add(f"(c.published <= ? OR (c.published IS NULL AND {undated}))", as_of, as_of)
    return conditions


def claim_conditions(where: ClaimFilter, as_of: date | None) -> Conditions:
    """Conditions over `claims c` alone, so that a page of claims is found before anything is joined."""
    conditions = known_claims(as_of)
    equal = {
        "c.channel": where.channel,
        "c.event_type": where.event_type,
        "c.backer": where.backer,
        "c.client": where.client,
        "c.effect": where.effect,
        "c.report": where.report,
        "c.place_id": where.place_id,
    }
    for column, value in equal.items():
        if value is not None:
            conditions.add(f"{column} = ?", str(value))
    for state in (where.state, where.other):
        if state is not None:
            conditions.add("? IN (c.actor_state, c.recipient_state, c.backer, c.client)", state)
    if where.tied:
        conditions.add("c.backer IS NOT NULL AND c.client IS NOT NULL")
    if where.pressure is not None:
        conditions.add("(c.channel IS NOT DISTINCT FROM 'pressure') = ?", where.pressure)
    if where.denied is not None:
        conditions.add("(c.stance = 'denies') = ?", where.denied)
    if where.party is not None:
        conditions.has(("c.actor_entity", "c.actor", "c.recipient_entity", "c.recipient"), where.party)
    if where.party_id is not None:
        conditions.add("? IN (c.actor_id, c.recipient_id)", where.party_id)
    _has_words(conditions, where)
    _between(conditions, "c.published", where.since, where.until)
    return conditions


def _has_words(conditions: Conditions, where: ClaimFilter) -> None:
    if where.source is not None:
        named = "c.id IN (SELECT s.claim FROM ledger.sources s WHERE contains(lower(s.name), lower(?)))"
        outlet = "c.report IN (SELECT r.id FROM ledger.reports r WHERE contains(lower(r.outlet), lower(?)))"
        conditions.add(f"({named} OR {outlet})", where.source, where.source)
    for word in (where.text or "").split():
        conditions.has(("c.quote",), word)


def report_conditions(
    outlet: str | None, since: date | None, until: date | None, text: str | None, as_of: date | None
) -> Conditions:
    """Conditions over `reports r`: part of the outlet's name, publication days, words in the title or the text."""
    conditions = known_reports(as_of)
    if outlet is not None:
        conditions.has(("r.outlet",), outlet)
    for word in (text or "").split():
        # a search that ignores case takes half the time of lowering every text
        inside = "r.id IN (SELECT t.report FROM ledger.texts t WHERE regexp_matches(t.text, regexp_escape(?), 'i'))"
        conditions.add(f"(contains(lower(r.title), lower(?)) OR {inside})", word, word)
    _between(conditions, "r.published", since, until)
    return conditions


def _between(conditions: Conditions, day: str, since: date | None, until: date | None) -> None:
    if since is not None:
        conditions.add(f"{day} >= ?", since)
    if until is not None:
        conditions.add(f"{day} <= ?", until)


def page(limit: int | None, offset: int) -> str:
    """LIMIT and OFFSET, from whole numbers only."""
    return ("" if limit is None else f" LIMIT {max(0, int(limit))}") + (f" OFFSET {int(offset)}" if offset > 0 else "")
