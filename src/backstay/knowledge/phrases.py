"""Reading a mention: articles and possessives off, head before what follows it, titles, and who merely backs whom."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from .text import fold, plain

_ARTICLE = re.compile(
    r"^(?:the|an?|this|that|these|those|its|their|his|her|our|my|your|some|many|all|most|other|both|each|every|any)\s+",
    re.I,
)
_EDGE = " \t\n\r.,;:!?\"'()[]"
_POSSESSIVE = re.compile(r"'s?$")
_NOT_ITS_OWN = re.compile(
    r"\b(?:(?:pro|anti|non)-[\w.]+(?:-\w+)?|[\w.]+(?: \w+)?-(?:backed|supported|funded|trained|armed|allied|aligned|"
    r"sponsored|made|built|supplied|financed|style|friendly|assisted|brokered|imposed|designed|equipped|held|occupied))\b",
    re.I,
)
_KEPT_COMPOUND = re.compile(
    r"(?<=\w)-(?:led|based|flagged|born|dominated|owned|controlled|run|ruled|registered|trade)\b", re.I
)
_BY_DESCENT = re.compile(
    r"\b(?!Latin|Anglo|Inter|Pan|Central|South|North)[A-Z]\w+-(?=Americans?\b|Canadians?\b|British\b)"
)
_AFTER_HEAD = (
    "of|in|from|who|whom|that|which|with|for|at|by|to|under|on|over|after|near|inside|against|across|loyal|close|whose|"
    "living|led|based|known|including|such|accused|affiliated|associated|around|throughout|during"
)
_HEAD_END = re.compile(rf" (?:(?:{_AFTER_HEAD}) |[,(;]|- )|[,(;]", re.I)  # words are one blank apart where it is used
_PRONOUNS = frozenset(
    [
        "i",
        "me",
        "my",
        "mine",
        "we",
        "us",
        "our",
        "ours",
        "you",
        "your",
        "yours",
        "he",
        "him",
        "his",
        "she",
        "her",
        "hers",
        "it",
        "its",
        "they",
        "them",
        "their",
        "theirs",
        "this",
        "that",
        "these",
        "those",
        "who",
        "whom",
        "which",
        "one",
        "ones",
        "himself",
        "herself",
        "itself",
        "themselves",
        "ourselves",
        "everyone",
        "everybody",
        "someone",
        "somebody",
        "nobody",
        "anyone",
        "others",
        "another",
        "both",
        "each",
        "some",
        "many",
        "all",
    ]
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A mention taken apart. `tail` is what follows the head, its first word kept ("in Iraq")."""

    text: str
    definite: bool
    indefinite: bool
    head: str
    tail: str
    backed: bool

    @property
    def pronoun(self) -> bool:
        """Nothing here that names or describes anybody."""
        return not self.text or (fold(self.text) in _PRONOUNS and not (len(self.text) > 1 and self.text.isupper()))


@lru_cache(maxsize=16384)
def read_phrase(mention: str) -> Phrase:
    """The mention's parts. Never raises: text without words gives an empty phrase."""
    text = " ".join(plain(mention).split()).strip(_EDGE.replace(".", "")).strip()
    article = _ARTICLE.match(text)
    definite = bool(article and article.group(0).strip().lower() == "the")
    indefinite = bool(article and article.group(0).strip().lower() in {"a", "an", "some", "any", "many", "every"})
    if article and fold(text) not in _PRONOUNS:
        text = text[article.end() :]
    own = text
    if "-" in text:
        own = _KEPT_COMPOUND.sub("", " ".join(_NOT_ITS_OWN.sub(" ", _BY_DESCENT.sub("", text)).split()))
    cut = _HEAD_END.search(own)
    head, tail = (own[: cut.start()], own[cut.start() :].strip()) if cut and cut.start() > 0 else (own, "")
    return Phrase(_POSSESSIVE.sub("", text), definite, indefinite, _POSSESSIVE.sub("", head), tail, own != text)


_WORD = re.compile(r"[^\W_](?:[\w.&-]|'(?!s\b))*")
_INITIALS = re.compile(r"(?:[A-Za-z]\.)+")
_SHORT = frozenset({"No.", "St."})


@lru_cache(maxsize=16384)
def words(text: str) -> tuple[str, ...]:
    """Words in order with their case, possessive endings and outer punctuation off."""
    return tuple(_without_stop(w) if w[-1] == "." else w for w in _WORD.findall(plain(text)))


def _without_stop(word: str) -> str:
    return word if _INITIALS.fullmatch(word) or word in _SHORT else word.rstrip(".")


_CARRIERS = frozenset(
    "officer officers official officials agent agents chief head director member members spokesman spokeswoman"
    " spokesperson leader leaders source sources employee employees staff boss commander commanders personnel"
    " representative representatives chairman chairwoman group groups organization organizations unit units".split()
)


def agent_sectors(text: str, agents: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Sectors of a generic phrase: the longest known phrase that ends last wins.

    A word for anybody's man or group says less than the words right before it: an intelligence agency's officer is
    of the intelligence, not of the army.
    """
    return _sectors_of(tuple(fold(text).split()), agents)


def _sectors_of(tokens: tuple[str, ...], agents: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    for end in range(len(tokens), 0, -1):
        for start in range(max(0, end - 4), end):
            found = _agent(" ".join(tokens[start:end]), agents)
            if found:
                carried = start == end - 1 and start > 0 and tokens[start] in _CARRIERS
                return (_ending_at(tokens[:start], agents) if carried else ()) or found
    return ()


def _ending_at(tokens: tuple[str, ...], agents: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Sectors of the longest known phrase at the very end."""
    for start in range(max(0, len(tokens) - 4), len(tokens)):
        found = _agent(" ".join(tokens[start:]), agents)
        if found and found != ("GOV",):
            return found
    return ()


def _agent(key: str, agents: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    if key in agents:
        return agents[key]
    for ending, stem in (("ies", "y"), ("men", "man"), ("es", ""), ("s", "")):
        if key.endswith(ending) and key[: -len(ending)] + stem in agents and len(key) > 4:
            return agents[key[: -len(ending)] + stem]
    return ()
