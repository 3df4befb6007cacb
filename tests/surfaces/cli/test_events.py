"""`backstay events`, `backstay explain` of an event, and `backstay priors`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from backstay.ledger import ClaimRow
from tests.surfaces.cli.conftest import Backstay
from tests.surfaces.web.event_story import write_story


@pytest.fixture(scope="module")
def event(backstay: Backstay, ledger: Path) -> dict[str, object]:
    """The withdrawal."""
    done = backstay("events", "--json", "--channel", "forces", "--ledger", ledger)
    (found,) = map(json.loads, done.out.splitlines())
    assert isinstance(found, dict)
    return found


def test_the_account_its_relay_and_the_denial_are_one_event(event: dict[str, object], rows: list[ClaimRow]) -> None:
    by_report = {row.claim.report: row.claim.id for row in rows}
    assert event["claims"] == [by_report["r1account"], by_report["r2relay"]]
    assert by_report["r3denial"] in [*event["denials"], *event["counter"]]  # type: ignore[misc]
    assert len(event["origins"]) == 1  # type: ignore[arg-type]
    assert {"probability", "low", "high", "reason", "source", "information"} == set(event["credence"])  # type: ignore[call-overload]


def test_the_list_is_a_table(backstay: Backstay, ledger: Path, event: dict[str, object]) -> None:
    done = backstay("events", "--ledger", ledger)
    assert (done.code, done.err) == (0, "")
    assert str(event["id"])[:10] in done.out
    assert "2 of 2 events" in done.out
    assert "\x1b" not in done.out


@pytest.mark.parametrize(
    ("options", "number"),
    [
        (("--client", "Venezuela"), 2),
        (("--client", "Syria"), 0),
        (("--denied",), 1),
        (("--not-denied",), 1),
        (("--source", "wall street"), 1),
        (("--text", "enviado"), 1),
        (("--min-credence", "0.99"), 0),
        (("--max-credence", "0.99"), 2),
        (("--since", "2019-06-04"), 1),
        (("--as-of", "2019-06-01"), 0),
        (("--limit", "1"), 1),
    ],
)
def test_filters(backstay: Backstay, ledger: Path, options: tuple[str, ...], number: int) -> None:
    done = backstay("events", *options, "--json", "--ledger", ledger)
    assert (done.code, len(done.out.splitlines())) == (0, number)


def test_bounds_that_exclude_one_another_are_refused(backstay: Backstay, ledger: Path) -> None:
    assert backstay("events", "--min-credence", "0.8", "--max-credence", "0.2", "--ledger", ledger).code == 2


def test_an_event_is_explained(backstay: Backstay, ledger: Path, event: dict[str, object]) -> None:
    done = backstay("explain", str(event["id"])[:10], "--ledger", ledger)
    words = " ".join(done.out.split())
    assert done.code == 0
    for part in ("Credence", "80% interval", "Everything goes back to", "first told", "passed on", "about 1,000"):
        assert part in words


def test_explained_as_json_it_holds_spread_and_claims(
    backstay: Backstay, ledger: Path, event: dict[str, object]
) -> None:
    found = json.loads(backstay("explain", str(event["id"]), "--json", "--ledger", ledger).out)
    assert found["event"] == event
    assert [step["step"] for step in found["spread"]][:2] == ["first", "relay"]
    assert {claim["id"] for claim in found["claims"]} == {step["claim"] for step in found["spread"]}


def test_an_unknown_event_is_said_so(backstay: Backstay, ledger: Path) -> None:
    done = backstay("explain", "e0000", "--ledger", ledger)
    assert done.code == 1
    assert "no event e0000" in done.err


def test_priors_of_a_file_and_kept_ones_move_credence(
    backstay: Backstay, ledger: Path, event: dict[str, object], tmp_path: Path
) -> None:
    file = tmp_path / "sources.csv"
    file.write_text("source,reliability,strength\nThe Wall Street Journal,E,40\n", encoding="utf-8")

    def chance(*options: str | Path) -> float:
        done = backstay("events", "--json", "--channel", "forces", *options, "--ledger", ledger)
        return float(json.loads(done.out)["credence"]["probability"])

    before = chance()
    assert chance("--priors", file) < before
    assert backstay("priors", "--ledger", ledger).out.startswith("No source has a prior")
    try:
        kept = backstay("priors", file, "--ledger", ledger)
        assert kept.code == 0
        assert "The Wall Street Journal" in kept.out
        assert chance() == chance("--priors", file)
    finally:
        (ledger / "sources.csv").unlink(missing_ok=True)
    assert chance() == before
    file.write_text("nonsense", encoding="utf-8")
    assert backstay("priors", file, "--ledger", ledger).code in (0, 2)


def test_who_is_said_to_repeat_whom_and_who_may_be_one(backstay: Backstay, tmp_path: Path) -> None:
    path, claims = write_story(tmp_path / "story")
    done = backstay("explain", f"e{claims[0].id[1:]}", "--ledger", path)
    told = " ".join(done.out.split())
    assert "a spokesman in Moscow says that it repeats what The Wall Street Journal had told" in told
    assert "possibly independent" in told
    assert "no comment" in told
    (repeat,) = json.loads(backstay("explain", f"e{claims[0].id[1:]}", "--json", "--ledger", path).out)["repeats"]
    assert (repeat["outlet"], repeat["said_by"]) == ("The Wall Street Journal", "a spokesman in Moscow")
