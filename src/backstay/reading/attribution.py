"""Who says so: the chain from the page's own voice to the one who knows.

The model points from a clause to the words that name its source. What stands around them settles the rest: the outlet
that a page relays ("The Journal reported, citing ..."), the kind of source, and whether it asserts, denies, doubts or
declines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from backstay.knowledge import Found, Knowledge
from backstay.records import OUTLET, Source, SourceKind, Stance

from .decode import Draft
from .sentences import Sentences

_SAYS = (
    r"(?:reports?|reported|says?|said|writes?|wrote|notes?|noted|adds?|added|according to|citing|cited|cites|told|"
    r"tells|per|quoting|quoted|revealed|reveals|learned)"
)
_RELAY_BEFORE = re.compile(
    r"(?:according to|per|citing|cited by|quoted by|told|told to|by)\s+(?:the\s+)?[\"“]?$", re.IGNORECASE
)
_RELAY_AFTER = re.compile(
    r"^[\"”’']?\s*(?:\([^)]*\)\s*)?(?:newspaper|agency|news agency|daily|magazine)?[\s,]*"
    rf"(?:on \w+day\s+|has\s+|had\s+|also\s+|then\s+|first\s+)?{_SAYS}\b",
    re.IGNORECASE,
)
_OPENS_BLOCK = re.compile(r"(?::|\bthe following(?: details)?\W*|\bdetails\W*)$", re.IGNORECASE)
_SAME_REPORT = re.compile(
    r"\b(?:the|its|that|this) (?:report|newspaper|paper|article|story|agency|daily|outlet|magazine|broadcaster)\b",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|refut\w+|dismiss\w*|rebut\w*|disavow\w*|"
    r"reject\w* (?:the )?(?:claims?|reports?|allegations?|accusations?|suggestions?))\b",
    re.IGNORECASE,
)
_DECLINES = re.compile(
    r"\b(?:declin\w+|refus\w+) (?:to )?(?:comment|confirm|say|discuss|answer|respond|be named)|no comment|"
    r"(?:did|would)(?: not|n['’]t) (?:immediately )?(?:respond|comment|reply|say (?:whether|if|how|when|where|which))",
    re.IGNORECASE,
)
_DOUBTS = re.compile(
    r"\b(?:doubt\w*|sceptic\w*|skeptic\w*|question(?:ed|s) whether|could not (?:verify|confirm)|cast doubt)\b",
    re.IGNORECASE,
)
_UNNAMED = re.compile(
    r"\b(?:sources?|officials?|a person|people|someone|insiders?|diplomats?|aides?|analysts?|experts?|witness(?:es)?|"
    r"one (?:official|source|person)|an? \w+ (?:official|source|diplomat|aide|adviser)|critics|observers)\b",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(
    r"\b(?:documents?|statement|letter|memo|cables?|filings?|records|decree|survey|poll|data|transcript|tweet|figures|"
    r"minutes|study)\b",
    re.IGNORECASE,
)
_SPEAKER_LAST = re.compile(
    r"[,”\"’]\s*(?:said|says|according to|confirmed|added)\s+"
    r"(?P<who>(?:(?:an?|the|two|three|one|some)\s+)?[^\W\d_][^,.;:“”\"\n]{2,70}?)"
    r"(?=\s*(?:[.,;]|$|\n|\s(?:on|in an?)\s))",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"(?:which|who|whose|whom)\b", re.IGNORECASE)
_PROPER = re.compile(r"\b[A-Z][\w’'.-]+ [A-Z][\w’'-]+")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Said:
    """A chain of sources and, in plain words, where each link comes from."""

    chain: tuple[Source, ...]
    why: str


class Attribution:
    """Source chains of one report."""

    def __init__(
        self, knowledge: Knowledge, text: str, outlet: str | None, names: Sequence[Found], sentences: Sentences
    ) -> None:
        self._knowledge = knowledge
        self._text = text
        self._own = (outlet or "").lower()
        self._sentence = sentences.at
        outlets = [f for f in names if f.resolution.kind == "outlet" and self._is_other(f)]
        self._relays = [f for f in outlets if self._speaks(f)]
        self._blocks = self._find_blocks()
        self._outlets: dict[str, str | None] = {}

    def chain(self, draft: Draft) -> Said:
        """Who is said to say a draft claim, outermost first."""
        inner = self._inner(draft)
        relay = self._relay(draft, inner)
        links, whys = [OUTLET], ["the page itself"]
        if relay is not None and (inner is None or not self._same_outlet(inner, relay)):
            # Under its full name, so that "WSJ" and "The Wall Street Journal" are one source.
            name = relay.resolution.party.entity or relay.text
            links.append(Source(name, SourceKind.OUTLET, Stance.ASSERTS, relay.start, relay.end))
            whys.append(f"which relays {name}")
        if inner is not None:
            links.append(inner)
            whys.append(f"which quotes '{inner.name}', who {inner.stance}")
        return Said(tuple(links), ", ".join(whys))

    def _inner(self, draft: Draft) -> Source | None:
        pointed = draft.source
        if pointed is None or not self._in_sentence(draft, pointed):
            # What the sentence itself says of its speaker counts for more than a name from before it.
            pointed = self._speaker_after(draft) or pointed
        if pointed is None:
            return None
        start, end = pointed
        name = self._text[start:end].replace("\xa0", " ")
        if name.lower() == self._own or (_SAME_REPORT.fullmatch(name) and any(r.start < start for r in self._relays)):
            return None  # "the newspaper" is the outlet that is relayed
        stance = self._stance(draft, self._sentence(draft.start))
        outlet = self._outlet(name)
        if outlet is not None:
            return Source(outlet, SourceKind.OUTLET, stance, start, end)
        return Source(name, self._kind(name, draft.labels["source_kind"]), stance, start, end)

    def _outlet(self, name: str) -> str | None:
        """The full name of an outlet, also of one named before and now called "the Journal"."""
        if name not in self._outlets:
            self._outlets[name] = self._find_outlet(name)
        return self._outlets[name]

    def _find_outlet(self, name: str) -> str | None:
        known = self._knowledge.resolve(name)
        if known is not None and known.kind == "outlet":
            return known.party.entity or name
        short = re.sub(r"^[Tt]he ", "", name)
        full = (relay.resolution.party.entity or relay.text for relay in self._relays)
        return next((entity for entity in full if short[:1].isupper() and entity.endswith(" " + short)), None)

    def _speaker_after(self, draft: Draft) -> Span | None:
        """The speaker that a sentence ends on: "..., said a person close to the ministry"."""
        if _RELATIVE.match(self._text, draft.start):
            return None  # an aside about somebody is the page's own
        _, stop = self._sentence(draft.start)
        tail = _SPEAKER_LAST.search(self._text, draft.end - 1, stop)
        return None if tail is None else tail.span("who")

    def _in_sentence(self, draft: Draft, span: Span) -> bool:
        start, end = self._sentence(draft.start)
        return start <= span[0] < end

    def _kind(self, name: str, modelled: str) -> SourceKind:
        if _UNNAMED.search(name) and not _PROPER.search(re.sub(r"^(?:The|A|An|One) ", "", name)):
            return SourceKind.ANONYMOUS
        if modelled and modelled != SourceKind.OUTLET:
            return SourceKind(modelled)
        if _DOCUMENT.search(name):
            return SourceKind.DOCUMENT
        known = self._knowledge.resolve(name)
        return SourceKind.PERSON if known is not None and known.kind == "person" else SourceKind.OFFICE

    def _stance(self, draft: Draft, sentence: Span) -> Stance:
        stance = Stance(draft.labels["stance"])
        if stance is not Stance.ASSERTS and draft.scores.get("stance", 0.0) >= 0.5:
            return stance
        words = self._text[sentence[0] : sentence[1]]
        if _DECLINES.search(words):
            return Stance.DECLINES
        # A verb of denial counts where it stands before the clause and after or beside its source.
        lead = self._text[sentence[0] : min(sentence[1], draft.anchor + 1)]
        if _DENIES.search(lead) and draft.source is not None and draft.source[0] >= sentence[0]:
            return Stance.DENIES
        if _DOUBTS.search(lead) and draft.source is not None and draft.source[0] >= sentence[0]:
            return Stance.DOUBTS
        return Stance.ASSERTS

    def _relay(self, draft: Draft, inner: Source | None) -> Found | None:
        sentence = self._sentence(draft.start)
        inside = [f for f in self._relays if sentence[0] <= f.start < sentence[1]]
        if inner is not None and inner.kind is SourceKind.OUTLET:
            return None
        if inside:
            return inside[0]
        if _SAME_REPORT.search(self._text, *sentence):
            earlier = [f for f in self._relays if f.start < sentence[0]]
            if earlier:
                return earlier[-1]
        return next((relay for start, end, relay in self._blocks if start <= draft.start < end), None)

    def _find_blocks(self) -> list[tuple[int, int, Found]]:
        """Paragraphs that a line such as "The Journal reports the following details" or "per the Journal:" opens."""
        blocks = []
        for relay in self._relays:
            line_end = self._text.find("\n", relay.end)
            if line_end < 0 or (
                not _OPENS_BLOCK.search(self._text[relay.end : line_end].rstrip())
                and not (self._text[relay.end : line_end].rstrip().endswith(":"))
            ):
                continue
            start = line_end
            while start < len(self._text) and self._text[start].isspace():
                start += 1
            stop = self._text.find("\n", start)
            blocks.append((start, stop if stop > 0 else len(self._text), relay))
        return blocks

    def _speaks(self, found: Found) -> bool:
        before = self._text[max(0, found.start - 24) : found.start]
        after = self._text[found.end : found.end + 60]
        return bool(_RELAY_BEFORE.search(before) or _RELAY_AFTER.match(after))

    def _is_other(self, found: Found) -> bool:
        name = (found.resolution.party.entity or found.text).lower()
        return not self._own or (name not in self._own and self._own not in name)

    def _same_outlet(self, source: Source, relay: Found) -> bool:
        return (
            source.start is not None
            and source.end is not None
            and source.start < relay.end
            and relay.start < source.end
        )
