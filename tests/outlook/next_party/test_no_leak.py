"""What is said about a day must not change when everything from that day on is deleted."""

from __future__ import annotations

import numpy as np
import pytest

from backstay.outlook.next_party import Settings
from backstay.outlook.next_party.evidence import Day
from backstay.outlook.next_party.features import Table, build
from backstay.outlook.next_party.forecaster import Forecaster
from backstay.outlook.next_party.history import History
from backstay.outlook.next_party.mixture import Mixture
from backstay.outlook.next_party.questions import questions_of
from backstay.outlook.next_party.ranker import RankerSettings
from backstay.outlook.next_party.training import Trainer

from .world import NAMES, RELATIONS, world

SMALL = Settings(
    candidates=20,
    questions=2000,
    ranker_from=0.3,
    ranker=RankerSettings(networks=1),
)


def tables_along_the_way(days: set[int]) -> dict[int, Table]:
    """The features of each of some days' questions, made while walking over all days, as in training and scoring."""
    history, mixture = History(NAMES, len(RELATIONS)), Mixture()
    found = {}
    trainer = Trainer(history, mixture, SMALL)
    for day, part in world().days():
        asked = questions_of(day, part)
        if day in days:
            found[day] = build(Day(history, asked.questions), mixture, slice(0, len(asked.questions)), None, 20)
        if day > 5:
            trainer._ask(asked, 1.0)
        history.update(day, part.source, part.relation, part.target)
    return found


@pytest.mark.parametrize("day", [1, 8, 33, 59])
def test_features_are_the_same_with_everything_from_the_day_on_deleted(day: int) -> None:
    with_future = tables_along_the_way({day})[day]
    history, mixture = History(NAMES, len(RELATIONS)), Mixture()
    trainer = Trainer(history, mixture, SMALL)
    for earlier, part in world().before(day).days():
        if earlier > 5:
            trainer._ask(questions_of(earlier, part), 1.0)
        history.update(earlier, part.source, part.relation, part.target)
    asked = questions_of(day, world().part(world().day == day)).questions
    alone = build(Day(history, asked), mixture, slice(0, len(asked)), None, 20)
    assert (with_future.parties == alone.parties).all()
    assert np.abs(with_future.features - alone.features).max() <= 1e-6
    assert np.abs(with_future.mixed - alone.mixed).max() <= 1e-6


def test_a_question_is_answered_the_same_whatever_else_is_asked_that_day() -> None:
    events = world()
    history = History(NAMES, len(RELATIONS))
    for day, part in events.before(50).days():
        history.update(day, part.source, part.relation, part.target)
    asked = questions_of(50, events.part(events.day == 50)).questions
    together = build(Day(history, asked), Mixture(), slice(0, len(asked)), None, 20)
    for i in range(0, len(asked), 7):
        alone = build(Day(history, asked.part(slice(i, i + 1))), Mixture(), slice(0, 1), None, 20)
        np.testing.assert_allclose(alone.mixed[0], together.mixed[i], rtol=1e-4, atol=1e-7)


def test_training_ends_before_what_is_scored() -> None:
    events = world()
    asked = questions_of(45, events.part(events.day == 45)).questions
    scores = [
        np.concatenate([block for _, block in Forecaster.train(known.before(45), SMALL).scores(asked)])
        for known in (events, events.before(45))
    ]
    assert np.abs(scores[0] - scores[1]).max() <= 1e-6
