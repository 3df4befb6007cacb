"""The filters of the list of breaks, as they stand in an address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated

from fastapi import Query

from ...records import Channel, Effect
from .desk import day, state_code, word

if TYPE_CHECKING:
    from ...records import Break


@dataclass(frozen=True, slots=True)
class BreakQuery:
    """Which breaks. `given` holds the filters as they were given, for forms."""

    given: dict[str, str]
    client: str | None
    backer: str | None
    channel: Channel | None
    effect: Effect | None
    since: date | None

    def lets_through(self, each: Break) -> bool:
        """Does a break pass? One that may have fallen on a day from `since` on does."""
        wanted = (
            (self.client, each.client), (self.backer, each.backer),
            (self.channel, each.channel), (self.effect, each.effect),
        )  # fmt: skip
        return all(want is None or want == is_ for want, is_ in wanted) and (self.since or each.last) <= each.last


def break_query(
    *,
    client: Annotated[str, Query(description="The government that is backed: code or name.")] = "",
    backer: Annotated[str, Query(description="The state that backs: code or name.")] = "",
    channel: Annotated[str, Query(description="A channel of backing.")] = "",
    effect: Annotated[str, Query(description="builds or cuts.")] = "",
    since: Annotated[str, Query(description="May have fallen on this day or later.")] = "",
) -> BreakQuery:
    """The filters. Raises UsageError for a word outside the vocabulary."""
    given = {"client": client, "backer": backer, "channel": channel, "effect": effect, "since": since}
    given = {name: value.strip() for name, value in given.items() if value.strip()}
    return BreakQuery(
        given,
        state_code(client),
        state_code(backer),
        word(Channel, given.get("channel"), "channel"),
        word(Effect, given.get("effect"), "effect"),
        day(since, "since"),
    )
