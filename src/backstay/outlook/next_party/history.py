"""What is known at the beginning of a day: every count that the forecast draws on, kept up to date day by day.

Events come doubled: (source, 2r, target) and (target, 2r + 1, source), so that one question, "who comes last?",
covers both directions.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ...records.errors import UsageError
from .excite import Excitement
from .lowrank import LowRank
from .parts import PARTY, RELATION, NameParts, key3, key_pair, key_profile, last_party
from .tally import Slices, Tally

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float32]

LONG = 400.0  # days: as good as for ever in a year of events
REFRESH = 7  # days between factorisations
HAWKES = (1.5, 5.0, 40.0, LONG)
OWN_HAWKES = (2.0, 15.0)


class History:
    """All events of the days given to `update`, as fading counts over many keys."""

    def __init__(self, names: Sequence[str], relations: int) -> None:
        import numpy as np

        self._np = np
        self.parts = NameParts()
        self.day = 0
        self.relations = 0
        self.triple = Tally((3, 12, 50, LONG))  # (s, r, c)
        self.pair = Tally((2, 8, 30, LONG))  # (s, c)
        self.profile = Tally(HAWKES)  # (s, c, r)
        self.of_relation = Tally((3, 20, LONG))  # (r, c)
        self.popular = Tally((1, 7, 30, LONG))  # c
        self.home_relation = Tally((3, 12, 100))  # (country of s, r, c)
        self.home = Tally((2, 8, 100))  # (country of s, c)
        self.sector_relation = Tally((60,))  # (sector of s, r, c)
        self.totals = Tally((8, LONG))  # (s, r)
        self.groups = Tally((60, 6))  # see `_grouped`
        self.repeats = Tally((60,))  # how often a party, or a relation, comes back to known triples and pairs
        self.deeds = Tally(OWN_HAWKES)  # (s, r), what each party did and had done to it
        self.excitements = [Excitement(2 * relations, h) for h in HAWKES]
        self.own_excitements = [Excitement(2 * relations, h) for h in OWN_HAWKES]
        self.long_run = LowRank(64)
        self.refreshed: int | None = None
        self.country: Ints = np.zeros(0, np.int64)  # as the name says, or else as most partners' names say
        self.recent: Any = None
        self.extend(names, relations)

    @property
    def parties(self) -> int:
        """How many parties are numbered."""
        return len(self.parts.country)

    def extend(self, names: Sequence[str], relations: int = 0) -> None:
        """Number more parties (and relations, doubled) on from those known. Raises UsageError for too many."""
        np = self._np
        if self.parties + len(names) >= 1 << PARTY or 2 * relations >= 1 << RELATION:
            raise UsageError(
                f"{self.parties + len(names):,} parties in {relations:,} kinds of events are too many",
                hint=f"At most {(1 << PARTY) - 1:,} parties and {(1 << (RELATION - 1)) - 1:,} kinds can be told apart.",
            )
        self.parts.extend(names)
        self.long_run.extend(self.parties)
        self.relations = max(self.relations, 2 * relations)
        for each in (*self.excitements, *self.own_excitements):
            each.extend(self.relations)
        fresh = self.parts.country[len(self.country) :]
        self.country = np.concatenate([self.country, fresh])
        self.recent = None

    def update(self, day: int, source: Ints, relation: Ints, target: Ints) -> None:
        """Take in the events of one day, each once. `relation` is not yet doubled."""
        np = self._np
        s = np.concatenate([source, target])
        r = np.concatenate([2 * relation, 2 * relation + 1])
        c = np.concatenate([target, source])
        self._learn(day, s, r, c)
        self._repeated(day, s, r, c)
        self.triple.add(day, key3(s, r, c))
        self.pair.add(day, key_pair(s, c))
        self.profile.add(day, key_profile(s, c, r))
        self.of_relation.add(day, key_pair(r, c))
        self.popular.add(day, c)
        home, sector = self.country[s], self.parts.sector[s]
        self.home_relation.add(day, key3(home, r, c))
        self.home.add(day, key_pair(home, c))
        self.sector_relation.add(day, key3(sector, r, c))
        self.totals.add(day, key_pair(s, r))
        self.deeds.add(day, key_pair(s, r))
        for key in self.group_keys(s, r, c):
            self.groups.add(day, key)
        self.day = max(self.day, day)
        self.recent = None
        if self.refreshed is None or day - self.refreshed >= REFRESH:
            self._refresh(day)

    def group_keys(self, s: Ints, r: Ints, c: Ints) -> tuple[Ints, ...]:
        """Keys of what is counted about the group that c belongs to; shapes are broadcast together."""
        home, sector = self.country[s], self.parts.sector[s]
        to, kind = self.country[c], self.parts.sector[c]
        keys = (
            key_pair(s, to),
            key3(s, r, to),
            key_pair(s, kind),
            key3(s, r, kind),
            key3(home, r, to),
            key3(sector, r, kind),
            key3(home, r, kind),
            key_pair(r + 0 * s, kind),
        )
        return tuple((key << 3) | number for number, key in enumerate(keys))

    def _repeated(self, day: int, s: Ints, r: Ints, c: Ints) -> None:
        """Count for s, r and c how many of their events came back to a known triple (1), a pair (2) or neither."""
        np = self._np
        known = (self.triple.find(key3(s, r, c)) > 0).astype(np.int64)
        known = np.where(known, 1, np.where(self.pair.find(key_pair(s, c)) > 0, 2, 0))
        for kind, key in enumerate((s, r, c)):
            self.repeats.add(day, (((key << 2) | kind) << 2) | known)
            self.repeats.add(day, (((key << 2) | kind) << 2) | 3)

    def repeat_rate(self, kind: int, key: Ints, known: int, day: int) -> Floats:
        """Share of the events of s (kind 0), r (1) or c (2) that came back to a known triple (1) or pair (2)."""
        base = ((key << 2) | kind) << 2
        part = self.repeats.at(day, self.repeats.find(base | known))[..., 0]
        whole = self.repeats.at(day, self.repeats.find(base | 3))[..., 0]
        found: Floats = (part + 0.5) / (whole + 1.0)
        return found

    def _learn(self, day: int, s: Ints, r: Ints, c: Ints) -> None:
        np = self._np
        past = self.past_of_pairs(s, c)
        faded = self.profile.at(day, past.slot)
        relation_before = past.key & ((1 << RELATION) - 1)
        for number, each in enumerate(self.excitements):
            each.learn(relation_before, r[past.group], faded[:, number], r, max(1, day - self.day))
        deeds, times = np.unique(key_pair(s, r), return_counts=True)
        party, relation = deeds >> PARTY, last_party(deeds)
        past = self.deeds.slices(key_pair(party, 0 * party), key_pair(party + 1, 0 * party))
        faded = self.deeds.at(day, past.slot) * times[past.group, None]
        for number, each in enumerate(self.own_excitements):
            each.learn(last_party(past.key), relation[past.group], faded[:, number], r, max(1, day - self.day))

    def past_of_pairs(self, s: Ints, c: Ints) -> Slices:
        """The past events of each pair, by relation."""
        pair = key_pair(s, c)
        return self.profile.slices(pair << RELATION, (pair + 1) << RELATION)

    def past_of(self, s: Ints) -> Slices:
        """The past events of each party, by partner and relation."""
        bits = PARTY + RELATION
        return self.profile.slices(s << bits, (s + 1) << bits)

    def _refresh(self, day: int) -> None:
        """Factorise anew; guess the country of parties whose name does not say it."""
        np = self._np
        self.refreshed = day
        slots, keys = self.triple.slots, self.triple.keys
        faded = self.triple.at(day, slots)
        keep = faded[:, 3] > 0.3
        keys, faded = keys[keep], faded[keep]
        self.long_run.refresh(keys >> PARTY, last_party(keys), np.log1p(faded[:, 3] + 2 * faded[:, 2]))
        pairs = self.pair.keys
        weight = self.pair.at(day, self.pair.slots)[:, 3]
        first, last = pairs >> PARTY, last_party(pairs)
        self.long_run.place(first, last, np.log1p(weight))
        unnamed = (self.parts.country[first] == 0) & (self.parts.country[last] > 0)
        width = len(self.parts.countries) + 1
        code = first[unnamed] * width + self.parts.country[last[unnamed]]
        unique, where = np.unique(code, return_inverse=True)
        total = np.bincount(where, weights=weight[unnamed])
        order = np.argsort(total, kind="stable")
        self.country = self.parts.country.copy()
        enough = order[total[order] >= 2.0]
        self.country[unique[enough] // width] = unique[enough] % width

    def expected(self, day: int, relations: Ints) -> list[Floats]:
        """Events of some relations that each party is expected to have by its own past.

        For each half-life an array (parties, relations).
        """
        from scipy.sparse import csr_matrix

        faded = self.deeds.at(day, self.deeds.slots)
        party, relation = self.deeds.keys >> PARTY, last_party(self.deeds.keys)
        found = []
        for number, each in enumerate(self.own_excitements):
            keep = faded[:, number] > 0.02
            shape = (self.parties, self.relations)
            deeds = csr_matrix((faded[keep, number], (party[keep], relation[keep])), shape=shape)
            found.append(deeds @ each.rates[:, relations])
        return found

    def circle(self) -> Any:
        """Who met whom of late, as a sparse matrix with rows that sum to 1 (half-life of the pair counts' second)."""
        np = self._np
        if self.recent is None:
            from scipy.sparse import csr_matrix

            every = self.pair.at(self.day + 1, self.pair.slots)
            self.recent = []
            for number in (0, 1):
                weight = every[:, number]
                keep = weight > 0.1
                keys, weight = self.pair.keys[keep], weight[keep]
                first = keys >> PARTY
                total = np.bincount(first, weights=weight, minlength=self.parties)
                scaled = (weight / total[first]).astype(np.float32)
                self.recent.append(csr_matrix((scaled, (first, last_party(keys))), shape=(self.parties, self.parties)))
        return self.recent
