"""The known names of a text and whose they are: what the pointers of parties may look at beside the annotated mention.

"He", "the oil-rich country" and "Caracas" may all be one party. The annotators chose one mention; any name of the same
party in the window is as good an answer, and teaches who "he" is (the marginal likelihood over mentions of Lee and
others 2017, here with the knowledge file in place of annotated coreference).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from backstay.records import IGO_CODES

if TYPE_CHECKING:
    from backstay.knowledge import Knowledge

_CODE_OF = {name: code for code, name in IGO_CODES.items()}
_SMALL = frozenset(("the", "a", "an", "of", "s", "mr", "president", "government", "and", "in", "for"))


@dataclass(frozen=True, slots=True)
class Named:
    """A known name: characters `start`..`end`, the code of its state (or organisation), and its words."""

    start: int
    end: int
    state: str | None
    code: str | None
    words: frozenset[str]


def named_in(knowledge: Knowledge, text: str, on: date | None) -> list[Named]:
    """The known names of a text, outlets left out: they report, and do nothing else."""
    found = []
    for one in knowledge.scan(text, on=on):
        party = one.resolution.party
        if one.resolution.kind == "outlet" or not (party.state or party.entity):
            continue
        code = party.state or _CODE_OF.get(party.entity or "")
        found.append(Named(one.start, one.end, party.state, code, content_words(f"{one.text} {party.entity or ''}")))
    return found


def content_words(text: str) -> frozenset[str]:
    """The words of a name that tell it from others, in lower case."""
    return frozenset(re.findall(r"\w+", text.lower())) - _SMALL


def same_party(named: Named, party: dict[str, Any]) -> bool:
    """Is a known name one of this annotated party: of its state, or, where it has none, of its words?"""
    if party.get("state"):
        return bool(named.code == party["state"])
    return named.state is None and bool(
        named.words & content_words(f"{party.get('text') or ''} {party.get('entity') or ''}")
    )
