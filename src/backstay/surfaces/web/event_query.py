"""The filters of the list of events, as they stand in an address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from fastapi import Query

from ...records import Channel, Effect, EventType
from ...records.errors import UsageError
from .desk import day, state_code, word

if TYPE_CHECKING:
    from ...corroboration import EventFilter


@dataclass(frozen=True, slots=True)
class EventQuery:
    """Which events. `given` holds the filters as they were given, for forms and links."""

    given: dict[str, str]
    where: EventFilter


def event_query(
    *,
    state: Annotated[str, Query(description="A government in any role: code or name.")] = "",
    party: Annotated[str, Query(description="Part of the name of who does it or to whom.")] = "",
    channel: Annotated[str, Query(description="A channel of backing.")] = "",
    event_type: Annotated[str, Query(description="A PLOVER event type, or STATE.")] = "",
    source: Annotated[str, Query(description="Part of the name of any source or of an outlet.")] = "",
    backer: Annotated[str, Query(description="The state that backs: code or name.")] = "",
    client: Annotated[str, Query(description="The government that is backed: code or name.")] = "",
    effect: Annotated[str, Query(description="What happens to the tie.")] = "",
    denied: Annotated[str, Query(description="yes: only what somebody speaks against; no: only the rest.")] = "",
    since: Annotated[str, Query(description="Told on this day or later.")] = "",
    until: Annotated[str, Query(description="Told on this day or before.")] = "",
    text: Annotated[str, Query(description="Words in the quote of a claim.")] = "",
    least: Annotated[str, Query(description="At least this credence, 0 to 1.")] = "",
) -> EventQuery:
    """The filters. Raises UsageError for a word outside the vocabulary."""
    from ...corroboration import EventFilter

    given = {
        "state": state, "party": party, "channel": channel, "event_type": event_type, "source": source,
        "backer": backer, "client": client, "effect": effect, "denied": denied, "since": since, "until": until,
        "text": text, "least": least,
    }  # fmt: skip
    given = {name: value.strip() for name, value in given.items() if value.strip()}
    where = EventFilter(
        state=state_code(state),
        party=given.get("party"),
        channel=word(Channel, given.get("channel"), "channel"),
        event_type=word(EventType, given.get("event_type", "").upper() or None, "event type"),
        source=given.get("source"),
        backer=state_code(backer),
        client=state_code(client),
        effect=word(Effect, given.get("effect"), "effect"),
        since=day(since, "since"),
        until=day(until, "until"),
        text=given.get("text"),
        denied=_yes(given.get("denied")),
        least=_chance(given.get("least")),
    )
    return EventQuery(given, where)


def _yes(value: str | None) -> bool | None:
    if value not in (None, "yes", "no"):
        raise UsageError(f'"{value}" is neither yes nor no.', hint="Leave it out for all events.")
    return None if value is None else value == "yes"


def _chance(value: str | None) -> float | None:
    if value is None:
        return None
    try:
        chance = float(value)
    except ValueError:
        chance = -1.0
    if not 0 <= chance <= 1:
        raise UsageError(f'"{value}" is no chance.', hint="Write a number from 0 to 1, such as 0.8.")
    return chance
