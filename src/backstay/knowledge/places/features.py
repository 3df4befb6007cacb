"""What speaks for and against a candidate being a toponym, as named yes-or-no features of its name and surroundings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from .candidates import Candidate, Token, joined
from .gazetteer import Gazetteer
from .keys import place_key

_PLACING = frozenset({"in", "near", "at", "outside", "around", "across", "throughout", "toward", "towards"})
_TITLES = frozenset(
    "mr mrs ms dr sir president minister senator sen rep gov governor judge justice sheriff officer detective chief "
    "coach mayor councilman councilwoman professor sgt sergeant lt capt captain gen general col colonel deputy "
    "secretary king queen prince princess lady lord rev reverend attorney director chairman pope saint miss".split()
)
_SAYS = frozenset("said says told added asked wrote told argued explained testified continued noted".split())
_SENTENCE_END = re.compile(r"[.!?][\"”’')]*\s+$|\n\s*$|^\s*[\"“]?$")


@dataclass(slots=True)
class Document:
    """What all candidates of a text share."""

    text: str
    tokens: Sequence[Token]
    found: Sequence[Candidate]
    gazetteer: Gazetteer
    placed: Counter[str] = field(default_factory=Counter)  # key -> times right after a placing word
    personal: Counter[str] = field(default_factory=Counter)  # word -> times after a given name or a title
    times: Counter[str] = field(default_factory=Counter)
    at: dict[int, int] = field(default_factory=dict)  # start -> number of the candidate

    def __post_init__(self) -> None:
        for n, c in enumerate(self.found):
            self.at[c.start] = n
            self.times[c.key] += 1
            if c.first and self.tokens[c.first - 1].text in _PLACING:
                self.placed[c.key] += 1
        for i in range(1, len(self.tokens)):
            word, before = self.tokens[i].text, self.tokens[i - 1].text
            if word[0].isupper() and self.near(i - 1) and (self.given(before) or before.lower() in _TITLES):
                self.personal[place_key(word)] += 1

    def near(self, i: int) -> bool:
        """Do tokens `i` and `i + 1` stand side by side (a dot after an abbreviation or an initial between them)?"""
        return joined(self.text, self.tokens, i) or (
            self.text[self.tokens[i].end : self.tokens[i + 1].start] in {". ", " “", ' "'}
            and (len(self.tokens[i].text) < 2 or self.tokens[i].text.lower() in _TITLES)
        )

    def given(self, word: str) -> bool:
        """Is a capitalised word a given name?"""
        return word[0].isupper() and self.gazetteer.word(place_key(word)).given >= 2


def features(document: Document) -> list[list[str]]:
    """The features of each candidate of a document, in order."""
    return [_of(document, n) for n in range(len(document.found))]


def _of(d: Document, n: int) -> list[str]:
    c = d.found[n]
    shape = f"shape={c.shape}{'' if c.named else '-'}"
    named = list(_kinds(c)) if c.named else ["kind=none"]
    before, after = _before(d, c), _after(d, c)
    local = [shape, f"words={min(c.last - c.first + 1, 4)}", *named, *_own(d, c), *_case(d, c)]
    group = "street" if c.shape == "street" else "known" if c.named else "unknown"
    crossed = [f"{group}|{f}" for f in (*before, *after)]
    return ["bias", *local, *before, *after, *crossed, *_elsewhere(d, c), *_conjoined(d, c, before, after)]


@lru_cache(maxsize=32768)
def _kinds_of(kinds: frozenset[tuple[str, str]], people: int, count: int) -> tuple[str, ...]:
    scale = len(str(people)) if people else 0
    found = {f"kind={kind}" for kind, _ in kinds} | {f"use={use}" for _, use in kinds}
    return (*sorted(found), f"people={scale}", f"places={min(count, 3)}")


def _kinds(c: Candidate) -> tuple[str, ...]:
    kinds = frozenset((named.place.kind, named.use) for named in c.named)
    return _kinds_of(kinds, max(named.place.population for named in c.named), len(c.named))


def _own(d: Document, c: Candidate) -> list[str]:
    """How else the words of the name are used."""
    word = d.gazetteer.word(c.key)
    found = [f"common={min(word.common, 9)}", f"given={min(word.given, 5)}", f"family={min(word.family, 5)}"]
    if " " in c.key:
        found += [f"last.common={min(d.gazetteer.word(c.key.split()[-1]).common, 9)}"]
    if c.first == c.last and not c.named:
        found.append("one.unknown")
    return found


def _case(d: Document, c: Candidate) -> list[str]:
    found = []
    if c.text.isupper() and len(c.text) > 3:
        found.append("capitals")
    if _SENTENCE_END.search(d.text[max(0, c.start - 6) : c.start]):
        found.append("opens.sentence")
    return found


def _before(d: Document, c: Candidate) -> list[str]:
    if not c.first:
        return ["p=^"]
    token = d.tokens[c.first - 1]
    between = d.text[token.end : c.start]
    word = token.text.lower()
    if "\n" in between or (between.strip(" \"“'‘(") and between.strip()[-1:] in ".!?"):
        titled = between == ". " and word in _TITLES
        return ["p.title"] if titled else ["p=^"]
    if "," in between:
        return ["p=,", *(["p=,town"] if d.text[token.start : token.end][0].isupper() else [])]
    mark = between.strip()
    found = [f"p={word}" if not mark or mark in {"(", '"', "“"} else f"p={mark[:1]}"]
    if token.text[0].isupper() and between in {" ", "-"}:
        found = ["p.cap", f"pc={word}"]
        if word in _TITLES:
            found.append("p.title")
        elif d.given(token.text):
            found.append("p.given")
    elif token.text[0].isdigit():
        found.append("p.number")
    if c.first > 1 and not mark:
        found.append(f"pp={d.tokens[c.first - 2].text.lower()} {word}")
    return found


def _after(d: Document, c: Candidate) -> list[str]:
    if c.last + 1 >= len(d.tokens):
        return ["n=$"]
    token = d.tokens[c.last + 1]
    between = d.text[c.end : token.start]
    word = token.text.lower()
    if between[:1] in {"’", "'"} and word == "s":
        return ["n='s", *_possessed(d, c)]
    if between in {" ", "-"}:
        if token.text[0].isupper():
            return ["n.cap", f"nc={word}", f"tail={_tail(d, c.last + 1)}", *(["n.family"] if _family(d, token) else [])]
        return [f"n={word}" if between == " " else f"n=-{word}"]
    mark = between.strip()[:1] or " "
    found = [f"n={mark}"]
    if mark == "," and _is_larger(d, token):
        found.append("n=,larger")
    return found


def _possessed(d: Document, c: Candidate) -> list[str]:
    after = d.tokens[c.last + 2].text if c.last + 2 < len(d.tokens) else ""
    return [f"n='s {after.lower()}"] if after else []


def _tail(d: Document, i: int) -> str:
    """The last word of a run of capitalised words: what a name that goes on is (a university, a team, a person)."""
    while joined(d.text, d.tokens, i) and d.tokens[i + 1].text[0].isupper():
        i += 1
    return d.tokens[i].text.lower()


def _family(d: Document, token: Token) -> bool:
    word = d.gazetteer.word(place_key(token.text))
    return word.family > 0 and word.common < 3


def _is_larger(d: Document, token: Token) -> bool:
    """Does a state or a division begin at the token ("Paris, Texas")?"""
    n = d.at.get(token.start)
    return n is not None and any(x.place.kind in {"division", "state", "county"} for x in d.found[n].named)


def _elsewhere(d: Document, c: Candidate) -> list[str]:
    found = []
    here = 1 if c.first and d.tokens[c.first - 1].text in _PLACING else 0
    if d.placed[c.key] > here:
        found.append("placed.elsewhere")
    own = place_key(d.tokens[c.last].text)
    if d.personal[own] and c.first == c.last:
        found += ["person.somewhere", f"person.somewhere.placed={d.placed[c.key] > 0}"]
    found.append(f"times={min(d.times[c.key], 5)}")
    return found


def _conjoined(d: Document, c: Candidate, before: Sequence[str], after: Sequence[str]) -> list[str]:
    """A few pairs that only tell together."""
    found = []
    word = d.gazetteer.word(c.key)
    if "n.cap" in after and word.given >= 2 and c.first == c.last:
        found.append("given+n.cap")
    if "p.given" in before and word.common < 5:
        found.append("p.given+name")
    if "p.cap" in before and "n.cap" in after:
        found.append("p.cap+n.cap")
    if any(f in after for f in (f"n={s}" for s in _SAYS)):
        found.append("says")
    if c.first == c.last and "p=^" in before:
        found.append(f"opens.common={word.common >= 5}")
    demonym = all(x.use in {"adjective", "people"} for x in c.named) if c.named else False
    if demonym:
        found += [f"demonym|{f}" for f in after]
    return found
