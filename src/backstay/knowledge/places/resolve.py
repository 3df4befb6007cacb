"""From toponyms to places: all names of a text are settled together, one sense of a name per text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp

from .company import LOCAL, TOWNS, Company
from .evidence import SCALE, Scale, Setting, fit, lies_in, prior
from .gazetteer import Gazetteer, Named, Place, point
from .keys import place_key
from .outlet import Outlet, state_of, towns_of
from .recognise import recognise
from .sphere import Point, kilometres

_ROUNDS = 3
_LEADS = re.compile(
    r"^(?:the|greater|downtown|central|metro|metropolitan|old|city of|county of|state of|town of|village of|"
    r"north|south|east|west|northern|southern|eastern|western|upper|lower|inner|outer|mid)[ -]+",
    re.I,
)
_TAILS = re.compile(
    r"[ -]+(?:city|county|area|region|district|province|state|town|township|village|metro|valley|"
    r"governorate|municipality|suburb|co\.?)$",
    re.I,
)
_ROAD = re.compile(
    r"\b(?:street|st|avenue|ave|road|rd|drive|dr|lane|boulevard|blvd|highway|route|interstate|parkway)\.?(?: \d+)?$|\d",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Located:
    """Where a toponym is, with why.

    `place` is None where the gazetteer has no such place, or nothing settles which; `at` (degrees) may then still say
    about where, from the places around, with a low score. `state`: alpha-3 or empty; `division`: name of the
    first-level division or empty; `score` in 0..1.
    """

    text: str
    place: Place | None
    at: Point | None
    state: str
    division: str
    score: float
    why: str


@dataclass(slots=True)
class _Name:
    """A name of the text: what it may mean, and by which container it was told apart."""

    key: str
    text: str
    options: tuple[Named, ...]
    inside: Place | None
    times: int = 1
    best: Named | None = None
    total: float = 0.0
    score: float = 0.0
    because: str = ""


class Resolver:
    """Settles names against one gazetteer."""

    def __init__(self, gazetteer: Gazetteer, scale: Scale = SCALE) -> None:
        self.gazetteer = gazetteer
        self.scale = scale

    def resolve(self, text: str, spans: Sequence[tuple[int, int]], outlet: Outlet) -> list[Located]:
        """Where each span of `text` is. The text's other toponyms are found, and bear on the answer."""
        found = [(m.start, m.end) for m in recognise(text, self.gazetteer)]
        clear = [s for s in found if not any(s[0] < end and start < s[1] for start, end in spans)]
        names: dict[tuple[str, int], _Name] = {}
        which: dict[tuple[int, int], _Name] = {}
        for span in sorted({*spans, *clear}):
            which[span] = self._name(text, span, names)
        self._settle(list(names.values()), outlet)
        about = _centre(names.values()) or outlet.home
        settled = {n.key: n.best.place for n in names.values() if n.best}
        for name in names.values():
            if name.inside:  # "Memphis Street in Alexandria": the Alexandria that the text means
                name.inside = settled.get(place_key(name.inside.name), name.inside)
        return [self._located(text[s[0] : s[1]], which[s], about) for s in spans]

    def names_of(self, text: str) -> dict[str, tuple[Named, ...]]:
        """The names of the toponyms that are found in a text, by key, each with all that it may mean."""
        found = recognise(text, self.gazetteer)
        return {place_key(m.text): self.options(m.text) for m in found if m.known and not m.demonym}

    def _name(self, text: str, span: tuple[int, int], names: dict[tuple[str, int], _Name]) -> _Name:
        words = text[span[0] : span[1]]
        options, container = self.options(words), self._container(text, span[1])
        if container and not any(lies_in(o.place, container) for o in options):
            container = container if not options else None
        key = (place_key(words), container.id if container else 0)
        if key in names:
            names[key].times += 1
        else:
            names[key] = _Name(key[0], words, options, container)
        return names[key]

    def options(self, words: str) -> tuple[Named, ...]:
        """What a name may mean; if nothing, what it may mean without a leading "North" or a closing "City"."""
        exact, words = words, words.strip(" .,'’\"")
        for form in (
            exact,
            words,
            f"{words}.",
            _TAILS.sub("", words),
            _LEADS.sub("", words),
            _LEADS.sub("", _TAILS.sub("", words)),
        ):
            found = self.gazetteer.find(form) if form else ()
            if found:
                own = tuple(n for n in found if n.use not in {"adjective", "people"})
                return own if own and any(n.use == "name" and n.place.kind not in TOWNS for n in own) else found
            if form == words and _ROAD.search(words):
                return ()
        return ()

    def _container(self, text: str, end: int) -> Place | None:
        """The larger place named right after ("Paris, Texas"; "Paris (Texas)"), the most populous of its name."""
        match = re.match(
            r"(?:, | \(|,? in |['’]s )((?:[A-Z][\w.]*)(?:[ -](?:of |and )?[A-Z][\w.]*){0,2})", text[end : end + 60]
        )
        if match is None:
            return None
        run = match.group(1)
        while run:
            for form in (run, run.rstrip(".")):
                larger = [
                    n
                    for n in self.gazetteer.find(form)
                    if n.place.kind in {"state", "division", "county"} and n.use not in {"adjective", "people", "bare"}
                ]
                if larger:
                    return max(
                        larger, key=lambda n: (n.place.kind == "division" and n.place.state == "USA", prior(n))
                    ).place
            run = run.rpartition(" ")[0]
        return None

    def _settle(self, names: list[_Name], outlet: Outlet) -> None:
        home = (outlet.home,) if outlet.home else towns_of(outlet.domain, self.gazetteer) if outlet.domain else ()
        home_state = state_of(outlet.domain) if outlet.domain else ""
        company = Company({name.key: [o.place for o in name.options] for name in names})
        for _ in range(_ROUNDS):
            setting = self._setting(names, company, home, home_state)
            told = {n.key: n.best.place.id for n in names if n.inside and n.best}
            for name in names:
                self._choose(name, setting, told.get(name.key, 0))

    def _setting(self, names: Iterable[_Name], company: Company, home: tuple[Point, ...], home_state: str) -> Setting:
        divisions: defaultdict[int, float] = defaultdict(float)
        states: defaultdict[str, float] = defaultdict(float)
        spots: list[tuple[str, Point, float]] = []
        for name in names:
            if name.inside:
                _count(name.inside, 0.7, divisions, states)
            if name.best is None:
                if len(name.options) == 1:
                    _count(name.options[0].place, 0.5, divisions, states)
                continue
            place = name.best.place
            _count(place, name.score, divisions, states)
            if place.kind in LOCAL:
                spots.append((name.key, point(place), name.score))
                if place.division:
                    divisions[place.division] += 0.3 * name.score
                states[place.state] += 0.2 * name.score
        capped = {n: min(1.0, w) for n, w in divisions.items()}
        return Setting(
            capped, {s: min(1.0, w) for s, w in states.items() if s}, tuple(spots), company, home, home_state
        )

    def _choose(self, name: _Name, setting: Setting, told: int) -> None:
        """Weigh what a name may mean. `told`: the id of what it means where the text says more, 0 if it never does."""
        if not name.options:
            return
        judged = []
        for option in name.options:
            extra, because = fit(name.key, option.place, setting, self.scale)
            if name.inside and lies_in(option.place, name.inside):
                extra, because = extra + self.scale.inside, f"the text names {name.inside.name} right after it"
            elif option.place.id == told:
                extra, because = extra + self.scale.told, "the text tells it apart elsewhere"
            judged.append((prior(option, self.scale) + extra, option, because))
        judged.sort(key=lambda j: (-j[0], j[1].place.id))
        total = sum(exp(j[0] - judged[0][0]) for j in judged)
        name.score, name.best, name.because = 1 / total, judged[0][1], judged[0][2]
        name.total = judged[0][0]

    def _located(self, words: str, name: _Name, about: Point | None) -> Located:
        if name.best is not None and name.total < self.scale.least:
            return _unsettled(words, name, about)
        if name.best is not None:
            place = name.best.place
            division = self._division_name(place)
            return Located(
                words, place, point(place), place.state, division, round(name.score, 3), _why(name, division)
            )
        if name.inside is not None:
            why = f"'{words}' is not in the gazetteer; the text puts it in {name.inside.name}"
            at = about if about and lies_in_reach(about, name.inside) else point(name.inside)
            return Located(words, None, at, name.inside.state, self._division_name(name.inside), 0.3, why)
        if about is not None:
            why = (
                f"'{words}' is not in the gazetteer; the text's other places lie around {about[0]:.1f}, {about[1]:.1f}"
            )
            return Located(words, None, about, "", "", 0.2, why)
        return Located(words, None, None, "", "", 0.0, f"'{words}' is not in the gazetteer, and nothing else places it")

    def _division_name(self, place: Place) -> str:
        if place.kind == "division":
            return place.name
        return self.gazetteer.place(place.division).name if place.division else ""


def lies_in_reach(spot: Point, container: Place) -> bool:
    """May a spot lie in a division or county?"""
    return container.kind in {"division", "county"} and kilometres(spot, point(container)) < 400


def _unsettled(words: str, name: _Name, about: Point | None) -> Located:
    """An explicit no: the gazetteer has the name, but only of small places that nothing in the text speaks for."""
    assert name.best is not None
    place = name.best.place
    why = f"'{words}': {place.name} ({place.state or 'no one state'}) is small, and nothing speaks for it"
    return Located(words, None, about, "", "", 0.2 if about else 0.0, why)


def _count(place: Place, weight: float, divisions: defaultdict[int, float], states: defaultdict[str, float]) -> None:
    if place.kind == "division":
        divisions[place.id] += weight
        states[place.state] += weight
    elif place.kind == "state":
        states[place.state] += weight


def _centre(names: Iterable[_Name]) -> Point | None:
    """Of the towns and counties of a text, the one that the others lie nearest to."""
    local = [(point(n.best.place), n.score * n.times) for n in names if n.best and n.best.place.kind in LOCAL]
    if not local:
        wide = [(point(n.best.place), n.score * n.times) for n in names if n.best and n.best.place.kind == "division"]
        local = wide
    if not local:
        return None
    return max(local, key=lambda a: sum(w * exp(-kilometres(a[0], p) / 100) for p, w in local))[0]


def _why(name: _Name, division: str) -> str:
    assert name.best is not None
    place = name.best.place
    what = f"{place.kind} in {division}" if division and place.kind != "division" else place.kind
    others = len(name.options) - 1
    if name.because:
        reason = name.because
    elif others:
        reason = "the most likely of its name by what it is and by people"
    else:
        reason = "the only one of its name here"
    return f"'{name.text}': {place.name} ({what}, {place.state or 'no one state'}); {reason}"
