"""What is watched, and the alerts that its breaks raised."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends

from ..desk import Desk, desk
from ..models import AlertOut, WatchedOut, WatchOut

ALERTS_SHOWN = 200


def watch(at: Annotated[Desk, Depends(desk)]) -> WatchOut:
    """What is watched, and its alerts, latest first. Alerts are raised when `backstay watch` runs."""
    from ....ties.watchlist import load
    from ...alert_words import sentence, title

    watchlist = load(at.ledger.path)
    known = [each for each in watchlist.raised if at.as_of is None or each.alert.found <= at.as_of]
    latest = sorted(known, key=lambda each: (each.alert.found, each.raised, each.alert.id), reverse=True)
    return WatchOut(
        as_of=at.as_of,
        watched=[
            WatchedOut(client=each.client, backer=each.backer, channel=each.channel, since=each.since)
            for each in watchlist.watched
        ],
        total=len(latest),
        alerts=[
            AlertOut(
                id=each.alert.id,
                title=title(each.alert),
                text=sentence(each.alert),
                backer=each.alert.broken.backer,
                client=each.alert.broken.client,
                channel=each.alert.broken.channel,
                effect=each.alert.broken.effect,
                first=each.alert.broken.first,
                last=each.alert.broken.last,
                found=each.alert.found,
                probability=each.alert.broken.probability,
                evidence=list(each.alert.broken.evidence),
                raised=each.raised,
            )
            for each in latest[:ALERTS_SHOWN]
        ],
    )
