from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest

from backstay.outlook.next_party import Events, Forecaster, Settings, events_of
from backstay.outlook.next_party.baseline import Recurrency, filtered_ranks
from backstay.outlook.next_party.questions import questions_of
from backstay.outlook.next_party.ranker import RankerSettings
from backstay.records.errors import UsageError

from .world import NAMES, RELATIONS, world

SMALL = Settings(
    candidates=24,
    questions=3000,
    ranker_from=0.3,
    ranker=RankerSettings(networks=1),
)


@pytest.fixture(scope="module")
def forecaster() -> Forecaster:
    return Forecaster.train(world().before(50), SMALL)


def mean_reciprocal(scorer: Forecaster | Recurrency, events: Events) -> float:
    gains = []
    for day, part in events.days():
        asked = questions_of(day, part)
        for at, block in scorer.scores(asked.questions):
            gains.append(1 / filtered_ranks(block, *asked.part(at.start, at.stop)))
        if isinstance(scorer, Forecaster):
            scorer.update(part)
        else:
            scorer.update(day, part)
    return float(np.concatenate(gains).mean())


def test_it_beats_the_recurrency_baseline_where_events_follow_rules() -> None:
    events = world()
    later = events.part(events.day >= 50)
    baseline = Recurrency(len(NAMES), len(RELATIONS))
    baseline.train(events.before(50))
    trained = Forecaster.train(events.before(50), SMALL)
    assert trained.ranker is not None
    ours, theirs = mean_reciprocal(trained, later), mean_reciprocal(baseline, later)
    assert ours > theirs + 0.01
    assert theirs > 0.3


def test_a_question_has_the_likely_party_first_with_its_reasons(forecaster: Forecaster) -> None:
    ranked = forecaster.rank(50, "arrest", source="Police (Laputa)")
    assert ranked[0].party == "Citizen (Laputa)"
    assert ranked[0].probability > 0.5
    assert any("same event" in reason for reason in ranked[0].reasons)
    chances = [one.probability for one in ranked]
    assert chances == sorted(chances, reverse=True)
    assert sum(chances) <= 1 + 1e-6


def test_the_source_can_be_asked_for(forecaster: Forecaster) -> None:
    assert forecaster.rank(50, "arrest", target="Citizen (Zenda)", top=1)[0].party == "Police (Zenda)"


def test_the_same_events_give_the_same_answer() -> None:
    answers = [Forecaster.train(world().before(40), SMALL).rank(40, "visit", source="Avalon") for _ in range(2)]
    assert answers[0] == answers[1]


def test_new_events_count_at_once_and_bring_new_names() -> None:
    forecaster = Forecaster.train(world().before(40), SMALL)
    names, relations = ["Police (Laputa)", "Prince Michael"], ["arrest", "pardon"]
    fresh = np.array([[0, 0, 1, day] for day in range(40, 50)] + [[0, 1, 1, 49]])
    forecaster.update(Events.of_quads(names, relations, fresh))
    first = forecaster.rank(50, "arrest", source="Police (Laputa)", top=2)
    assert "Prince Michael" in [one.party for one in first]
    assert forecaster.rank(50, "pardon", source="Police (Laputa)", top=1)[0].party == "Prince Michael"


@pytest.mark.parametrize(
    ("relation", "given"),
    [("arrest", {"source": "Nobody"}), ("embrace", {"source": "Avalon"}), ("visit", {}),
     ("visit", {"source": "Avalon", "target": "Zenda"})],
)  # fmt: skip
def test_a_question_that_cannot_be_asked_is_refused(
    forecaster: Forecaster, relation: str, given: dict[str, str]
) -> None:
    with pytest.raises(UsageError):
        forecaster.rank(50, relation, **given)


def test_few_events_are_ranked_without_a_ranker() -> None:
    forecaster = Forecaster.train(world(days=3, daily=6))
    assert forecaster.ranker is None
    assert len(forecaster.rank(3, "visit", source="Avalon", top=5)) == 5


def test_no_events_are_refused() -> None:
    with pytest.raises(UsageError, match="no events"):
        Forecaster.train(world().before(-1))


def test_a_frame_under_other_column_names() -> None:
    day = date(2019, 3, 1)
    frame = pl.DataFrame(
        {
            "Event Date": [(day + timedelta(i)).isoformat() for i in (1, 0, 0, 0)],
            "Source Name": ["Russia", "Russia", "Russia", None],
            "CAMEO": [40, 40, 40, 40],
            "Target Name": ["Syria", "Syria", "Syria", "Syria"],
        }
    )
    events = events_of(frame)
    assert [events.names[i] for i in events.source] == ["Russia", "Russia"]  # repeats and gaps are left out
    assert events.day.tolist() == [day.toordinal(), day.toordinal() + 1]
    assert events_of(frame, before=day + timedelta(1)).day.tolist() == [day.toordinal()]
    with pytest.raises(UsageError, match="target"):
        events_of(frame.drop("Target Name"))


def test_ranks_leave_out_other_answers_and_share_ties() -> None:
    scores = np.array([[5, 4, 4, 4, 1], [0, 0, 0, 0, 0]], np.float32)
    ranks = filtered_ranks(scores, np.array([0, 0, 0, 1]), np.array([0, 1, 4, 2]))
    # party 1: 0 and 4 are other answers, 2 and 3 are equal: places 1, 2, 3 are shared
    assert ranks.tolist() == [1, 2, 3, 3]
