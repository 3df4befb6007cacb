"""The page of an event that spreads, and the same at the terminal."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from backstay.corroboration import find_event, spread
from backstay.ledger import Ledger
from backstay.surfaces.web import create_app
from backstay.surfaces.web.models import EventOut
from tests.surfaces.web.conftest import BASE
from tests.surfaces.web.event_story import write_story

Shown = tuple[EventOut, str]
Story = tuple[Path, list[str]]


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    path, claims = write_story(tmp_path_factory.mktemp("story") / "l")
    return path, [claim.id for claim in claims]


@pytest.fixture(scope="module")
def shown(story: Story) -> Shown:
    path, claims = story
    with TestClient(create_app(path), base_url=BASE) as client:
        address = f"/events/e{claims[0][1:]}"
        return EventOut.model_validate(client.get(f"{address}.json").json()), client.get(address).text


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_all_pages_are_one_event_and_each_keeps_its_place(shown: Shown, story: Story) -> None:
    view, _ = shown
    _, claims = story
    assert {step.claim for step in view.steps} == set(claims)
    steps = {step.claim: step.step for step in view.steps}
    assert [steps[claim] for claim in claims] == [
        "first", "relay", "telling", "telling", "denies", "counters", "declines", "counters",
    ]  # fmt: skip


def test_the_presidents_word_is_a_telling_that_others_say_repeats_the_newspaper(shown: Shown) -> None:
    view, page = shown
    (telling,) = [each for each in view.tellings if "Trump" in each.source]
    (repeat,) = telling.repeats
    assert repeat.outlet == "The Wall Street Journal"
    assert repeat.said_by == "a spokesman in Moscow"
    assert "a spokesman in Moscow says that it repeats what The Wall Street Journal had told" in words(page)
    assert repeat.quote in page
    assert f'href="{repeat.address}"' in page


def test_the_second_unnamed_source_is_possibly_independent(shown: Shown) -> None:
    view, page = shown
    tellings = {each.source: each for each in view.tellings}
    assert tellings["The Alder Post"].possibly_same == [view.tellings[0].source]
    assert "possibly independent" in words(page)


def test_where_a_sentence_links_to_stands_beside_it(shown: Shown, story: Story) -> None:
    view, page = shown
    _, claims = story
    (step,) = [each for each in view.steps if each.links]
    assert step.claim == claims[1]
    here, away = step.links
    assert (here.outlet, here.words) == ("Harbour Journal", "has cut its staff")
    first = next(each for each in view.steps if each.claim == claims[0])
    with TestClient(create_app(story[0]), base_url=BASE) as client:
        assert here.report == client.get(first.address, follow_redirects=False).headers["location"].partition("?")[0]
    assert (away.outlet, away.report, away.url) == ("The New York Times", None, "https://www.nytimes.com/2019/borealis")
    assert "links to Harbour Journal (“has cut its staff”) links to The New York Times (“Venezuela”)" in words(page)
    assert f'href="{here.report}"' in page
    assert f'href="{away.url}" rel="noopener noreferrer nofollow"' in page


def test_a_partial_denial_keeps_its_content_and_no_comment_is_no_denial(shown: Shown, story: Story) -> None:
    view, page = shown
    _, claims = story
    assert [card.claim.id for card in view.denials] == [claims[4]]
    assert {card.claim.id for card in view.counter} == {claims[5], claims[7]}
    assert [card.claim.id for card in view.declines] == [claims[6]]
    told = words(page)
    assert "its office in Venezuela has not changed for years" in told
    assert "That is no denial" in told


def test_a_correction_lowers_credence_and_the_page_tells_of_it(shown: Shown, story: Story) -> None:
    view, page = shown
    path, claims = story
    with Ledger.open(path) as ledger:
        before, _ = find_event(ledger.until(date(2019, 6, 8)), "e" + claims[0][1:])
        after, found = find_event(ledger, "e" + claims[0][1:])
        assert [each.day for each in spread(found.groups[after.id])][-1] == date(2019, 6, 9)
    assert before.credence
    assert after.credence
    assert after.credence.probability < before.credence.probability
    assert "an earlier report that Borealis cut its staff" in words(page)
    assert view.card.conflict
    assert "another number" in words(page)


def test_the_chart_of_the_spread_holds_what_the_table_holds(story: Story) -> None:
    import altair

    path, claims = story
    with TestClient(create_app(path), base_url=BASE) as client:
        spec = client.get(f"/events/e{claims[0][1:]}/spread.vl.json").json()
        steps = client.get(f"/events/e{claims[0][1:]}.json").json()["steps"]
    values = spec["data"]["values"]
    assert [(each["day"], each["address"]) for each in values] == [(each["day"], each["address"]) for each in steps]
    altair.Chart.from_dict({**spec, "$schema": altair.SCHEMA_URL}, validate=True)
