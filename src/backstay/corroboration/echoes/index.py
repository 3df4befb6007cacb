"""Which reports share text with which: an index that holds any number, takes more at any time, and keeps on disk.

Memory: about 12 bytes a fingerprint and 4 a word, so 1,000,000 reports of 400 words take some 3 GB; their texts are not
kept. Any 12 words in a row that two texts share lead from one to the other (see `words.py`). A text that is
copied more than `NEAREST` times is linked to its nearest earlier kin, at most `NEAREST` of them, which is enough to put
all copies into one group.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ...records import Echo
from ...records.errors import UsageError
from .overlap import share
from .segment import Segment
from .words import fingerprints, words_of

if TYPE_CHECKING:
    from .words import Hashes, Places, Words

LEAST_SHARE = 0.3
"""Part of the shorter text, word for word, from which two texts count as echoes of each other."""
NEAREST = 10
"""Earlier texts at most that one text is compared with in full and linked to: those that share most fingerprints."""

_FORM = 1
_CHUNK = 20_000
_HINTED = 0.5
"""Share of common fingerprints, as a part of the share asked for, from which two texts are compared in full."""


class EchoIndex:
    """Reports by what their texts share. `least` is the share of the shorter text that counts, 0..1."""

    def __init__(self, least: float = LEAST_SHARE) -> None:
        if not 0.0 < least <= 1.0:
            raise UsageError(f"{least:g} is no share of a text", hint="Give a number above 0 and at most 1.")
        self.least = least
        self.ids: list[str] = []
        self._known: dict[str, int] = {}
        self._words: list[Words] = []
        self._prints: list[int] = []
        self._segments: list[Segment] = []
        self._links: list[tuple[int, int, float]] = []

    def __len__(self) -> int:
        return len(self.ids)

    def add(self, ids: Sequence[str], texts: Sequence[str]) -> list[Echo]:
        """Take reports in, the earliest first; gives the pairs that they make with each other and with those before.

        `Echo.other` is the one that came in earlier. An id that is known already is passed over. Passages are left for
        `passages` to find. Takes about 2 milliseconds a report of 400 words, however many are held.
        """
        before = len(self._links)
        for start in range(0, len(ids), _CHUNK):
            self._take(ids[start : start + _CHUNK], texts[start : start + _CHUNK])
        return [self._echo(link) for link in self._links[before:]]

    def echoes(self) -> Iterator[Echo]:
        """Every pair found so far, in the order in which the later report of each came in."""
        return map(self._echo, self._links)

    def groups(self, least: float | None = None) -> list[list[str]]:
        """Reports joined by pairs with at least this share, over any number of steps; those on their own left out.

        Groups in the order of their first report, each in the order in which its reports came in.
        """
        import numpy as np
        from scipy.sparse import coo_array
        from scipy.sparse.csgraph import connected_components

        bound = self.least if least is None else least
        links = [(one, other) for one, other, part in self._links if part >= bound]
        if not links:
            return []
        ends = np.array(links, dtype=np.int64)
        size = len(self.ids)
        graph = coo_array((np.ones(len(ends), dtype=np.int8), (ends[:, 0], ends[:, 1])), shape=(size, size))
        label = connected_components(graph, directed=False)[1]
        found: dict[int, list[str]] = {}
        for place in np.unique(ends).tolist():
            found.setdefault(int(label[place]), []).append(self.ids[place])
        return list(found.values())

    def save(self, folder: Path) -> None:
        """Keep the index in a folder, made if it is not there. An older one there is written over."""
        import numpy as np

        folder.mkdir(parents=True, exist_ok=True)
        for number, segment in enumerate(self._segments):
            segment.save(folder, f"segment-{number}")
        sizes = np.array([len(each) for each in self._words], dtype=np.int64)
        np.save(folder / "words.npy", np.concatenate(self._words) if self._words else np.zeros(0, dtype=np.uint32))
        np.save(folder / "sizes.npy", sizes)
        np.save(folder / "prints.npy", np.array(self._prints, dtype=np.int32))
        np.save(folder / "links.npy", np.array(self._links, dtype=np.float64).reshape(-1, 3))
        (folder / "ids.txt").write_text("".join(f"{each}\n" for each in self.ids), encoding="utf-8")
        about = {"form": _FORM, "least": self.least, "segments": len(self._segments), "reports": len(self.ids)}
        (folder / "index.json").write_text(json.dumps(about), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> EchoIndex:
        """The index that `save` kept; its fingerprints stay on disk until they are asked for. Raises UsageError."""
        import numpy as np

        try:
            about = json.loads((folder / "index.json").read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise UsageError(f"there is no index of echoes in {folder}", hint="Make it with EchoIndex.save.") from error
        if about.get("form") != _FORM:
            raise UsageError(f"the index in {folder} was made by another Backstay", hint="Make it anew.")
        index = cls(about["least"])
        index.ids = (folder / "ids.txt").read_text(encoding="utf-8").splitlines()
        index._known = {each: place for place, each in enumerate(index.ids)}
        whole, sizes = np.load(folder / "words.npy", mmap_mode="r"), np.load(folder / "sizes.npy")
        ends = np.cumsum(sizes).tolist()
        index._words = [whole[end - size : end] for end, size in zip(ends, sizes.tolist(), strict=True)]
        index._prints = np.load(folder / "prints.npy").tolist()
        index._links = [(int(a), int(b), part) for a, b, part in np.load(folder / "links.npy").tolist()]
        index._segments = [Segment.load(folder, f"segment-{number}") for number in range(about["segments"])]
        return index

    def _echo(self, link: tuple[int, int, float]) -> Echo:
        later, earlier, part = link
        return Echo(self.ids[later], self.ids[earlier], part)

    def _take(self, ids: Sequence[str], texts: Sequence[str]) -> None:
        import numpy as np

        first = len(self.ids)
        new: list[Words] = []
        for each, text in zip(ids, texts, strict=True):
            if each not in self._known:
                self._known[each] = len(self.ids)
                self.ids.append(each)
                new.append(words_of(text))
        hashes, owners = fingerprints(new)
        counts = np.bincount(owners, minlength=len(new))
        self._words += new
        self._prints += counts.tolist()
        own = Segment.build(hashes, owners + first)
        for later, earlier in self._candidates(own, hashes, owners, first, len(new)):
            part = share(self._words[later], self._words[earlier], self.least)
            if part >= self.least:
                self._links.append((later, earlier, part))
        self._keep(own)

    def _candidates(
        self, own: Segment, hashes: Hashes, owners: Places, first: int, count: int
    ) -> Iterator[tuple[int, int]]:
        """Pairs (later, earlier) that share enough fingerprints to be compared in full."""
        import numpy as np

        if not len(hashes):
            return
        prints = np.array(self._prints, dtype=np.int64)
        found = []
        for segment in [*self._segments, own]:
            for asked, here, shared in segment.hits(hashes, owners, count):
                later = asked + first
                least = np.minimum(prints[later], prints[here]) * (self.least * _HINTED)
                enough = (here < later) & (shared >= least)
                found.append(np.stack([later[enough], here[enough], shared[enough]]))
        later, earlier, shared = np.concatenate(found, axis=1)
        order = np.lexsort((earlier, -shared, later))
        later, earlier, shared = later[order], earlier[order], shared[order]
        firsts = np.flatnonzero(np.diff(later, prepend=-1))
        rank = np.arange(len(later)) - np.repeat(firsts, np.diff(np.append(firsts, len(later))))
        near = rank < NEAREST
        yield from zip(later[near].tolist(), earlier[near].tolist(), strict=True)

    def _keep(self, segment: Segment) -> None:
        """Put away, merged with those before that are not much larger: few segments, each text merged few times."""
        self._segments.append(segment)
        while len(self._segments) > 1 and len(self._segments[-2]) <= 2 * len(self._segments[-1]):
            later = self._segments.pop()
            self._segments.append(Segment.merged(self._segments.pop(), later))
