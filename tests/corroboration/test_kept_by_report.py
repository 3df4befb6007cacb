"""What is found in single reports, kept: looked for once, found anew when a report changes, never in the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from backstay.corroboration import keep_repeats, said_to_repeat
from backstay.corroboration.kept import repeated
from backstay.corroboration.kept.by_report import FOLDER
from backstay.corroboration.kept.repeated import REPEATS, repeats_by_report
from backstay.knowledge import Knowledge
from backstay.ledger import Ledger
from backstay.records import Report
from tests.corroboration.echoes.make import report
from tests.surfaces.web.web_ledgers import READER, outcome

TELLS = "Vladimir Putin appeared to echo a report in the Financial Times."
TELLS_MORE = f"{TELLS} Donald Trump, apparently referring to a newspaper report, said that they were gone."
TEXTS = (TELLS, "Donald Trump repeated that the Russians had left.", TELLS_MORE)


def written(path: Path, *reports: Report) -> list[str]:
    with Ledger.open(path, write=True) as ledger:
        ledger.write([outcome(each, ()) for each in reports], reader=READER)
    return [each.id for each in reports]


@pytest.fixture
def kept(tmp_path: Path) -> tuple[Path, list[str]]:
    return tmp_path / "l", written(tmp_path / "l", *map(report, TEXTS))


def looked_through(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that are looked through from now on."""
    seen: list[str] = []

    def watched(each: Report, knowledge: Knowledge) -> list[object]:
        seen.append(each.text)
        return [*said_to_repeat(each, knowledge)]

    monkeypatch.setattr(repeated, "said_to_repeat", watched)
    return seen


def test_it_is_what_the_reports_say_in_their_order(kept: tuple[Path, list[str]]) -> None:
    path, ids = kept
    knowledge = Knowledge.load()
    with Ledger.open(path) as ledger:
        for asked in (ids, ids[::-1], ids[:1], []):
            expected = [each for one in ledger.texts(asked) for each in said_to_repeat(one, knowledge)]
            assert repeats_by_report(ledger, asked) == expected
        assert len(repeats_by_report(ledger, ids)) == 3


def test_a_report_is_looked_through_once(kept: tuple[Path, list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    path, ids = kept
    seen = looked_through(monkeypatch)
    with Ledger.open(path) as ledger:
        repeats_by_report(ledger, ids[:1])
        keep_repeats(ledger)
        repeats_by_report(ledger, ids)
    assert sorted(seen) == sorted(TEXTS)


def test_one_that_changed_is_looked_through_again(
    kept: tuple[Path, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, ids = kept
    with Ledger.open(path) as ledger:
        keep_repeats(ledger)
    (other,) = written(path, report("Nobody echoed anything."))
    seen = looked_through(monkeypatch)
    with Ledger.open(path) as ledger:
        keep_repeats(ledger)
        assert len(repeats_by_report(ledger, [*ids, other])) == 3
    assert seen == ["Nobody echoed anything."]


@pytest.mark.parametrize("trouble", ["nowhere", "damaged", "broken"])
def test_trouble_with_the_file_is_no_trouble_with_the_answer(trouble: str, kept: tuple[Path, list[str]]) -> None:
    path, ids = kept
    file = path / FOLDER / REPEATS.file
    with Ledger.open(path) as ledger:
        if trouble == "nowhere":
            (path / FOLDER).write_text("a file where the folder would be")
        else:
            keep_repeats(ledger)
        if trouble == "damaged":
            for name in (f"{file}-wal", f"{file}-shm"):
                Path(name).unlink(missing_ok=True)
            file.write_bytes(b"no SQLite" * 1000)
        elif trouble == "broken":
            with REPEATS.opened(path) as opened:
                assert opened.store is not None
                opened.store.execute("DROP TABLE said")
        assert len(repeats_by_report(ledger, ids)) == 3
