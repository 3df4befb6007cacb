"""What each field of each record means, for the reference.

A field without a note, or a note without a field, is an error.
"""

from __future__ import annotations

NOTES: dict[str, dict[str, str]] = {
    "Report": {
        "id": "hash of the text, white space folded, and the address",
        "text": "the text as published; offsets everywhere count its characters",
        "url": "its address: the canonical one where the page names it",
        "outlet": "the name of the outlet, or its host where no name is given",
        "title": "the headline",
        "byline": "who wrote it, as printed",
        "published": "when it was published, or empty where nothing settles it",
        "language": "ISO 639-1 code",
        "retrieved": "when the bytes were read",
        "sha256": "of the bytes read",
        "provenance": "where each field came from: `json-ld`, `opengraph`, `meta`, `page`, `feed`, `given` ...",
    },
    "Published": {
        "day": "the day of publication",
        "precision": "how exactly the time is known",
        "at": "date and time of day, only if the page tells it",
    },
    "Skipped": {
        "address": "path or address of the input, with `#part` where it is a part of one",
        "reason": "a stable code, see [errors](errors.md)",
        "detail": "the message",
        "sha256": "of the bytes read, where there were any",
        "at": "when it was tried",
    },
    "Claim": {
        "id": "hash of clause, parties, type and innermost source",
        "report": "id of the report",
        "start": "offset of the clause's first character",
        "end": "offset behind its last",
        "quote": "the words of the clause",
        "actor": "who does it",
        "recipient": "to or with whom; may be absent",
        "event_type": "PLOVER 1.3, or `STATE` for a standing condition",
        "mode": "PLOVER's mode, for types that have modes",
        "channel": "the channel of backing that the claim bears on, or none",
        "backer": "the tie's backing state; under `pressure` the state that presses",
        "client": "the tie's state that is backed, or pressed",
        "effect": "what the claim says happens to the tie, or none",
        "status": "whether it took place, as the innermost source has it",
        "certainty": "how sure the quoted source sounds",
        "sources": "the chain of who says so, outermost first, ending with the one who knows",
        "amounts": "the numbers that it states",
        "when": "when it is said to have happened",
        "where": "where, if it has a place of its own",
        "because": "id of the claim that the source gives as its reason",
        "score": "the reader's confidence in its own reading",
        "reasons": "why each field is set",
    },
    "Participant": {"mention": "the words", "party": "who that is"},
    "Mention": {"text": "the words", "start": "offset of the first character", "end": "offset behind the last"},
    "Party": {
        "entity": "its name, such as Rostec",
        "entity_id": "its id in the knowledge file",
        "state": "ISO 3166 alpha-3; empty for international organisations and transnational groups",
        "sector": "PLOVER sector codes, most telling first",
    },
    "Source": {
        "name": "as the text has it; empty for the page's own voice",
        "kind": "who speaks",
        "stance": "what it does with the content",
        "start": "offset of the name's first character",
        "end": "offset behind its last",
    },
    "Amount": {
        "text": "the words",
        "low": "lower bound in `unit`; empty is open",
        "high": "upper bound in `unit`; empty is open",
        "unit": "`persons`, an ISO 4217 code, `share`, or a plural noun",
        "of": "what is counted, in the text's words",
        "kind": "a level, an end of a change, the change itself, a rate, a total",
        "approx": "is the text itself vague?",
        "start": "offset of the first character",
        "end": "offset behind the last",
    },
    "When": {
        "text": "the words",
        "first": "first day of the interval, resolved against the publication date",
        "last": "its last day",
        "precision": "how exactly it is known",
        "start": "offset of the first character",
        "end": "offset behind the last",
    },
    "Place": {"state": "ISO 3166 alpha-3", "text": "the words", "place_id": "its id in the knowledge file"},
    "Reason": {"field": "which field", "because": "in plain words", "score": "where a model decided"},
    "Origin": {
        "id": "hash of its claims",
        "claims": "ids of the claims that go back to this telling",
        "source": "who told it first, as far as the texts say",
        "first_told": "earliest publication date among them",
    },
}

EXCHANGE: dict[str, str] = {
    "doc": "id of the report, or the file's name where files are scored",
    "place": "the place's words and id; `where` holds its state",
    "when.at": "offsets of the words, as a pair; `start` and `end` hold the interval as ISO dates",
}
"""Where the exchange form differs from the records."""
