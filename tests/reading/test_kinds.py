"""Kinds of sentence that a claim may stand in: each found with the right parties and type, in texts of our own."""

from __future__ import annotations

from datetime import date

import pytest

from backstay.reading import Reader
from backstay.records import Claim, Published, Report, Status, report_id


def claims(text: str) -> tuple[Claim, ...]:
    return Reader.load().read(
        Report(report_id(text, None), text, outlet="Example Herald", published=Published(date(2016, 4, 5)))
    )


def sides(claim: Claim) -> tuple[str | None, str | None]:
    return (
        claim.actor.party.state if claim.actor else None,
        claim.recipient.party.state if claim.recipient else None,
    )


def dyads(text: str) -> set[tuple[str | None, str | None]]:
    return {sides(claim) for claim in claims(text)}


LENT = "Russia and China lent Angola $2 billion last year.\n"
NOMINAL = "Turkey's withdrawal of its troops from Qatar began on Monday.\n"
HEADLINE = "France cuts military aid to Chad\n\nPARIS — The decision was taken on Tuesday, an official said.\n"
PRONOUN = (
    "Erdogan meets Putin in Moscow\n\nTurkish President Recep Tayyip Erdogan arrived in Moscow on Tuesday. "
    "He thanked Russia for its support.\n"
)
DENIAL = "Iran has sent missiles to Yemen's Houthi rebels, Saudi Arabia said. Tehran denied sending any weapons.\n"
NEGATED = "Japan did not sign the agreement with South Korea.\n"
CONDITIONAL = "Israel would attack Iran if the talks failed, its defence minister said.\n"
STANDING = "Belarus owes Russia more than $700 million for gas.\n"


def test_two_lenders_are_two_parties() -> None:
    assert {("RUS", "AGO"), ("CHN", "AGO")} & dyads(LENT)


def test_a_noun_can_carry_an_event() -> None:
    assert any(claim.event_type == "RETREAT" and sides(claim)[0] == "TUR" for claim in claims(NOMINAL))


def test_a_headline_makes_a_claim() -> None:
    assert any(claim.start == 0 and sides(claim) == ("FRA", "TCD") for claim in claims(HEADLINE))


def test_he_is_the_president_named_before() -> None:
    assert ("TUR", "RUS") in dyads(PRONOUN)


def test_what_did_not_happen_is_said_so() -> None:
    assert any(claim.status is Status.DID_NOT_HAPPEN and "JPN" in sides(claim) for claim in claims(NEGATED))


def test_a_condition_is_no_event_yet() -> None:
    found = [claim for claim in claims(CONDITIONAL) if sides(claim) == ("ISR", "IRN")]
    assert found
    assert all(claim.status is not Status.HAPPENED for claim in found)


@pytest.mark.parametrize(
    "text",
    [
        "Shares in the carmaker fell after analysts warned of weaker demand in Germany.\n",
        "The actress accused the studio of breaking its agreement, her lawyer said.\n",
    ],
)
def test_pages_without_politics_make_no_claim(text: str) -> None:
    assert claims(text) == ()


def test_every_field_that_is_set_says_why() -> None:
    for claim in claims(STANDING + LENT + DENIAL):
        why = {reason.field for reason in claim.reasons}
        told = {"event_type", "mode", "channel", "effect", "status", "certainty", "backer", "client", "when", "where"}
        assert {name for name in told if getattr(claim, name) is not None} <= why
        assert "sources" in why
        assert not claim.amounts or "amounts" in why
