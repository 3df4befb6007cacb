"""Whom a pointer means: chances add up over the mentions of one party, and a pronoun follows the names."""

from datetime import date

import pytest

from backstay.knowledge import Knowledge
from backstay.reading.choosing import candidates, code_of, one_of, several_of
from backstay.reading.decode import Look
from backstay.reading.parties import Cast

TEXT = (
    "Cairo said on Monday that Sudan had closed the crossing. Egypt has asked the African Union to step in. "
    "He told Khartoum to answer."
)


def cast() -> Cast:
    return Cast(Knowledge.load(), TEXT, date(2016, 3, 1))


def look(nobody: float = 0.0, **chances: float) -> Look:
    mentions = []
    for words, chance in chances.items():
        name = words.replace("_", " ")
        start = TEXT.index(name)
        mentions.append(((start, start + len(name)), chance))
    return Look(tuple(sorted(mentions, key=lambda item: -item[1])), nobody)


def test_mentions_of_one_party_add_up() -> None:
    found = candidates(cast(), look(Sudan=0.4, Cairo=0.3, Egypt=0.28))
    assert [code_of(c.known.participant) for c in found] == ["EGY", "SDN"]
    assert found[0].chance == pytest.approx(0.58)
    known = one_of(found)
    assert known is not None
    assert known.participant.mention.text == "Cairo"


def test_a_pronoun_is_the_party_that_the_pointer_looks_at_by_name() -> None:
    known = one_of(candidates(cast(), look(He=0.6, Cairo=0.25, Sudan=0.1)))
    assert known is not None
    assert known.participant.mention.text == "He"
    assert code_of(known.participant) == "EGY"
    assert "Cairo" in known.why


def test_an_organisation_has_a_key_of_its_own() -> None:
    found = candidates(cast(), look(the_African_Union=0.7, Egypt=0.2))
    assert found[0].known.participant.party.entity is not None
    assert found[0].known.participant.party.state is None


def test_there_is_no_recipient_where_nobody_is_likelier() -> None:
    pointed = look(nobody=0.6, Sudan=0.4)
    assert several_of(candidates(cast(), pointed), pointed) == []


def test_two_recipients_of_like_chance_are_two() -> None:
    pointed = look(nobody=0.1, Sudan=0.45, the_African_Union=0.4, Egypt=0.05)
    found = several_of(candidates(cast(), pointed), pointed)
    assert len(found) == 2


def test_the_actor_is_not_its_own_recipient() -> None:
    actor = one_of(candidates(cast(), look(Sudan=0.9)))
    pointed = look(Sudan=0.5, Egypt=0.4)
    found = several_of(candidates(cast(), pointed, apart=actor.participant if actor else None), pointed)
    assert [code_of(k.participant) for k in found] == ["EGY"]


def test_a_pointer_that_looks_nowhere_means_nobody() -> None:
    assert candidates(cast(), Look()) == []
    assert one_of([]) is None
