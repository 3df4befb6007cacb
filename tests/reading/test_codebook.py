"""What the codebook settles whatever the model says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from backstay.reading.codebook import corrected
from backstay.reading.decode import Draft
from backstay.reading.labels import ATTRIBUTES

DRAFT = Draft(
    anchor=0,
    start=0,
    end=10,
    looks={},
    source=None,
    labels={"event_type": "COOPERATE", "mode": "", "channel": "trade", "effect": "builds"},
    score=0.9,
)


def with_channel(channel: str) -> Draft:
    return replace(DRAFT, labels={**DRAFT.labels, "channel": channel})


@pytest.mark.parametrize(
    ("channel", "clause", "expected"),
    [
        ("trade", "will complete its arms deliveries this year", "arms"),
        ("trade", "sold twelve helicopters to the navy", "arms"),
        ("finance", "won orders for tanks worth a billion", "arms"),
        ("finance", "granted a loan to buy weapons", "finance"),
        ("trade", "ships 200,000 barrels of oil a day", "trade"),
        ("pressure", "fired missiles at the capital", "pressure"),
        ("arms", "sent 51,000 barrels a day", "trade"),
        ("arms", "sold tanks for oil", "arms"),
        ("arms", "dropped barrel bombs on the town", "arms"),
    ],
)
def test_weapons_go_by_the_channel_of_arms(channel: str, clause: str, expected: str) -> None:
    found = corrected(with_channel(channel), clause)
    assert found.labels["channel"] == expected
    assert ("channel" in found.settled) == (channel != expected)


@pytest.mark.parametrize(
    ("channel", "event_type", "clause", "expected"),
    [
        ("finance", "STATE", "has about 20,000 advisers in the country", "forces"),
        ("trade", "COOPERATE", "will train its soldiers", "forces"),
        ("diplomacy", "STATE", "hosts an overseas base", "forces"),
        ("diplomacy", "CONSULT", "visited an air base", "diplomacy"),
        ("finance", "AID", "paid the salaries of its troops", "finance"),
    ],
)
def test_troops_advisers_and_bases_go_by_the_channel_of_forces(
    channel: str, event_type: str, clause: str, expected: str
) -> None:
    draft = with_channel(channel)
    found = corrected(replace(draft, labels={**draft.labels, "event_type": event_type}), clause)
    assert found.labels["channel"] == expected


@pytest.mark.parametrize(
    ("event_type", "clause", "expected"),
    [
        ("SANCTION", "forgave $1 billion of its debt", ("CONCEDE", "builds")),
        ("SANCTION", "half of the debts were written off", ("CONCEDE", "builds")),
        ("AGREE", "will reschedule a $3 billion loan", ("AGREE", "builds")),
        ("SANCTION", "cancelled a loan of $500 million", ("SANCTION", "cuts")),
        ("SANCTION", "stopped lending", ("SANCTION", "cuts")),
    ],
)
def test_debt_that_is_forgiven_builds_the_tie(event_type: str, clause: str, expected: tuple[str, str]) -> None:
    labels = {**DRAFT.labels, "event_type": event_type, "channel": "finance", "effect": "cuts"}
    found = corrected(replace(DRAFT, labels=labels), clause)
    assert (found.labels["event_type"], found.labels["effect"]) == expected


def test_people_who_leave_are_no_sanction() -> None:
    draft = replace(DRAFT, labels={**DRAFT.labels, "event_type": "SANCTION", "channel": "pressure"})
    found = corrected(draft, "withdrew most of its advisers from the country")
    assert (found.labels["event_type"], found.labels["channel"]) == ("RETREAT", "forces")


def test_what_has_not_changed_is_a_standing_condition() -> None:
    found = corrected(with_channel("forces"), "its office there has not changed in size")
    assert (found.labels["event_type"], found.labels["effect"], found.labels["stance"]) == ("STATE", "keeps", "asserts")


@pytest.mark.parametrize(
    ("event_type", "channel", "effect", "likely", "expected"),
    [
        ("ASSAULT", "forces", "", {"": 3.0, "cuts": 2.0, "keeps": 1.0, "builds": 0.5}, "keeps"),
        ("ASSAULT", "forces", "cuts", {"cuts": 3.0, "builds": 1.0}, "builds"),
        ("MOBILIZE", "forces", "keeps", {"builds": 3.0}, "keeps"),
        ("SANCTION", "arms", "", {"": 3.0, "ends": 1.0, "cuts": 2.0}, "cuts"),
        ("STATE", "finance", "", {"": 3.0, "keeps": 2.0}, ""),
        ("ASSAULT", "pressure", "", {"": 3.0, "keeps": 2.0}, ""),
        ("AID", "", "", {"": 3.0, "builds": 2.0}, ""),
    ],
)
def test_a_deed_of_backing_has_an_effect(
    event_type: str, channel: str, effect: str, likely: dict[str, float], expected: str
) -> None:
    logits = [likely.get(label, 0.0) if name == "effect" else 0.0 for name in ATTRIBUTES for label in ATTRIBUTES[name]]
    labels = {"event_type": event_type, "mode": "", "channel": channel, "effect": effect}
    found = corrected(replace(DRAFT, labels=labels, logits=logits), "acted there")
    assert found.labels["effect"] == expected
    assert ("effect" in found.settled) == (expected != effect)
