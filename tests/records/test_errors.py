"""The error tree: each says what to do, has an exit code, and crosses process borders whole."""

from __future__ import annotations

import inspect
import pickle

import pytest

from backstay.records import errors
from backstay.records.errors import BackstayError, SkipReport, StopRun

TREE = [c for _, c in inspect.getmembers(errors, inspect.isclass) if issubclass(c, BackstayError)]


@pytest.mark.parametrize("kind", TREE, ids=lambda k: k.__name__)
def test_an_error_crosses_process_borders_whole(kind: type[BackstayError]) -> None:
    error = pickle.loads(pickle.dumps(kind("what is wrong", hint="what to do")))
    assert type(error) is kind
    assert (str(error), error.message, error.hint) == ("what is wrong", "what is wrong", "what to do")


@pytest.mark.parametrize("kind", TREE, ids=lambda k: k.__name__)
def test_every_error_is_described_and_ends_with_a_code(kind: type[BackstayError]) -> None:
    assert kind.__doc__
    assert 1 <= kind.exit_code <= 5


def test_reasons_of_skipped_reports_are_all_different() -> None:
    skips = [k for k in TREE if issubclass(k, SkipReport)]
    assert len({k.reason for k in skips}) == len(skips)


def test_a_skipped_report_never_ends_a_run() -> None:
    assert not [k for k in TREE if issubclass(k, SkipReport) and issubclass(k, StopRun)]
