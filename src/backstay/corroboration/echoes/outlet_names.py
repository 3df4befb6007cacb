"""Which words of a text may name an outlet: known names, listed ones, those where only an outlet's can stand."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from ...knowledge import Found

KIND = (
    r"(?:newspaper|news agency|agency|daily|weekly|tabloid|magazine|news (?:web ?)?site|web ?site|broadcaster|"
    r"media group|(?:news |TV |television )?channel|(?:TV |television |radio )?station|network|(?:news )?portal|"
    r"news outlet|wire service|wire)"
)
_PART = r"[A-Z][\w’'&-]*(?:\.\w+)*"
_NAME = rf"(?P<name>{_PART}(?: (?:of (?:the )?)?{_PART}){{0,3}})"
_UNKNOWN = tuple(
    re.compile(pattern)
    for pattern in (
        rf",\s+{_NAME} reported\b(?=[.,])",
        rf"\b{_NAME} reported,? (?:citing|quoting)\b",
        rf"\b[Tt]he (?:[A-Z]?\w+ ){{0,2}}{KIND} {_NAME}",
        rf"\b(?<!The )(?!The\b){_NAME} {KIND}\b",
        rf"\b(?:sources?|officials?|person|people|diplomats?|aides?)\b[^.;\n]{{0,60}} told {_NAME}(?=[\s.,;])",
        rf"\b(?:as|first) reported by {_NAME}",
        rf"\b{_NAME} (?:[Nn]ews|TV|television) (?:reported|said)\b",
        rf"\b[Tt]he (?:state )?(?:[A-Z]\w+ )?{_NAME} news agency\b",
    )
)
_ADJECTIVE = re.compile(r"\w+(?:an|ese|ish)(?: (?:TV|Television|Radio|State|News))?")
_NOT_OUTLETS = frozenset(
    "Congress Parliament Pentagon Senate House Reporters Lawmakers Journalists "
    "Monday Tuesday Wednesday Thursday".split()
)
AGENCIES = frozenset(
    (
        "Reuters", "Associated Press", "Agence France-Presse", "TASS", "RIA Novosti", "Interfax", "Xinhua", "KCNA",
        "Yonhap", "Kyodo", "IRNA", "Fars", "Tasnim", "Mehr", "SANA", "Anadolu Agency", "Bloomberg", "EFE", "UPI", "PTI",
        "Press Trust of India", "Agenzia ANSA", "Deutsche Presse-Agentur", "Jiji", "ISNA", "KUNA", "SABA", "Antara",
        "Prensa Latina", "UNIAN", "Ukrinform", "Saudi Press Agency", "PAP", "BelTA", "Belga", "Sputnik", "MENA", "Amaq",
    )
)  # fmt: skip
_WORD = re.compile(r"[^\W_][\w’']*")
_COLLECTIVE = re.compile(
    r"\b(?:(?P<whose>[A-Z][\w’'.-]*(?:['’]s)?) )?(?:(?:\w+-)?(?:state|official|government|pro-government|local)"
    r"(?:-(?:run|owned|controlled|linked|backed))? (?:[A-Z]\w+ )?)?"
    r"(?:(?:TV|television|radio) (?:station|channel)|(?:news )?(?:media|television|TV|radio|press)|news agency|"
    r"broadcaster|newspaper|news channel)\b"
    r"(?: reports)?"
)
_STATE_RUN = re.compile(r"\b(?:state|official|government|pro-government|local)\b")
_ONE = re.compile(r"\b(?:agency|broadcaster|newspaper|channel|station)$")
_THE = re.compile(r"\b(?:[Tt]he|[Tt]hat|[Tt]his) $")
"""With one of these, one outlet that was named before is meant."""
_NATION = re.compile(r"[A-Z]\w+(?:n|ese|sh|i|ek|ch|ss|ench|['’]s)$|U\.S\.$|[A-Z]\w*z?ech$")


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet named in a text: its full name, and where. `sure` is 0..1: is it one, and is it who told this.

    `common`: the words mean other things too ("the Nation"), so that only a plain relay makes it an outlet.
    """

    name: str
    start: int
    end: int
    sure: float
    common: bool = False


def outlet_names(text: str, names: Sequence[Found]) -> list[Outlet]:
    """Every outlet that a text may name, in order, none inside another: the surest reading of each stretch."""
    known = [_known(found) for found in names if found.resolution.kind == "outlet"]
    found = [*known, *_listed(text), *_unknown(text)]
    taken = _apart(sorted(found, key=lambda each: (each.start, each.start - each.end, -each.sure)))
    short = [each for each in _short(text, taken) if not _meets(each, taken, longer_than=each)]
    taken = [each for each in taken if not _meets(each, short)] + short
    begun = {each.start for each in taken}
    taken += [
        each for each in _collective(text) if not _meets(each, taken) and not begun & {each.end + 1, each.end + 5}
    ]
    return sorted(taken, key=lambda each: each.start)


def _known(found: Found) -> Outlet:
    return Outlet(found.resolution.party.entity or found.text, found.start, found.end, 0.95)


def _apart(found: Sequence[Outlet]) -> list[Outlet]:
    taken: list[Outlet] = []
    for outlet in found:
        if not taken or outlet.start >= taken[-1].end:
            taken.append(outlet)
    return taken


def _meets(outlet: Outlet, others: Sequence[Outlet], longer_than: Outlet | None = None) -> bool:
    least = longer_than.end - longer_than.start if longer_than else 0
    return any(outlet.start < each.end and each.start < outlet.end and each.end - each.start > least for each in others)


@cache
def _table() -> Mapping[str, tuple[tuple[str, str, bool], ...]]:
    """By its first word, every listed form of a name, the longest first: the form, the full name, is it common."""
    forms: defaultdict[str, list[tuple[str, str, bool]]] = defaultdict(list)
    table = resources.files(__package__) / "data" / "outlets.tsv"
    for line in table.read_text(encoding="utf-8").splitlines()[1:]:
        name, others, use = line.split("\t")
        for form in (name, *filter(None, others.split("|"))):
            first = _WORD.search(form)
            if first is not None:
                forms[first[0]].append((form, name, use == "common"))
    return {first: tuple(sorted(found, key=lambda each: -len(each[0]))) for first, found in forms.items()}


def _listed(text: str) -> Iterator[Outlet]:
    table = _table()
    for word in _WORD.finditer(text):
        for form, name, common in table.get(word[0], ()):
            end = word.start() + len(form)
            if text.startswith(form, word.start()) and not text[end : end + 1].isalnum():
                yield Outlet(name, word.start(), end, 0.7 if common else 0.9, common)
                break


def _unknown(text: str) -> Iterator[Outlet]:
    """Names that stand where only an outlet's can: each of their mentions."""
    names = {
        match["name"]
        for pattern in _UNKNOWN
        for match in pattern.finditer(text)
        if match["name"].split()[0] not in _NOT_OUTLETS
        and not _ADJECTIVE.fullmatch(match["name"])
        and not match["name"].endswith("-language")
    }
    for name in sorted(names):
        bare = name.removeprefix("The ")
        for match in re.finditer(rf"\b{re.escape(bare)}\b", text):
            yield Outlet(bare, match.start(), match.end(), 0.8)


def _short(text: str, taken: Sequence[Outlet]) -> Iterator[Outlet]:
    """Short forms: "the Journal", "the Times" go back to the last full name before that they are part of."""
    full = [each for each in taken if len(each.name.removeprefix("The ").split()) > 1 and not each.common]
    parts: defaultdict[str, list[Outlet]] = defaultdict(list)
    for each in full:
        words = each.name.removeprefix("The ").split()
        for part in {words[-1], words[0]} if words[1] == "of" else {words[-1]}:
            if part[:1].isupper() and len(part) > 2 and len(text[each.start : each.end].split()) > 1:
                parts[part].append(each)
    for part, bearers in parts.items():
        for match in re.finditer(rf"\b(?:the |The )?{re.escape(part)}\b", text):
            if re.search(r"[A-Z][\w’'-]* $", text[max(0, match.start() - 30) : match.start()]):
                continue
            if any(each.start <= match.start() and match.end() <= each.end for each in bearers):
                continue
            before = [each for each in bearers if each.end <= match.start()] or bearers[:1]
            yield Outlet(before[-1].name, match.start(), match.end(), 0.85)


def _collective(text: str) -> Iterator[Outlet]:
    """Outlets that nobody names, told apart by whose they are: "Syrian state television", "French media reports"."""
    for match in _COLLECTIVE.finditer(text):
        whose = match["whose"]
        nation = bool(whose and _NATION.match(whose))
        if not nation and not _STATE_RUN.search(match[0]):
            continue
        start = match.start() if nation or not whose else match.end("whose") + 1
        if _ONE.search(match[0]) and _THE.search(text, max(0, start - 12), start):
            continue
        words = re.sub(r"['’]s\b| reports$", "", text[start : match.end()])
        yield Outlet(words, start, match.end(), 0.6)
