"""Whom a pointer means: chances add up over the mentions of one party, and a pronoun follows the names."""

from datetime import date

import pytest

from backstay.knowledge import Knowledge
from backstay.reading.choosing import candidates, code_of, pairs_of
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
    assert found[0].known.participant.mention.text == "Cairo"


def test_a_pronoun_is_the_party_that_the_pointer_looks_at_by_name() -> None:
    known = candidates(cast(), look(He=0.6, Cairo=0.25, Sudan=0.1))[0].known
    assert known.participant.mention.text == "He"
    assert code_of(known.participant) == "EGY"
    assert "Cairo" in known.why


def test_an_organisation_has_a_key_of_its_own() -> None:
    found = candidates(cast(), look(the_African_Union=0.7, Egypt=0.2))
    assert found[0].known.participant.party.entity is not None
    assert found[0].known.participant.party.state is None


def test_there_is_no_recipient_where_nobody_is_likelier() -> None:
    (pair,) = pairs_of(cast(), look(Egypt=0.9), look(nobody=0.6, Sudan=0.4))
    assert pair.recipient is None


def test_two_recipients_of_like_chance_are_two() -> None:
    pairs = pairs_of(cast(), look(Egypt=0.9), look(nobody=0.1, Sudan=0.45, the_African_Union=0.4))
    assert len(pairs) == 2
    assert {pair.actor.participant.mention.text for pair in pairs if pair.actor} == {"Egypt"}


def test_two_actors_of_like_chance_are_two() -> None:
    pairs = pairs_of(cast(), look(Egypt=0.45, Sudan=0.42), look(the_African_Union=0.9))
    assert sorted(code_of(pair.actor and pair.actor.participant) or "" for pair in pairs) == ["EGY", "SDN"]


def test_the_actor_is_not_its_own_recipient() -> None:
    (pair,) = pairs_of(cast(), look(Sudan=0.9), look(Sudan=0.5, Egypt=0.4))
    assert pair.recipient is not None
    assert code_of(pair.recipient.participant) == "EGY"


def test_two_parties_of_one_state_are_marked_down() -> None:
    (pair,) = pairs_of(cast(), look(Cairo=0.9), look(Egypt=0.42, Sudan=0.4))
    assert pair.recipient is not None
    assert code_of(pair.recipient.participant) == "SDN"


def test_a_pointer_that_looks_nowhere_means_nobody() -> None:
    assert candidates(cast(), Look()) == []
    assert pairs_of(cast(), Look(), Look(nobody=1.0)) == []
