"""The reader as a whole, with the model that the package ships."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backstay.reading import Reader
from backstay.records import Channel, Claim, EventType, Published, Report, SourceKind, report_id


def report(text: str, day: date | None = date(2018, 5, 7), outlet: str | None = "Example Herald") -> Report:
    return Report(report_id(text, None), text, outlet=outlet, published=Published(day) if day else None)


def claims(text: str, **about: object) -> tuple[Claim, ...]:
    return Reader.load().read(report(text, **about))  # type: ignore[arg-type]


def test_who_does_what_to_whom() -> None:
    found = claims("Russia has sent military advisers to Syria to train the Syrian army.")
    assert any(
        c.actor and c.actor.party.state == "RUS" and c.recipient and c.recipient.party.state == "SYR" for c in found
    )


def test_sanctions_are_pressure() -> None:
    found = claims("The United States imposed sanctions on Iran on Monday over its missile programme.")
    sanction = next(c for c in found if c.event_type is EventType.SANCTION)
    assert (sanction.channel, sanction.backer, sanction.client) == (Channel.PRESSURE, "USA", "IRN")


def test_the_chain_of_sources_ends_with_the_one_who_knows() -> None:
    text = "Iran has withdrawn its advisers from Iraq, Reuters reported on Monday, citing two Iraqi officials."
    chains = [[(s.kind, s.name) for s in c.sources] for c in claims(text)]
    assert any(chain[0] == (SourceKind.OUTLET, "") and len(chain) > 1 for chain in chains)


def test_amounts_and_dates_come_with_the_clause() -> None:
    text = "On May 2, 2018, Turkey deployed about 1,000 troops to Qatar."
    found = [a for c in claims(text) for a in c.amounts]
    assert any(a.low == 900 and a.high == 1100 and a.unit == "persons" for a in found)


def test_every_offset_opens_its_words() -> None:
    text = (
        "Ankara pledges aid to Mogadishu\n\nTurkey’s foreign minister said on Friday that his country would lend "
        "Somalia $40 million. “We will stand by them,” he told reporters. The opposition denied that it was signed."
    )
    for claim in claims(text):
        assert text[claim.start : claim.end] == claim.quote
        mentions = [p.mention for p in (claim.actor, claim.recipient) if p and p.mention.start is not None]
        assert all(text[m.start : m.end] == m.text for m in mentions)
        spoken = [s for s in claim.sources if s.start is not None and s.kind is not SourceKind.OUTLET]
        assert all(text[s.start : s.end] == s.name for s in spoken)
        assert all(text[a.start : a.end] == a.text for a in claim.amounts)


def test_the_same_report_gives_the_same_claims() -> None:
    text = "China lent Angola $2 billion. Angola will repay in oil, its finance minister said."
    assert claims(text) == claims(text)


def test_claim_ids_are_unique_in_a_report() -> None:
    text = "France and Germany condemned Russia. France condemned Russia and China. Russia condemned France."
    ids = [c.id for c in claims(text)]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("text", ["Snow fell on the hills.", "The recipe needs two eggs and some flour."])
def test_nothing_is_made_of_nothing(text: str) -> None:
    assert claims(text) == ()


def test_a_report_without_date_keeps_relative_dates_open() -> None:
    found = claims("Israel struck Syrian army positions on Tuesday.", day=None)
    assert all(c.when is None or c.when.first is None for c in found)


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=600))
def test_any_text_can_be_read(text: str) -> None:
    for claim in claims(text):
        assert text[claim.start : claim.end] == claim.quote
