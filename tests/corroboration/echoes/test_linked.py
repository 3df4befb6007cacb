"""Links as evidence of where a report has it from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from backstay.corroboration import origins
from backstay.corroboration.echoes import path_back, relate
from backstay.corroboration.echoes.linked import address_key
from backstay.knowledge import Knowledge
from backstay.ledger import ClaimRow
from backstay.records import Claim, EventType, Link, Mention, Participant, Party, Relay, RelayKind, Report, claim_id
from tests.corroboration.echoes.make import report

STORY = (
    "Rostec has cut its staff in Venezuela to a few dozen people from about 1,000, two officials said. The advisers "
    "had trained soldiers and kept Sukhoi jets in the air at the Barcelona base."
)
SENTENCE = "The Russian firm Rostec now keeps only a few dozen advisers of its staff in Venezuela."
TEXT = f"Advisers go home\n\n{SENTENCE} Nobody at the base would comment on the Sukhoi jets."
THERE = "https://www.reuters.com/world/rostec-cuts"


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge.load()


def linking(address: str, **fields: str) -> Report:
    made = report(TEXT, **fields)
    start = TEXT.index("only a few dozen")
    return replace(made, links=(Link(start, start + len("only a few dozen"), address),))


def links(reports: list[Report], knowledge: Knowledge) -> list[Relay]:
    return [relay for relay in relate(reports, knowledge) if relay.kind is RelayKind.LINK]


def test_a_link_ties_a_report_to_the_page_that_it_leads_to(knowledge: Knowledge) -> None:
    first = report(f"Rostec leaves\n\n{STORY}", "Reuters", "2019-06-02", url=THERE)
    later = linking(f"{THERE}/?utm_source=x#top", day="2019-06-03")
    (relay,) = links([later, first], knowledge)
    assert (relay.report, relay.to, relay.source) == (later.id, first.id, "Reuters")
    assert relay.quote == SENTENCE == later.text[relay.start : relay.end]
    assert relay.probability > 0.5
    first_step, *_ = path_back(later.id, relate([later, first], knowledge)).steps
    assert first_step.kind is RelayKind.LINK


def test_a_link_to_an_outlet_whose_page_is_not_here_is_weak(knowledge: Knowledge) -> None:
    (relay,) = links([linking("https://www.nytimes.com/2019/06/02/world/rostec.html")], knowledge)
    assert (relay.source, relay.to) == ("The New York Times", None)
    assert relay.probability < 0.4


def test_later_pages_other_matters_own_pages_and_strangers_are_no_origin(knowledge: Knowledge) -> None:
    later = report(f"Rostec leaves\n\n{STORY}", "Reuters", "2019-06-09", url=THERE)
    (relay,) = links([linking(THERE, day="2019-06-03"), later], knowledge)
    assert relay.to is None
    other = report(
        "Cup final\n\nThe home side won by two goals to one on a wet evening.", "Reuters", "2019-06-02", url=THERE
    )
    (relay,) = links([linking(THERE), other], knowledge)
    assert relay.to is None
    assert links([linking(THERE, outlet="Reuters")], knowledge) == []
    assert links([linking("https://nobody.example/a/b")], knowledge) == []


def row(of: Report, quote: str) -> ClaimRow:
    start = of.text.index(quote)
    rostec = Participant(Mention("Rostec"), Party("Rostec", "firm:rostec", "RUS", ("BUS",)))
    end = start + len(quote)
    claim = Claim(
        claim_id(of.id, start, end, rostec, None, EventType.RETREAT, ()), of.id, start, end, quote, rostec, None,
        EventType.RETREAT, backer="RUS", client="VEN",
    )  # fmt: skip
    day = of.published.day if of.published else date(2019, 6, 3)
    return ClaimRow(claim, of.outlet, of.title, of.url, day)


@pytest.mark.parametrize(("address", "count"), [(THERE, 1), ("https://www.nytimes.com/2019/other", 2)])
def test_a_claim_that_links_to_where_it_was_told_is_the_same_telling(
    address: str, count: int, knowledge: Knowledge
) -> None:
    first = report(f"Rostec leaves\n\n{STORY}", "Reuters", "2019-06-02", url=THERE)
    later = linking(address, day="2019-06-03")
    rows = [row(first, "Rostec has cut its staff in Venezuela"), row(later, SENTENCE)]
    found = origins(rows, relate([first, later], knowledge))
    assert len(found) == count
    shown = {relay.kind for origin in found for relay in origin.evidence}
    assert RelayKind.LINK in shown
    assert len(origins(rows)) == 2  # without the link, two


def test_what_does_not_change_a_page_is_no_part_of_its_address() -> None:
    same = {
        address_key(each) for each in (THERE, f"{THERE}/", f"{THERE}?a=b#c", THERE.replace("https://www.", "http://"))
    }
    assert same == {"reuters.com/world/rostec-cuts"}
    assert address_key("no address") == "no address"
