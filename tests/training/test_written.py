"""The texts written for training: annotated verbatim, in the vocabulary, each its own."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from backstay.records import MODES, SECTORS, Certainty, Channel, Effect, EventType, SourceKind, Stance, Status

FOLDER = Path(__file__).resolve().parents[2] / "training" / "reader" / "written"
FILES = sorted(FOLDER.glob("*.jsonl"))
IGO_CODES = {"EUR", "UNO", "NAT"}
TEXTS: list[dict[str, Any]] = [
    json.loads(line) for path in FILES for line in path.read_text(encoding="utf-8").splitlines()
]


def _id(text: dict[str, Any]) -> str:
    return text["doc"]


def test_there_are_texts_and_none_twice():
    assert TEXTS
    assert len({t["doc"] for t in TEXTS}) == len(TEXTS)
    assert len({t["text"] for t in TEXTS}) == len(TEXTS)
    headlines = [t["text"].split("\n", 1)[0] for t in TEXTS]
    assert len(set(headlines)) == len(headlines)


@pytest.mark.parametrize("text", TEXTS, ids=_id)
def test_form(text):
    assert set(text) == {"doc", "published", "outlet", "text", "claims"}
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", text["published"])
    assert text["text"]
    assert text["text"] == text["text"].strip()


@pytest.mark.parametrize("text", TEXTS, ids=_id)
def test_subjects_of_the_held_out_texts_do_not_occur(text):
    words = text["text"].casefold()
    assert "rostec" not in words
    assert "venezuela" not in words
    assert "caracas" not in words


@pytest.mark.parametrize("text", TEXTS, ids=_id)
def test_quotes_and_mentions_are_verbatim(text):
    for claim in text["claims"]:
        assert claim["quote"] in text["text"]
        assert claim["quote"] == claim["quote"].strip()
        for role in ("actor", "recipient"):
            if claim[role] is not None:
                assert claim[role]["text"] in text["text"]
                assert claim[role]["text"]
        for source in claim["sources"]:
            assert source["name"] in text["text"]


@pytest.mark.parametrize("text", TEXTS, ids=_id)
def test_vocabulary(text):
    for claim in text["claims"]:
        event = EventType(claim["event_type"])
        assert claim["mode"] is None or claim["mode"] in MODES[event]
        for name, kind in (("channel", Channel), ("effect", Effect)):
            assert claim[name] is None or kind(claim[name])
        assert Status(claim["status"])
        assert Certainty(claim["certainty"])
        assert claim["actor"] is not None
        for role in ("actor", "recipient"):
            party = claim[role]
            if party is not None:
                assert set(party) == {"text", "entity", "state", "sector"}
                assert party["state"] is None or re.fullmatch(r"[A-Z]{3}", party["state"])
                assert party["state"] not in IGO_CODES
                assert set(party["sector"]) <= set(SECTORS)


@pytest.mark.parametrize("text", TEXTS, ids=_id)
def test_ties(text):
    for claim in text["claims"]:
        for side in ("backer", "client"):
            assert claim[side] is None or re.fullmatch(r"[A-Z]{3}", claim[side])
        if claim["channel"] is None:
            assert claim["backer"] is claim["client"] is claim["effect"] is None
        else:
            assert claim["backer"] or claim["client"]
            assert claim["backer"] != claim["client"]
        if claim["channel"] == "pressure":
            assert claim["effect"] is None


@pytest.mark.parametrize("text", TEXTS, ids=_id)
def test_sources_are_chains_from_the_outlet_inwards(text):
    for claim in text["claims"]:
        first, *rest = claim["sources"]
        assert (first["name"], first["kind"]) == ("", "outlet")
        assert all(source["name"] for source in rest)
        for source in claim["sources"]:
            assert SourceKind(source["kind"])
            assert Stance(source["stance"])
        assert all(source["stance"] == "asserts" for source in claim["sources"][:-1])


@pytest.mark.parametrize("text", TEXTS, ids=_id)
def test_no_claim_twice(text):
    keys = [json.dumps(claim, sort_keys=True) for claim in text["claims"]]
    assert len(set(keys)) == len(keys)


def _first_near(text: str, mention: str, start: int, end: int) -> int:
    """Where the trainer looks for a mention: in the clause, else the last one before it, else the first after it."""
    at = text.find(mention, start, end)
    if at < 0:
        at = text.rfind(mention, 0, start)
    return at if at >= 0 else text.find(mention, end)


@pytest.mark.parametrize("text", TEXTS, ids=_id)
def test_the_nearest_mention_does_not_begin_inside_a_word(text):
    body = text["text"]
    for claim in text["claims"]:
        start = body.index(claim["quote"])
        names = [claim[role]["text"] for role in ("actor", "recipient") if claim[role]]
        names += [claim["sources"][-1]["name"]] if claim["sources"][-1]["name"] else []
        for name in names:
            at = _first_near(body, name, start, start + len(claim["quote"]))
            assert at == 0 or not body[at - 1].isalnum(), (name, claim["quote"])
            if name[0].islower() or len(name) < 4:
                assert not body[at + len(name) : at + len(name) + 1].isalnum(), (name, claim["quote"])
