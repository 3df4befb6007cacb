"""Who told a claim, as far as its report says: the named source, the outlet relayed, or the page's own outlet."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ..records import Claim, Source, SourceKind

if TYPE_CHECKING:
    from ..ledger import ClaimRow

_WORD = re.compile(r"\w+")
_HOST = re.compile(r"(?:https?://)?(?:www\.)?([\w-]+(?:\.[\w-]+)+)(?:/\S*)?", re.IGNORECASE)
_ARTICLES = frozenset({"the", "a", "an"})
_OUTLET_TAILS = frozenset({"newspaper", "daily", "news", "agency", "online", "com"})
_NAMES = 65_536
"""Names whose keys are remembered: a ledger names few outlets, many times."""
_PRONOUNS = frozenset(
    ("he", "she", "it", "they", "we", "i", "who", "him", "her", "them", "this", "that", "his", "their")
)


@dataclass(frozen=True, slots=True)
class Teller:
    """`key` is the same for two claims told by the same source; `name` is how the text calls it."""

    key: str
    name: str


def teller(row: ClaimRow) -> Teller:
    """Who told this claim.

    The innermost source with a name counts: a person, an office or a document that several pages quote told it once. An
    unnamed source is known only through the outlet that spoke to it, so there the innermost outlet counts: the one the
    page relays, or the page's own. A page without a known outlet stands for itself.
    """
    named = named_source(row.claim)
    if named is None:
        return _own_outlet(row)
    return Teller(source_key(named), named.name)


def named_source(claim: Claim) -> Source | None:
    """The innermost source of a claim that has a name; None where it has none beyond the page's own voice."""
    return next((source for source in reversed(claim.sources) if _has_name(source)), None)


@lru_cache(maxsize=_NAMES)
def source_key(source: Source) -> str:
    """The key of a source with a name; of one without, its description."""
    if source.kind is SourceKind.OUTLET:
        return "outlet:" + outlet_key(source.name)
    if source.kind is SourceKind.ANONYMOUS:
        return "unnamed:" + " ".join(_words(source.name))
    return "said:" + _speaker_key(source)


@lru_cache(maxsize=_NAMES)
def outlet_key(name: str) -> str:
    """An outlet's name without article, "newspaper" and the like, or the ends of its web address."""
    host = _HOST.fullmatch(name.strip())
    if host:
        name = host[1].rsplit(".", 1)[0].rsplit(".", 1)[-1]
    words = [word for word in _words(name) if word not in _ARTICLES]
    kept = [word for word in words if word not in _OUTLET_TAILS]
    return " ".join(kept or words)


def short_forms(keys: Iterable[str]) -> dict[str, str]:
    """Initials among `keys` that stand for one longer outlet key: "outlet:wsj" for "outlet:wall street journal"."""
    long_forms: defaultdict[str, set[str]] = defaultdict(set)
    present = set(keys)
    for key in present:
        prefix, _, name = key.partition(":")
        words = name.split()
        if prefix == "outlet" and len(words) > 1:
            long_forms["outlet:" + "".join(word[0] for word in words)].add(key)
    return {short: next(iter(full)) for short, full in long_forms.items() if len(full) == 1 and short in present}


def _has_name(source: Source) -> bool:
    """Unnamed people and pronouns tell nobody apart across pages."""
    if not source.name or source.kind is SourceKind.ANONYMOUS:
        return False
    return source.name.casefold().strip() not in _PRONOUNS


def _own_outlet(row: ClaimRow) -> Teller:
    if row.outlet and outlet_key(row.outlet):
        return Teller("outlet:" + outlet_key(row.outlet), row.outlet)
    host = urlsplit(row.url).hostname if row.url else None
    if host:
        return Teller("outlet:" + outlet_key(host), host)
    return Teller("page:" + row.claim.report, row.title or "")


def _speaker_key(source: Source) -> str:
    """Persons go by their last name (titles and first names come and go), offices and documents by all their words."""
    name = source.name.split(",", 1)[0]
    words = [word for word in _words(name) if word not in _ARTICLES] or [source.name.casefold()]
    return words[-1] if source.kind is SourceKind.PERSON else " ".join(words)


def _words(name: str) -> list[str]:
    return _WORD.findall(name.casefold().replace("’s", "").replace("'s", ""))
