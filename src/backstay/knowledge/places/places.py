"""The front door: toponyms of a text, and where they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .candidates import Candidate
from .company import home_of
from .gazetteer import Gazetteer
from .keys import place_key
from .outlet import Outlet
from .recognise import Mention, is_demonym, recognise
from .resolve import Located, Resolver
from .sphere import Point


class Places:
    """The gazetteer and what it answers. Use `load`; one per process is enough."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self._resolver = Resolver(gazetteer)

    @classmethod
    def load(cls) -> Places:
        """With the package's own gazetteer, opened once a process.

        Raises ModelMissing where it is absent or damaged.
        """
        return cls(Gazetteer.load())

    def find(self, text: str) -> list[Mention]:
        """The toponyms of a text, left to right, none inside another; demonyms are marked as such."""
        return recognise(text, self.gazetteer)

    def resolve(self, text: str, spans: Sequence[tuple[int, int]], *, outlet: Outlet | None = None) -> list[Located]:
        """Where each of some spans of a text is, in their order: the text's toponyms bear on each other."""
        return self._resolver.resolve(text, spans, outlet or Outlet())

    def read(self, text: str, *, outlet: Outlet | None = None) -> list[tuple[Mention, Located]]:
        """The places of a text: what `find` gives without demonyms, and where each is."""
        mentions = [m for m in self.find(text) if not m.demonym]
        return list(zip(mentions, self.resolve(text, [(m.start, m.end) for m in mentions], outlet=outlet), strict=True))

    def home(self, texts: Iterable[str]) -> Point | None:
        """Where an outlet is at home (degrees), from its articles: where the places that they may mean lie together.

        None where nothing stands out. Give it to `Outlet` to read the outlet's next article.
        """
        return home_of([{k: [n.place for n in o] for k, o in self._resolver.names_of(t).items()} for t in texts])

    def is_demonym(self, words: str) -> bool:
        """Is a name an adjective or the name of inhabitants, and not a place's own ("Russian", "Texans")?"""
        named = self.gazetteer.find(words)
        return is_demonym(Candidate(0, len(words), words, 0, 0, place_key(words), named, "known"))
