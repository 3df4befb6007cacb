"""Why a forecast is what it is: the few inputs that moved it most, in words, each with what opens it.

What an input adds to the log odds is its TreeSHAP value (Lundberg and others 2020), less what it adds for a usual tie
at the same horizon. Inputs that say the same thing at several half-lives are added up.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from backstay.records import Effect, Mover

from .chances.counting import NEVER
from .tie_marks import BUILDS_FROM, CUTS_FROM, ENDS_FROM, Tie

if TYPE_CHECKING:
    import polars
    from numpy.typing import NDArray

    Array = NDArray[Any]

SHOWN = 3
EVIDENCE_SHOWN = 3
LEAST = 0.02
"""Log odds below which an input moved nothing worth a line."""

_OWN = {
    "builds": "what built this tie",
    "keeps": "what kept this tie up",
    "frets": "friction in this channel",
    "cuts": "cuts of this tie",
    "ends": "endings of this tie",
    "builds elsewhere": "what the backer does for the client in other channels",
    "frets elsewhere": "friction between the two in other channels",
    "cuts elsewhere": "cuts, pressure and conflict between the two in other channels",
}
_OTHER = {
    "answer back": "how often the client did the same to the backer",
    "source answers": "how often the backer does this to anybody",
    "target answers": "how often this happens to the client, whoever does it",
    "source share": "the share of the backer's acts in this channel that are of this kind",
    "target share": "the share of acts towards the client in this channel that are of this kind",
    "share": "the share of this tie's news that is of this kind",
    "all": "how much is said of this tie",
    "all back": "how much the client does in return",
    "source all": "how active the backer is in this channel",
    "target all": "how much the client is in the news of this channel",
    "evidence": "how much is known of this tie",
    "volume": "how much news the ledger holds at all",
    "since answer": "the time since this last happened",
    "since any": "the time since the last news of this tie",
    "since answer back": "the time since the client last did the same",
    "horizon": "the length of the horizon",
}
_QUIET = {"horizon", "volume"}
"""Inputs that are the same for every tie: no reasons."""
_PUSHES = {
    "builds": (BUILDS_FROM, 2.0),
    "keeps": (0.0, BUILDS_FROM),
    "frets": (CUTS_FROM, 0.0),
    "cuts": (-2.0, CUTS_FROM),
    "ends": (-2.0, ENDS_FROM),
}
"""Which signals an input was made from, by push: from the first number on, and below the second."""
_TIES_OWN = {"answer", "bayes", "expected"}
_OF_THE_ANSWER = {*_TIES_OWN, "answer back", "source answers", "target answers", "since answer", "since answer back"}
"""Inputs that are about what the question asks for; first those that say it of the tie itself."""
_SHARES = {"share", "source share", "target share"}
"""Inputs that hold what the question asks for against all there is."""
DAYS = 730
"""How far back evidence is looked for."""


def movers(
    frame: polars.DataFrame,
    tie: Tie,
    effect: Effect,
    names: Sequence[str],
    inputs: Array,
    shares: Array,
    made: date,
) -> tuple[Mover, ...]:
    """The `SHOWN` things that moved a forecast of `effect` most. `shares`: by input, beyond those of a usual tie."""
    sums: dict[str, float] = {}
    shown: dict[str, str] = {}
    for name, share in zip(names, shares, strict=True):
        key, text = _said(name, effect)
        if key in _QUIET:
            continue
        sums[text] = sums.get(text, 0.0) + float(share)
        shown.setdefault(text, name)
    place = {name: number for number, name in enumerate(names)}
    found: list[Mover] = []
    for text, share in sorted(sums.items(), key=lambda item: (-abs(item[1]), item[0])):
        if len(found) == SHOWN or abs(share) < LEAST:
            break
        name = shown[text]
        held, of = _evidence(frame, tie, effect, name, made)
        if share > 0 and not held.height:
            continue  # "Nothing" that raises a chance is how trees split elsewhere: nobody could follow it.
        told = f"{text}: {_told(name, held, of, inputs[place[name]])}"
        found.append(Mover(told, share > 0, round(share, 3), tuple(held["id"].head(EVIDENCE_SHOWN).to_list())))
    return tuple(found)


def _said(name: str, effect: Effect) -> tuple[str, str]:
    """What an input is about, and that in words: "own cuts 40" is about cuts."""
    head = _head(name)
    if head in _TIES_OWN:
        return head, _OWN[str(effect)]
    for prefix in ("own ", "people ", "back "):
        if head.startswith(prefix):
            kind = head.removeprefix(prefix)
            text = _OWN[kind] if prefix != "back " else f"the other way round, {_OWN[kind]}"
            return kind, text
    return head, _OTHER[head]


def _head(name: str) -> str:
    return name.rstrip("0123456789").strip()


def _told(name: str, held: polars.DataFrame, of: int, value: float) -> str:
    """How much there is of what an input was made from, so that a reason can be weighed."""
    if name.startswith("since "):
        days = int(value) - 1  # counted to the morning after the day of the forecast
        return f"{days} days" if value < NEVER else "never seen"
    if not held.height:
        return f"none of {of:,} in two years" if of else "nothing in two years"
    counted = f"{held.height:,} of {of:,}" if of != held.height else f"{held.height:,}"
    return f"{counted} in two years, the last on {held['day'][0].isoformat()}"


def _evidence(frame: polars.DataFrame, tie: Tie, effect: Effect, name: str, made: date) -> tuple[polars.DataFrame, int]:
    """Day and id of the signals of two years that an input was made from, the newest first; and of how many they are a
    share, where it is one.
    """
    import polars

    backer, client, channel = tie
    column, head = polars.col, _head(name)
    pair = (column("backer") == backer) & (column("client") == client)
    if "back" in head.split():
        pair = (column("backer") == client) & (column("client") == backer)
    elif head.startswith("source"):
        pair = column("backer") == backer
    elif head.startswith("target"):
        pair = column("client") == client
    where = column("channel") != str(channel) if "elsewhere" in head else column("channel") == str(channel)
    every = frame.filter(pair & where & (column("day") > made - timedelta(days=DAYS)))
    held = every.filter(_pushes_of(head, effect))
    found = held.sort("day", "id", descending=True).select("day", "id")
    return found, every.height if head in _SHARES else found.height


def _pushes_of(head: str, effect: Effect) -> polars.Expr:
    """Which signals count for an input, by their push."""
    import polars

    kind = next((each for each in _PUSHES if each in head.split()), None)
    if head in _OF_THE_ANSWER or head in _SHARES:
        kind = str(effect)
    if kind is None:
        return polars.lit(value=True)
    low, high = _PUSHES[kind]
    if kind == "builds" and "elsewhere" in head:
        low = 0.0  # in other channels what keeps a tie counts as what builds it (`tie_marks.marks_of`)
    push = polars.col("push")
    above = push > low if kind == "frets" else push >= low
    return above & (push <= high if kind in {"cuts", "ends"} else push < high)
