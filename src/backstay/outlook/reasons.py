"""Why a forecast is what it is: the few inputs that moved it most, in words, each with what opens it.

What an input adds to the log odds is its TreeSHAP value (Lundberg and others 2020). Inputs that say the same thing at
several half-lives are added up.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from backstay.records import Channel, Mover

if TYPE_CHECKING:
    import polars
    from numpy.typing import NDArray

    Array = NDArray[Any]

SHOWN = 3
EVIDENCE_SHOWN = 3
LEAST = 0.02
"""Log odds below which an input moved nothing worth a line."""

_OWN = {
    "builds": "what built this tie lately",
    "keeps": "what kept this tie up lately",
    "frets": "friction in this channel lately",
    "cuts": "cuts of this tie lately",
    "ends": "endings of this tie lately",
    "builds elsewhere": "what the backer does for the client in other channels",
    "frets elsewhere": "friction between the two in other channels",
    "cuts elsewhere": "cuts, pressure and conflict between the two in other channels",
}
_OTHER = {
    "answer": "how often this happened to this tie",
    "answer back": "how often the client did the same to the backer",
    "source answers": "how often the backer does this to anybody",
    "target answers": "how often this happens to the client, whoever does it",
    "source share": "the share of the backer's acts that are of this kind",
    "target share": "the share of acts towards the client that are of this kind",
    "share": "the share of this tie's news that is of this kind",
    "bayes": "how often this happened to this tie",
    "expected": "how often this happened to this tie",
    "all": "how much is said of this tie",
    "all back": "how much the client does in return",
    "source all": "how active the backer is",
    "target all": "how much the client is in the news",
    "evidence": "how much is known of this tie",
    "volume": "how much news the ledger holds at all",
    "since answer": "the time since this last happened",
    "since any": "the time since the last news of this tie",
    "since answer back": "the time since the client last did the same",
    "horizon": "the length of the horizon",
}
_QUIET = {"horizon", "volume"}
"""Inputs that are the same for every tie: no reasons."""
_SIGN = {"builds": 1, "keeps": 1, "frets": -1, "cuts": -1, "ends": -1}


def movers(
    frame: polars.DataFrame,
    tie: tuple[str, str, Channel],
    names: Sequence[str],
    inputs: Array,
    shares: Array,
    made: date,
) -> tuple[Mover, ...]:
    """The `SHOWN` things that moved a forecast most, largest first."""
    sums: dict[str, float] = {}
    shown: dict[str, str] = {}
    for name, share in zip(names, shares[:-1], strict=True):
        key, text = _said(name)
        if key in _QUIET:
            continue
        sums[text] = sums.get(text, 0.0) + float(share)
        shown.setdefault(text, name)
    largest = sorted(sums.items(), key=lambda item: (-abs(item[1]), item[0]))[:SHOWN]
    place = {name: number for number, name in enumerate(names)}
    return tuple(
        Mover(
            _with_value(text, shown[text], inputs, place),
            share > 0,
            round(share, 3),
            _evidence(frame, tie, shown[text], made),
        )
        for text, share in largest
        if abs(share) >= LEAST
    )


def _said(name: str) -> tuple[str, str]:
    """What an input is about, and that in words: "own cuts 40" is about cuts."""
    head = name.rstrip("0123456789").strip()
    for prefix in ("own ", "people ", "back "):
        if head.startswith(prefix):
            kind = head.removeprefix(prefix)
            text = _OWN[kind] if prefix != "back " else f"the other way round: {_OWN[kind]}"
            return kind, text
    return head, _OTHER[head]


def _with_value(text: str, name: str, inputs: Array, place: dict[str, int]) -> str:
    """A text with its number where that says something by itself."""
    if name.startswith("since "):
        days = int(inputs[place[name]])
        return f"{text} ({days} days)" if days < 3000 else f"{text} (never seen)"
    return text


def _evidence(frame: polars.DataFrame, tie: tuple[str, str, Channel], name: str, made: date) -> tuple[str, ...]:
    """Ids of the latest signals that an input was made from, the newest first."""
    import polars

    backer, client, channel = tie
    column = polars.col
    pair = (column("backer") == backer) & (column("client") == client)
    if "back" in name.split():
        pair = (column("backer") == client) & (column("client") == backer)
    elif name.startswith("source"):
        pair = column("backer") == backer
    elif name.startswith("target"):
        pair = column("client") == client
    where = column("channel") != str(channel) if "elsewhere" in name else column("channel") == str(channel)
    kind = next((kind for kind in _SIGN if f" {kind} " in f"{name} "), None)
    sign = (column("push") * _SIGN[kind] >= 0) if kind else polars.lit(True)
    held = frame.filter(pair & where & sign & (column("day") > made - timedelta(days=730)))
    return tuple(held.sort("day", "id", descending=True)["id"].head(EVIDENCE_SHOWN).to_list())
