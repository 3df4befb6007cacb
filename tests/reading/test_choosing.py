"""Whom a pointer means: chances add up over the mentions of one party, and a pronoun follows the names."""

from datetime import date

import pytest

from backstay.knowledge import Knowledge
from backstay.reading.choosing import Looked, candidates, code_of
from backstay.reading.decode import Look
from backstay.reading.parties import Cast
from backstay.records import Mention, Participant, Party

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


def test_a_pointer_that_looks_nowhere_means_nobody() -> None:
    assert candidates(cast(), Look()) == []


def test_one_party_is_left_out_where_the_other_is_meant() -> None:
    looked = Looked(cast(), look(Sudan=0.5, the_African_Union=0.4))
    union = looked.candidates[1].known.participant
    assert [code_of(c.known.participant) for c in looked.apart_from(union)] == ["SDN"]
    assert looked.apart_from(cast().who((0, 5)).participant) is not None


def test_a_body_of_an_organisation_stands_for_it_in_a_tie() -> None:
    def code(words: str, **party: str) -> str | None:
        return code_of(Participant(Mention(words), Party(**party)))

    assert code("the Security Council", entity="United Nations Security Council") == "UNO"
    assert code("European creditors") == "EUR"
    assert code("NATO allies") == "NAT"
    assert code("the European Court of Human Rights") is None
    assert code("Europeans in Paris", state="FRA") == "FRA"
