"""Who tells what a sentence says, as far as the text itself shows: sentence by sentence through one report.

A sentence that names who told it ("..., the Journal reported, citing a person close to the ministry") settles it. "The
newspaper", "the sources", "he" go back to who was named before. A sentence between two of one teller's is that
teller's, and so is a headline over a first sentence that names its teller. Everything else is the report's own voice.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ...knowledge import Knowledge
from ...reading.parties import Cast
from ...reading.sentences import sentence_spans
from ...records import Report
from .outlet_names import AGENCIES, Outlet
from .outlets import Outlets
from .spreading import Told, spread

_SAID = (
    r"(?:sa(?:id|ys?)|add(?:s|ed)|told|tells|wr(?:ote|ites?)|tweeted|announced|den(?:y|ied|ies)|confirm(?:s|ed)|"
    r"claimed|warn(?:s|ed)?|stated|note[ds]|showed|shows|insist(?:s|ed)?|acknowledged|argue[ds]?|called|"
    r"allege[ds]?|maintain(?:s|ed)?|stress(?:es|ed)|believes?|point(?:s|ed)? out|suggest(?:s|ed)?|testified|"
    r"predict(?:s|ed)|expects|vowed|recalled|estimated)"
)
_ADVERB = (
    r"(?: (?:(?:late |early )?(?:on )?[A-Z]\w+day(?: (?:morning|afternoon|evening|night))?|also|later|then|first|"
    r"repeatedly|previously|once|has|have|had|\w+ly))*"
)
_SHORT = r"(?:[A-Z]|Mr|Mrs|Ms|Dr|Sen|Rep|Gen|Lt|Col|Gov|Adm|Maj|Capt|Prof|St|Jr)\."
_WHO = (
    r"(?P<who>(?:(?:an?|the|two|three|four|several|some|one|its|his|their)\s+)?(?=[^\W_])"
    rf"(?:{_SHORT}|[^,.;:“”\"\n]){{2,90}}?)"
)
_CITES = r"(?:[Cc]iting|[Qq]uoting|which cited|(?:attributed|attributes) (?:this|it|the \w+) to|quoted|quotes)"
_SPEAKERS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{_CITES} {_WHO}(?=[,.;]|$| without| as | who | in )",
        rf"\b[Aa]ccording to (?:calculations by |figures from |data from )?{_WHO}(?=[,.;]|$| who | quoted | cited )",
        rf"(?:^|[,;”\"]\s+){_WHO} told\b",
        rf"was told by {_WHO}(?= that|[,.;]|$)",
        rf"[,”\"]\s+{_WHO}{_ADVERB} {_SAID}\b(?=[^,;]*(?:[.;]|$|, (?:according|citing|quoting)))",
        rf", an? [^,;]{{2,60}}, {_WHO}, {_SAID}\b",
        rf", (?P<who>he|she|it|they) {_SAID},",
        rf"^(?:[^\w“\"]*){_WHO}(?:, [^,]{{2,90}},)?{_ADVERB} {_SAID}\b",
        rf"^[^,“\"]{{2,60}}, {_WHO}{_ADVERB} {_SAID}\b",
        rf"[,”\"]\s+{_SAID} {_WHO}(?=[,.;]|$)",
        rf"^{_WHO} (?:did not|didn['’]t|would not) (?:say|name|give|answer|identify)\b",
    )
)
_BACK_TO_OUTLET = re.compile(
    r"\b(?:[Tt]he|[Tt]hat|[Tt]his) (?:[A-Z]\w+ )?(?:newspaper|paper|agency|daily|magazine|broadcaster|outlet|article|"
    r"report|account)\b|\b[Ii]ts (?:report|account)\b|^It(?:, too,)? (?:attributed|rests|cited|quoted)\b"
)
_ABOUT_IT = re.compile(
    r"\b(?:confirm|den(?:y|ies|ied)|dismiss(?:es|ed)?|reject(?:s|ed)?|disput(?:es|ed)|comment(?:ed)? on|"
    r"respond(?:ed)? to|asked about|reacted to)\b[^,;]{0,30}\b(?:report|account|article|story)\b"
)
"""Whoever answers a report tells something of their own."""
NEAR = 2
"""Sentences from an outlet's name within which whoever spoke to it goes on speaking to it."""
_QUOTES = re.compile('[“”"]')
_UNNAMED = re.compile(
    r"(?:[\w’'.&-]+ )*?(?:sources?|officials?|persons?|people|someone|insiders?|diplomats?|aides?|executives?|"
    r"witness(?:es)?|experts?|analysts?|documents?|reports|records|slides|filings?|figures|data|spokes\w+)"
    r"(?: (?:of|at|in|from|close|familiar|with|on|who|inside|near|within|for|published|briefed|involved)\b.*)?$",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"\b(?:ministry|treasury|government|kremlin|central bank|company|firm|party|army|military|police|court|parliament|"
    r"embassy|presidency|council|agency|department|pentagon|corporation)$",
    re.IGNORECASE,
)
_AGAIN = re.compile(r"(?:the|that|this|these|those)\s+(?:same\s+)?(?:\w+\s+)?(?P<noun>\w+)$", re.IGNORECASE)
_PRONOUN = re.compile(r"(?:he|she|it|they|them|him|her)\b(?!.* (?:who|which|of))", re.IGNORECASE)
_OFFICE = re.compile(
    r"(?:(?:the|its|their|an?) )?(?:press service|press office|spokes\w+|executives|management)"
    r"(?: (?:of|for) (?P<of>.+))?$",
    re.IGNORECASE,
)
_CLAUSE = (
    rf"\b{_SAID}\b|\b(?:reports? on|which|when|after|before|because|if|while|until|since|was|were|is|are)\b|"
    r"\b(?:not|to|would|could|will|can|may|might|should|must|who|that|be|didn['’]t)$"
)
"""What no speaker's name holds: then the words are more of the sentence than a name."""
_NOBODY = re.compile(r"(?:Neither|Nobody|None|No one|Both|Other|How|What|That|This|There)\b")
_FIRM = re.compile(r"the (?:[\w-]+ ){0,3}(?:company|firm|corporation|contractor|conglomerate)$", re.IGNORECASE)
_ADJECTIVE = re.compile(r"(?:[A-Z]\w+(?:n|ese|sh)|[A-Z]{2,}|U\.S\.) (?=[a-z])")
_ARTICLE = re.compile(r"^(?:the|an?|its|his|their)\s+", re.IGNORECASE)
_TITLES = re.compile(
    r"^(?:US |U\.S\. |Russian |Prime |Finance |Foreign |Defen[cs]e )*(?:President|Minister|Chancellor|Secretary|"
    r"Premier|Gen|Sen|Mr|Mrs|Ms)\.? +"
)


def tellings(report: Report, knowledge: Knowledge) -> list[Told]:
    """Every sentence of a report with its teller, in order."""
    cast = Cast.of_report(knowledge, report)
    outlets = Outlets(report.text, cast.names_in((0, len(report.text))), report.outlet)
    reading = _Reading(report.text, cast, outlets)
    spans = sentence_spans(report.text)
    found = [reading.sentence(*part) for span in spans for part in outlets.parts(*span)]
    return spread(found, report, outlets)


class _Reading:
    """What one report has said of its tellers so far."""

    def __init__(self, text: str, cast: Cast, outlets: Outlets) -> None:
        self._text, self._cast, self._outlets = text, cast, outlets
        self._outlet: Outlet | None = None
        self._speaker: tuple[str, bool] | None = None
        self._through: dict[str, Outlet | None] = {}
        self._since = 0

    def sentence(self, start: int, end: int) -> Told:
        words = self._text[start:end]
        named = self._outlets.within(start, end)
        self._since = 0 if named else self._since + 1
        speaker = self._speaker_of(start, words)
        outlet = named[0] if named else None
        if outlet is None:
            outlet = self._again(words, speaker)
        if self._outlet is None:
            self._outlet = next(iter(self._outlets.named(start, end)), None)
        told = Told(start, end, outlet, speaker[0] if speaker else None, bool(speaker and speaker[1]))
        told = replace(told, also=tuple(named[1:]))
        if told.own:
            return told
        self._remember(told)
        return replace(told, sure=self._sure(told, bool(named)))

    def _sure(self, told: Told, here: bool) -> float:
        if told.outlet is not None:
            return told.outlet.sure if here else 0.8 * told.outlet.sure
        return 0.85 if told.named else 0.7

    def _remember(self, told: Told) -> None:
        if told.outlet is not None:
            self._outlet = told.outlet
        if told.speaker is not None:
            self._speaker = (told.speaker, told.named)
            if told.outlet is not None:
                self._through[told.speaker] = told.outlet

    def _again(self, words: str, speaker: tuple[str, bool] | None) -> Outlet | None:
        """The outlet named before: "the newspaper", or the one through which this speaker was heard.

        What somebody with a name says further on, in other words than theirs, may have been said anywhere.
        """
        back = _BACK_TO_OUTLET.search(words)
        if back is not None and not _ABOUT_IT.search(words) and not ("agency" in back[0] and not self._is_agency()):
            return self._outlet
        if speaker is None or (speaker[1] and self._since > NEAR and not _QUOTES.search(words)):
            return None
        return self._through.get(speaker[0])

    def _is_agency(self) -> bool:
        """May "the agency" be the outlet that was named last?"""
        return self._outlet is not None and (self._outlet.name in AGENCIES or self._outlet.sure <= 0.8)

    def _speaker_of(self, start: int, words: str) -> tuple[str, bool] | None:
        for pattern in _SPEAKERS:
            for match in pattern.finditer(words):
                first, last = start + match.start("who"), start + match.end("who")
                if any(first < each.end and each.start < last for each in self._outlets.named(first, last)):
                    continue
                found = self._who(first, last)
                if found is not None:
                    return found
        return None

    def _who(self, start: int, end: int) -> tuple[str, bool] | None:
        words = self._text[start:end].strip()
        if (
            len(words.split()) > 14
            or re.search(_CLAUSE, words)
            or _NOBODY.match(words)
            or _BACK_TO_OUTLET.fullmatch(words)
        ):
            return None
        if _PRONOUN.match(words):
            return self._speaker
        office = _OFFICE.match(words)
        if office is not None:
            return self._office(office["of"], start, end)
        if _UNNAMED.match(words):
            return self._back(words) or (words, False)
        return self._body_or_person(words, start, end)

    def _body_or_person(self, words: str, start: int, end: int) -> tuple[str, bool] | None:
        entity = self._entity(start, end)
        if entity:
            return entity, True
        if _has_name(words):
            return _TITLES.sub("", _ARTICLE.sub("", words)), True
        return self._back(words) or ((words, bool(_BODY.search(words))) if _ARTICLE.match(words) else None)

    def _office(self, of: str | None, start: int, end: int) -> tuple[str, bool] | None:
        """The press service of a firm speaks for it."""
        if of:
            entity = self._entity(self._text.index(of, start), end)
            return (entity, True) if entity else (of, bool(_BODY.search(of)))
        return self._speaker

    def _entity(self, start: int, end: int) -> str | None:
        """The known name of a person, body or firm; "the Russian company" is the last firm of that state."""
        if _FIRM.match(self._text[start:end]):
            states = {found.resolution.party.state for found in self._cast.names_in((start, end))}
            earlier = [found for found in self._cast.names_in((0, start)) if found.resolution.kind == "firm"]
            fits = [found for found in earlier if not states or found.resolution.party.state in states]
            return fits[-1].resolution.party.entity if fits else None
        known = self._cast.who((start, end))
        return known.participant.party.entity if known.score >= 0.4 else None

    def _back(self, words: str) -> tuple[str, bool] | None:
        """Those named before: "the sources", "the person"."""
        again = _AGAIN.match(words)
        if again is None or self._speaker is None:
            return None
        noun = again["noun"].casefold().rstrip("s")
        before = [word.casefold().rstrip("s") for word in re.findall(r"\w+", self._speaker[0])]
        return self._speaker if noun in before or (noun in ("ministry",) and "ministry" in before) else None


def _has_name(words: str) -> bool:
    """Is there a capital letter that is no adjective's ("the Russian ministry")?"""
    bare = _ADJECTIVE.sub("", _ARTICLE.sub("", words))
    return bool(re.search(r"(?:^|\s)[A-Z][\w’'&-]+", bare))
