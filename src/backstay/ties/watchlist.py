"""The watch list beside a ledger: what is watched, which alerts were raised, and where they were sent.

One small file, `watch.json` in the ledger's folder, written whole or not at all. It goes with the ledger when that is
moved. Addresses that alerts are sent to may hold passwords: only their digests are kept.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

import msgspec

from backstay.records.errors import LedgerDamaged, LedgerError

from .alerts import Alert, Watched

NAME, LOCK = "watch.json", "watch.lock"


@dataclass(frozen=True, slots=True)
class Raised:
    """An alert with the moment at which it was raised, and digests of the addresses that it was sent to."""

    alert: Alert
    raised: datetime
    sent: tuple[str, ...] = ()


@dataclass(slots=True)
class Watchlist:
    """What the file holds. `raised` is in the order in which alerts were raised."""

    watched: list[Watched] = field(default_factory=list)
    raised: list[Raised] = field(default_factory=list)

    def add(self, watched: Watched) -> None:
        """Watch; what is watched already takes the new day from which it is watched."""
        self.watched = [each for each in self.watched if not each.same_ties(watched)] + [watched]

    def remove(self, watched: Watched) -> bool:
        """Watch no longer; was it watched? Alerts that were raised stay."""
        before = len(self.watched)
        self.watched = [each for each in self.watched if not each.same_ties(watched)]
        return len(self.watched) < before

    def note(self, alerts: list[Alert], now: datetime) -> list[Raised]:
        """Take in alerts: the new ones are given back; of the others the newest knowledge of the break is kept."""
        known = {each.alert.id: number for number, each in enumerate(self.raised)}
        new = []
        for alert in alerts:
            if alert.id in known:
                number = known[alert.id]
                self.raised[number] = replace(self.raised[number], alert=alert)
            else:
                new.append(Raised(alert, now))
        self.raised += new
        return new

    def unsent(self, address: str) -> list[Raised]:
        """Alerts that were not sent to this address yet."""
        return [each for each in self.raised if digest(address) not in each.sent]

    def mark_sent(self, ids: set[str], address: str) -> None:
        """Keep that these alerts were sent."""
        mark = digest(address)
        self.raised = [
            replace(each, sent=(*each.sent, mark)) if each.alert.id in ids and mark not in each.sent else each
            for each in self.raised
        ]


def digest(address: str) -> str:
    """What is kept of an address."""
    return hashlib.sha256(address.encode()).hexdigest()[:16]


def load(ledger: Path) -> Watchlist:
    """The watch list of the ledger in this folder; an empty one where there is none. Raises LedgerDamaged."""
    path = ledger / NAME
    try:
        return msgspec.json.decode(path.read_bytes(), type=Watchlist)
    except FileNotFoundError:
        return Watchlist()
    except (OSError, msgspec.DecodeError) as error:
        raise LedgerDamaged(
            f"The watch list {path} cannot be read: {error}",
            hint=f"Delete it, and say again what to watch: backstay watch --add STATE ({NAME} holds nothing else).",
        ) from error


@contextlib.contextmanager
def editing(ledger: Path) -> Iterator[Watchlist]:
    """The watch list, to be changed within the block; kept at its end. One at a time: others wait.

    Raises LedgerDamaged for a file that is none, LedgerError where it cannot be written.
    """
    try:
        lock = os.open(ledger / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise _not_writable(ledger, error) from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        watchlist = load(ledger)
        yield watchlist
        draft = ledger / f"{NAME}.new"
        try:
            draft.write_bytes(msgspec.json.format(msgspec.json.encode(watchlist), indent=1) + b"\n")
            draft.replace(ledger / NAME)
        except OSError as error:
            raise _not_writable(ledger, error) from error
    finally:
        os.close(lock)


def _not_writable(ledger: Path, error: OSError) -> LedgerError:
    return LedgerError(
        f"The watch list of {ledger} cannot be written: {error.strerror}.",
        hint="Check who owns the ledger's folder, and that there is space.",
    )
