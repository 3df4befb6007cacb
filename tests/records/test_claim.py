"""What makes a claim this claim, and what it says of itself."""

from __future__ import annotations

import pickle
import unicodedata
from dataclasses import FrozenInstanceError, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstay.records import (
    MODES,
    OUTLET,
    QUAD,
    Claim,
    EventType,
    Mention,
    Participant,
    Party,
    Source,
    SourceKind,
    Stance,
    claim_id,
    content_id,
    report_id,
)

ROSTEC = Participant(Mention("Rostec", 0, 6), Party("Rostec", "firm:rostec", "RUS", ("BUS", "MIL")))
DENIAL = Source("Rostec", SourceKind.OFFICE, Stance.DENIES)
CLAIM = Claim("c1", "r1", 0, 20, "Rostec has cut staff", ROSTEC, None, EventType.RETREAT)


def test_the_outlets_own_voice_is_a_source() -> None:
    assert CLAIM.sources == (OUTLET,)
    assert CLAIM.innermost is OUTLET


def test_a_denial_is_what_the_innermost_source_denies() -> None:
    assert replace(CLAIM, sources=(OUTLET, DENIAL)).denied
    assert not replace(
        CLAIM, sources=(replace(OUTLET, stance=Stance.DENIES), replace(DENIAL, stance=Stance.ASSERTS))
    ).denied


@pytest.mark.parametrize(
    ("words", "named"),
    [("Moscow", True), ("the firm", True), ("US", True), ("it", False), ("They", False), ("I", False)],
)
def test_a_pronoun_names_nobody(words: str, named: bool) -> None:
    assert Participant(Mention(words)).named is named


def test_records_do_not_change() -> None:
    with pytest.raises(FrozenInstanceError):
        CLAIM.quote = "other"  # type: ignore[misc]
    assert pickle.loads(pickle.dumps(CLAIM)) == CLAIM


def test_an_id_tells_apart_what_differs() -> None:
    def key(**changes: object) -> str:
        base = {
            "report": "r1", "start": 0, "end": 20, "actor": ROSTEC, "recipient": None,
            "event_type": EventType.RETREAT, "sources": (OUTLET,),
        }  # fmt: skip
        return claim_id(**{**base, **changes})  # type: ignore[arg-type]

    others = [
        key(report="r2"), key(start=1), key(end=21), key(actor=None), key(actor=None, recipient=ROSTEC),
        key(event_type=EventType.STATE), key(sources=(OUTLET, DENIAL)),
        key(sources=(OUTLET, replace(DENIAL, stance=Stance.ASSERTS))),
    ]  # fmt: skip
    assert len({key(), *others}) == 1 + len(others)
    assert key() == key(sources=(Source("page", SourceKind.OUTLET), OUTLET)), "only the innermost source counts"


@given(st.lists(st.text(max_size=20), max_size=4))
def test_content_ids_are_stable_and_keep_parts_apart(parts: list[str]) -> None:
    made = content_id("c", *parts)
    assert made == content_id("c", *(unicodedata.normalize("NFD", p) for p in parts)), "composed or not, the same text"
    assert len(made) == 17
    if not any("\x1f" in p for p in parts):
        assert made != content_id("c", *parts, "x")


def test_content_id_is_the_same_in_every_release() -> None:
    """Ledgers keep these: a change here is a migration."""
    assert content_id("r", "text", "url") == "rd630b9382ea308ba"


@given(st.text(), st.none() | st.text(max_size=10))
def test_a_report_is_the_same_however_its_lines_break(text: str, url: str | None) -> None:
    assert report_id(text, url) == report_id("  " + "\n\n".join(text.split()) + "\n", url)


def test_every_event_type_but_state_has_its_quad() -> None:
    assert set(EventType) - set(QUAD) == {EventType.STATE}
    assert len(QUAD) == 16
    assert all(len(set(modes)) == len(modes) for modes in MODES.values())
