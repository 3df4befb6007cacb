"""The ties of the world, as a matrix and, the strongest of them, as a network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Depends, Query

from ....records import Channel
from ....records.errors import UsageError
from ..desk import Desk, desk, knowledge, word
from ..models import MatrixCell, MatrixOut, NetworkOut, NetworkTie
from ..tie_charts import matrix
from ..tie_network import channel_name, drawing

if TYPE_CHECKING:
    from ....ledger import Ledger
    from ....ties.standing import Standing
    from ....ties.world import Pair, World

STRONGEST = 40
"""Ties in the network unless the reader asks for another number."""
CELLS_SHOWN = 400
"""Ties in the world's table, the firmest and the most strained first."""


def world(
    at: Annotated[Desk, Depends(desk)],
    channel: Annotated[str, Query(description="The network of this channel alone; empty: all channels netted.")] = "",
    strongest: Annotated[int, Query(ge=10, le=60, description="Ties in the network, at most.")] = STRONGEST,
) -> MatrixOut:
    """Every backer and client, all channels netted: the level of each tie that is known."""
    chosen = word(Channel, channel, "channel")
    return _matrix(at, standings(at), chosen, strongest)


def standings(at: Desk) -> World | None:
    """Where every tie stands; None where nothing moves a tie."""
    from ....ties.world import World

    return at.kept("world", work_out=lambda: _world(at.ledger), slow=True, form=World | None)


def world_extras(view: MatrixOut) -> dict[str, Any]:
    """The network as it is drawn, and the channels to choose from."""
    return {"drawn": drawing(view.network.ties), "channel_name": channel_name}


def world_chart(at: Annotated[Desk, Depends(desk)]) -> dict[str, Any]:
    """The world's ties as a matrix."""
    return matrix(world(at))


def _world(ledger: Ledger) -> World | None:
    """Where every tie stands; None where nothing moves a tie."""
    from ....ties.world import world

    try:
        return world(ledger)
    except UsageError:
        return None


def _matrix(at: Desk, found: World | None, channel: str | None, strongest: int) -> MatrixOut:
    pairs = found.pairs if found else ()
    known = sorted((pair for pair in pairs if pair.net.known), key=lambda pair: _strength(pair, pair.net))
    return MatrixOut(
        as_of=at.as_of,
        until=found.until if found else None,
        cells=[_cell(at, pair) for pair in known[:CELLS_SHOWN]],
        not_known=len(pairs) - len(known),
        network=_network(at, known if channel is None else list(pairs), channel, strongest),
    )


def _strength(pair: Pair, here: Standing) -> tuple[float, str, str]:
    return -abs(here.level), pair.backer, pair.client


def _cell(at: Desk, pair: Pair) -> MatrixCell:
    return MatrixCell(
        backer=pair.backer,
        backer_name=knowledge().state_name(pair.backer),
        client=pair.client,
        client_name=knowledge().state_name(pair.client),
        level=round(pair.net.level, 3),
        interval80=(round(pair.net.low, 3), round(pair.net.high, 3)),
        trend=str(pair.net.trend),
        arrow=pair.net.arrow,
        signals=pair.signals,
        address=at.link(f"/states/{pair.client}/ties"),
    )


def _network(at: Desk, pairs: list[Pair], channel: str | None, strongest: int) -> NetworkOut:
    """The strongest ties: by the net level, or by that of one channel."""
    if channel is None:
        lines = [(pair, _foremost(pair), pair.net) for pair in pairs]
    else:
        lines = [(pair, channel, here) for pair in pairs for name, here in pair.channels if name == channel]
        lines = sorted((line for line in lines if line[2].known), key=lambda line: _strength(line[0], line[2]))
    ties = [_line(at, *line) for line in lines[:strongest]]
    return NetworkOut(channel=channel, strongest=strongest, total=len(lines), ties=ties)


def _foremost(pair: Pair) -> str | None:
    """The channel that stands farthest from nought on the side on which the tie stands."""
    same = (name for name, here in pair.channels if here.known and (here.level >= 0) == (pair.net.level >= 0))
    return next(same, None)


def _line(at: Desk, pair: Pair, channel: str | None, here: Standing) -> NetworkTie:
    return NetworkTie(
        backer=pair.backer,
        backer_name=knowledge().state_name(pair.backer),
        backer_address=at.link(f"/backers/{pair.backer}"),
        client=pair.client,
        client_name=knowledge().state_name(pair.client),
        client_address=at.link(f"/states/{pair.client}/ties"),
        channel=channel,
        level=round(here.level, 3),
        interval80=(round(here.low, 3), round(here.high, 3)),
        trend=str(here.trend),
        arrow=here.arrow,
        signals=pair.signals,
        address=at.link(f"/states/{pair.client}/ties") + f"#{pair.backer}-{channel or 'all'}",
    )
