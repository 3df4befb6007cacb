"""How keys are put together, and what a party's name says: its country and its sector."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

PARTY = 24  # bits for a party; a relation with its direction has 12
RELATION = 12

_BRACKETED = re.compile(r"^(.*?)[ _]\(([^()]+)\)$")


def key3(first: Ints, relation: Ints, last: Ints) -> Ints:
    """(party or group, relation, party or group)."""
    return (((first << RELATION) | relation) << PARTY) | last


def key_pair(first: Ints, last: Ints) -> Ints:
    """(party or group, party or group)."""
    return (first << PARTY) | last


def key_profile(first: Ints, last: Ints, relation: Ints) -> Ints:
    """(party, party, relation): the events of one pair lie side by side."""
    return (key_pair(first, last) << RELATION) | relation


def last_party(key: Ints) -> Ints:
    """The last part of `key3` and `key_pair`."""
    return key & ((1 << PARTY) - 1)


class NameParts:
    """Country and sector of each party as small numbers; 0 where its name does not say.

    "Police (India)" has the sector Police and the country India. A name that others bear in brackets is a country
    itself, with sector 1.
    """

    def __init__(self) -> None:
        import numpy as np

        self.country: Ints = np.zeros(0, np.int64)
        self.sector: Ints = np.zeros(0, np.int64)
        self.countries: dict[str, int] = {}
        self.sectors: dict[str, int] = {}
        self._plain: dict[str, int] = {}

    def extend(self, names: Sequence[str]) -> None:
        """Take in more parties, numbered on from those known."""
        import numpy as np

        begin = len(self.country)
        more = np.zeros(len(names), np.int64)
        self.country, self.sector = np.concatenate([self.country, more]), np.concatenate([self.sector, more])
        for number, name in enumerate(names, begin):
            match = _BRACKETED.match(name)
            if match:
                self.sector[number] = self.sectors.setdefault(match.group(1), len(self.sectors) + 2)
                self.country[number] = self.countries.setdefault(match.group(2), len(self.countries) + 1)
            else:
                self._plain[name] = number
        for name in self._plain.keys() & self.countries.keys():
            self.country[self._plain[name]], self.sector[self._plain[name]] = self.countries[name], 1
