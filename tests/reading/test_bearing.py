"""Which tie a claim bears on, read by the shipped model."""

from __future__ import annotations

from datetime import date

import pytest

import backstay
from backstay.knowledge import Knowledge, alignments
from backstay.reading.bearing import Bearing, Sides, bearing
from backstay.reading.decode import Draft
from backstay.records import Channel, Effect, EventType, Mention, Participant, Party


def draft_of(event_type: str, channel: str, effect: str, chances: dict[str, dict[str, float]]) -> Draft:
    """A draft whose actor is said to be the backer and whose recipient the client."""
    roles = {"backer_role": "actor", "client_role": "recipient"}
    labels = {"event_type": event_type, "channel": channel, "effect": effect, **roles}
    return Draft(anchor=0, start=0, end=10, looks={}, source=None, labels=labels, chances=chances, score=0.9)


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
    draft = draft_of(event_type, "forces", "", {"backer_role": even, "client_role": even})
    tie = bearing(draft, participant("CUB"), participant("VEN"), Sides({"VEN": 0.04}, {"CUB": 0.04}), ())
    assert tie.backer == backer


def tied(event_type: str, channel: str, backer: str, client: str, day: date | None, effect: str = "builds") -> Bearing:
    """What a draft bears on whose actor is the backer and whose recipient the client, beyond doubt."""
    chances = {
        "backer_role": {"": 0.0, "actor": 1.0, "recipient": 0.0, "other": 0.0},
        "client_role": {"": 0.0, "actor": 0.0, "recipient": 1.0, "other": 0.0},
    }
    draft = draft_of(event_type, channel, effect, chances)
    sides = Sides({backer: 1.0}, {client: 1.0})
    return bearing(draft, participant(backer), participant(client), sides, (), day=day)


@pytest.mark.parametrize(
    ("backer", "client", "day", "channel"),
    [
        ("RUS", "UKR", date(2013, 6, 1), Channel.FORCES),
        ("RUS", "UKR", date(2015, 6, 1), Channel.PRESSURE),
        ("UKR", "RUS", date(2015, 6, 1), Channel.PRESSURE),
        ("RUS", "UKR", None, Channel.PRESSURE),
        ("USA", "IRQ", date(2002, 6, 1), Channel.PRESSURE),
        ("USA", "IRQ", date(2015, 6, 1), Channel.FORCES),
        ("USA", "IRQ", None, Channel.FORCES),
    ],
)
def test_troops_of_an_adversary_are_no_backing(backer: str, client: str, day: date | None, channel: Channel) -> None:
    found = tied("MOBILIZE", "forces", backer, client, day)
    assert (found.channel, found.backer, found.client) == (channel, backer, client)
    assert (found.effect is None) == (channel is Channel.PRESSURE) == bool(found.why)


def test_what_else_an_adversarys_forces_do_is_on_no_tie() -> None:
    left = tied("RETREAT", "forces", "USA", "SYR", date(2019, 1, 10), "ends")
    assert (left.channel, left.backer, left.client, left.effect) == (None, None, None, None)
    assert "adversary" in left.why
    assert tied("AGREE", "finance", "USA", "IRN", date(2015, 9, 11)).channel is Channel.FINANCE


def test_who_fights_for_a_government_does_not_press_it() -> None:
    struck = tied("ASSAULT", "pressure", "RUS", "SYR", date(2016, 1, 1))
    assert (struck.channel, struck.client) == (None, None)
    moved = tied("MOBILIZE", "pressure", "RUS", "SYR", date(2016, 1, 1))
    assert (moved.channel, moved.effect) == (Channel.FORCES, Effect.BUILDS)
    assert tied("ASSAULT", "pressure", "RUS", "SYR", date(2013, 1, 1)).channel is Channel.PRESSURE
    assert tied("REQUEST", "pressure", "RUS", "SYR", date(2016, 1, 1)).channel is Channel.PRESSURE


def test_a_break_that_makes_adversaries_is_still_told_as_one() -> None:
    text = "The United States withdrew its last troops from Afghanistan on Monday."
    (claim,) = [each for each in backstay.read(text, published="2021-08-31") if each.client == "AFG"]
    assert (claim.channel, claim.backer) == (Channel.FORCES, "USA")


def test_why_a_claim_is_on_no_tie_is_kept() -> None:
    text = "The Pentagon withdrew advisers from Syria, officials said."
    (claim,) = [each for each in backstay.read(text, published="2019-10-08") if each.event_type is EventType.RETREAT]
    assert (claim.channel, claim.backer, claim.client) == (None, None, None)
    assert any("adversary" in reason.because for reason in claim.reasons if reason.field == "channel")


def test_why_a_channel_was_settled_is_kept() -> None:
    found = backstay.read("Russia has stationed 40,000 troops in eastern Ukraine.", published="2015-06-03")
    (claim,) = [each for each in found if each.client == "UKR"]
    assert claim.channel is Channel.PRESSURE
    assert any("adversary" in reason.because for reason in claim.reasons if reason.field == "channel")


def test_the_table_of_alignments_holds_states_and_days_in_order() -> None:
    known = Knowledge.load()
    for table in (alignments._ADVERSARIES, alignments._DEFENDERS):
        for (one, other), spells in alignments._read(table).items():
            assert one != other
            assert known.state_name(one)
            assert known.state_name(other)
            assert all(each.why and (each.until is None or each.since < each.until) for each in spells)
