"""Which tie a claim bears on, read by the shipped model."""

from __future__ import annotations

import pytest

import backstay
from backstay.reading.bearing import Sides, bearing
from backstay.reading.decode import Draft
from backstay.records import Channel, Mention, Participant, Party


def participant(state: str) -> Participant:
    return Participant(Mention(state, 0, len(state)), Party(None, None, state, ("GOV",)))


def ties(text: str) -> set[tuple[Channel, str | None, str | None]]:
    found = backstay.read(text, published="2015-06-03")
    return {(claim.channel, claim.backer, claim.client) for claim in found if claim.channel}


@pytest.mark.parametrize(
    ("text", "client"),
    [
        ("The International Monetary Fund approved a $17 billion loan to Ukraine as Russia massed troops.", "UKR"),
        ("The African Development Bank lent Sudan $30 million on the day the Russian president arrived.", "SDN"),
    ],
)
def test_what_a_body_of_no_state_lends_is_lent_by_no_state_named_beside_it(text: str, client: str) -> None:
    assert (Channel.FINANCE, None, client) in ties(text)
    assert (Channel.FINANCE, "RUS", client) not in ties(text)


def test_the_union_is_a_backer_by_its_code() -> None:
    assert (Channel.PRESSURE, "EUR", "RUS") in ties("The European Union imposed sanctions on Russia on Monday.")


def test_who_is_shielded_in_a_council_is_a_state_not_the_council() -> None:
    assert ties("Russia vetoed a U.N. resolution condemning Syria.") == {(Channel.DIPLOMACY, "RUS", "SYR")}


def test_a_rating_is_no_act_of_the_state_in_which_the_agency_sits() -> None:
    assert not ties("S&P declared Venezuela in selective default on its bonds on Monday.")
    said = "S&P Global Ratings cut its rating on Monday, after Venezuela failed to pay $200 million on its bonds."
    assert "USA" not in {side for _, *sides in ties(said) for side in sides}


@pytest.mark.parametrize(("event_type", "backer"), [("AID", "CUB"), ("CONCEDE", "VEN")])
def test_who_gives_or_sends_is_the_backer_where_the_model_wavers(event_type: str, backer: str) -> None:
    even = {"": 0.0, "actor": 0.5, "recipient": 0.5, "other": 0.0}
    draft = Draft(
        anchor=0,
        start=0,
        end=10,
        looks={},
        source=None,
        labels={
            "event_type": event_type,
            "channel": "forces",
            "effect": "",
            "backer_role": "actor",
            "client_role": "recipient",
        },
        score=0.9,
        chances={"backer_role": even, "client_role": even},
    )
    tie = bearing(draft, participant("CUB"), participant("VEN"), Sides({"VEN": 0.04}, {"CUB": 0.04}), ())
    assert tie.backer == backer
