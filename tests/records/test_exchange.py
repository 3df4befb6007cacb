"""The exchange form: what goes out comes back whole, whatever the text holds; what is no claim is refused in words."""

from __future__ import annotations

import contextlib
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstay.records import (
    MODES,
    SECTORS,
    Amount,
    AmountKind,
    Certainty,
    Channel,
    Claim,
    Effect,
    EventType,
    Mention,
    Participant,
    Party,
    Place,
    Precision,
    Reason,
    Source,
    SourceKind,
    Stance,
    Status,
    When,
)
from backstay.records.errors import UsageError
from backstay.records.exchange import claim_from_json, claim_to_json

SHARED = Path(__file__).parents[3] / "shared"

words = st.text(max_size=30)
offsets = st.none() | st.integers(0, 10**6)
states = st.none() | st.sampled_from(["VEN", "RUS", "CHN", "USA"])
scores = st.none() | st.floats(0, 1)
numbers = st.none() | st.floats(allow_nan=False, allow_infinity=False)
days = st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1))

parties = st.builds(
    Party, st.none() | words, st.none() | words, states, st.lists(st.sampled_from(SECTORS), max_size=3).map(tuple)
)
participants = st.none() | st.builds(Participant, st.builds(Mention, words, offsets, offsets), parties)
sources = st.builds(Source, words, st.sampled_from(SourceKind), st.sampled_from(Stance), offsets, offsets)
amounts = st.builds(
    Amount, words, numbers, numbers, words, words, st.sampled_from(AmountKind), st.booleans(), offsets, offsets
)
whens = st.none() | st.builds(When, words, days, days, st.sampled_from(Precision), st.none(), st.none())
places = st.none() | st.builds(Place, st.sampled_from(["VEN", "RUS"]), words, st.none() | words)


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    event_type = draw(st.sampled_from(EventType))
    return Claim(
        id=draw(st.from_regex(r"c[0-9a-f]{16}", fullmatch=True)),
        report=draw(st.from_regex(r"r[0-9a-f]{16}", fullmatch=True)),
        start=draw(st.integers(0, 10**6)),
        end=draw(st.integers(0, 10**6)),
        quote=draw(words),
        actor=draw(participants),
        recipient=draw(participants),
        event_type=event_type,
        mode=draw(st.none() | st.sampled_from(MODES.get(event_type, ("visit",)))),
        channel=draw(st.none() | st.sampled_from(Channel)),
        backer=draw(states),
        client=draw(states),
        effect=draw(st.none() | st.sampled_from(Effect)),
        status=draw(st.sampled_from(Status)),
        certainty=draw(st.sampled_from(Certainty)),
        sources=draw(st.lists(sources, min_size=1, max_size=3).map(tuple)),
        amounts=draw(st.lists(amounts, max_size=3).map(tuple)),
        when=draw(whens),
        where=draw(places),
        because=draw(st.none() | words),
        score=draw(scores),
        reasons=draw(st.lists(st.builds(Reason, words, words, scores), max_size=2).map(tuple)),
    )


@given(claims())
def test_a_claim_comes_back_whole_through_json(claim: Claim) -> None:
    line = json.dumps(claim_to_json(claim), allow_nan=False)
    assert "\n" not in line
    assert claim_from_json(json.loads(line)) == claim


@given(claims(), words.filter(bool))
def test_a_text_can_go_by_its_file_name(claim: Claim, name: str) -> None:
    data = claim_to_json(claim, doc=name)
    assert data["doc"] == name
    assert {k: v for k, v in data.items() if k != "doc"} == {
        k: v for k, v in claim_to_json(claim).items() if k != "doc"
    }


@given(claims())
def test_the_exchange_form_holds_plain_words(claim: Claim) -> None:
    """StrEnum members would pass json.dumps as strings, but not every reader of a dict is json."""
    data = claim_to_json(claim)
    for key in ("event_type", "channel", "effect", "status", "certainty"):
        assert type(data[key]) in (str, type(None))


WHOLE = {"doc": "a", "start": 0, "end": 4, "quote": "text", "event_type": "AID"}


def test_the_smallest_claim_is_filled_with_defaults() -> None:
    claim = claim_from_json(WHOLE)
    assert (claim.status, claim.certainty) == (Status.HAPPENED, Certainty.CERTAIN)
    assert claim.innermost == Source("", SourceKind.OUTLET)
    assert not claim.denied
    assert claim.id == claim_from_json(dict(WHOLE)).id


@pytest.mark.parametrize("missing", sorted(WHOLE))
def test_a_missing_field_is_told(missing: str) -> None:
    with pytest.raises(UsageError, match="no claim in the exchange form") as caught:
        claim_from_json({k: v for k, v in WHOLE.items() if k != missing})
    assert "docs/reference/records.md" in caught.value.hint


@pytest.mark.parametrize(
    "wrong",
    [
        {"event_type": "EXIT"},
        {"channel": "cyber"},
        {"status": "maybe"},
        {"sources": [{"name": "x", "kind": "oracle"}]},
        {"sources": ["The Wall Street Journal"]},
        {"amounts": [{"low": 1}]},
        {"when": {"text": "then", "start": "June"}},
        {"start": "zero"},
        {"actor": "Rostec"},
    ],
)
def test_a_word_outside_the_vocabulary_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        claim_from_json({**WHOLE, **wrong})


@given(
    st.dictionaries(
        st.sampled_from([*WHOLE, "actor", "sources", "amounts", "when", "channel"]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(max_size=5),
            lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
            max_leaves=5,
        ),
    )
)
def test_no_json_object_breaks_the_reader(data: dict[str, object]) -> None:
    with contextlib.suppress(UsageError):
        assert claim_from_json(data).quote == data["quote"]


@pytest.mark.shared
@pytest.mark.parametrize("name", ["gold/seed.jsonl", "gold/dev/claims.jsonl"])
def test_hand_written_claims_are_read(name: str) -> None:
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"the development data is not beside the checkout: {path}")
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        data = json.loads(line)
        claim = claim_from_json({"start": 0, "end": len(data["quote"]), **data})
        back = claim_to_json(claim)
        for key in ("event_type", "channel", "backer", "client", "effect", "status", "certainty", "mode"):
            assert back[key] == data.get(key), f"line {number + 1}: {key}"
