"""Case files: what is read, and what is wrong with them, each with its line and a remedy."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backstay.outlook.solvency.cases import find_case, shipped
from backstay.outlook.solvency.reading import load_case, parse_case, read_case
from backstay.outlook.solvency.scenario import load_scenarios
from backstay.outlook.solvency.skeleton import read_table, skeleton
from backstay.records import OUTLET, Amount
from backstay.records.errors import CaseFaulty, NotReadable, UsageError
from tests.corroboration.make import WSJ, row
from tests.outlook.solvency.cases import SMALL, small, venezuela_text

ANCHORS = """\
id,date,kind,quantity,value,unit,low,high,who_says,attribution,grade,status,url
1,2016-12-31,production,OPEC average,1700,kb/d,,,OPEC,official,A2,confirmed,https://example.org/a
2,2016-12-31,debt,Owed debt to Rosneft,4.0,USD bn,3.5,4.5,Rosneft,on record,B1,confirmed,
3,2017-03-01,staff,"Advisers, several",36,persons,,,A paper,anonymous,C3,disputed,
4,2016-12-31,imports,Imports Q4,3.3,USD bn/quarter,,,BCV,official,B2,,
"""


def line_of(text: str, words: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if words in line)


def test_the_cases_that_ship_are_in_order() -> None:
    assert "venezuela" in shipped()
    for name in shipped():
        case = find_case(name)
        assert case.facts
        assert all(fact.said_by and fact.grade for fact in case.facts)
        assert find_case(case.state) is case


def test_units_become_standard_ones() -> None:
    case = small()
    banks, bonds = case.creditors[0], case.creditors[3]
    assert banks.balance.value == pytest.approx(12_000)
    assert banks.balance.alternatives == (19_000,)
    assert banks.rate == pytest.approx(0.04)
    assert bonds.service == pytest.approx(750)
    oil, gems = case.streams
    assert oil.factor == pytest.approx(365.25 / 12 / 1000)
    assert gems.factor == pytest.approx(1 / 12e6)
    assert case.crews[0].start.value == 600


BROKEN = [
    ("balance: 2 USD bn", "balance: 2", "the unit is missing"),
    ("balance: 2 USD bn", "balance: 2 EUR bn", '"EUR bn" is not a unit'),
    ("balance: 2 USD bn", "balance: -2 USD bn", "below zero"),
    ("service: 0 USD m/month, floor: 60 kb/d, cap: 60 kb/d", "service: 0 USD m/month", "never pays"),
    ("floor: 60 kb/d, cap: 60 kb/d", "floor: 60 kb/d, cap: 50 kb/d", "the floor is above the cap"),
    ("until: 2013-02-28", "until: 2012-02-28", "ends before it begins"),
    ("price: 120 USD/ct", "price: 0 USD/ct", "price is zero"),
    ("price_unit: USD/ct", "price_unit: USD/bbl", "cannot be priced"),
    ("about: banks", "about: bank", '"bank" is no creditor'),
    ("backer: z", "backer: q", '"q" is no backer'),
    ("creditor: arms", "creditor: army", '"army" is no creditor'),
    ("opened: 2012-06-01", "opened: June 2012", "is not a date"),
    ("grade: B2,", "grade: high,", "is no grade"),
    ("kind: default", "kind: failed", "none of the possible words"),
    ("rate: 7 %", "rate: 7 %, ratee: 8 %", "is not a known name"),
    ("level: 1", "level: 9", "no level of sanctions"),
    ("name: A trader, ", "", "`name` is missing"),
    ("id: trader", "id: banks", "stands here twice"),
    ("hold: 0.7", "hold: 7", "is no share"),
]


@pytest.mark.parametrize(("right", "wrong", "words"), BROKEN, ids=[wrong for _, wrong, _ in BROKEN])
def test_an_error_names_its_line_and_what_to_do(right: str, wrong: str, words: str) -> None:
    assert right in SMALL
    text = SMALL.replace(right, wrong, 1)
    found, problems = read_case(text)
    assert found is None
    hit = [problem for problem in problems if words in problem.message]
    assert hit, problems
    near = line_of(SMALL, right.split(",", maxsplit=1)[0]) if right in SMALL else 0
    assert any(abs(problem.line - near) <= 4 for problem in hit), (near, hit)
    assert all(problem.remedy for problem in hit)
    with pytest.raises(CaseFaulty, match=f"line {hit[0].line}"):
        parse_case(text)


@pytest.mark.parametrize("text", ["", "case: [", "- a\n- b", "case: x", "&a [*a]", "\x00", "a: " * 3, "[" * 1200])
def test_what_is_no_case_at_all_is_said_in_words(text: str) -> None:
    found, problems = read_case(text)
    assert found is None
    assert problems
    assert problems[0].line >= 1


@given(st.integers(0, 4000), st.text(max_size=8), st.integers(0, 30))
@settings(max_examples=60, deadline=None)
def test_a_damaged_case_is_read_or_refused_in_words(start: int, put: str, dropped: int) -> None:
    text = SMALL[:start] + put + SMALL[start + dropped :]
    found, problems = read_case(text)
    assert (found is None) == bool(problems)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NotReadable):
        load_case(tmp_path / "none.yaml")
    with pytest.raises(UsageError, match="no case"):
        find_case("Atlantis")


def test_scenarios_are_read_and_refused(tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    path.write_text(
        "- {name: cheap, price: 0.7, from: 2013-02-01}\n- {name: grace, grace: {banks: 12 months}, cut: [y]}\n"
    )
    cheap, grace = load_scenarios(path, small())
    assert (cheap.price, cheap.start) == (0.7, date(2013, 2, 1))
    assert (dict(grace.grace), grace.cut) == ({"banks": 12}, ("y",))
    path.write_text("name: x\nprice: 0\ncut: [nobody]\ngrace: {who: 3 months}\n")
    with pytest.raises(CaseFaulty, match=r"line 2.*\n.*line 3.*\n.*line 4"):
        load_scenarios(path, small())


def test_a_skeleton_keeps_every_fact_and_says_what_to_fill(tmp_path: Path) -> None:
    table = tmp_path / "facts.csv"
    table.write_text(ANCHORS, encoding="utf-8")
    text = skeleton("AGO", "Angola", read_table(table))
    _, problems = read_case(text)
    assert problems
    gaps = [problem.message.split(":")[0] for problem in problems if "nothing stands" in problem.message]
    assert gaps == ["streams[1].output", "imports.start", "reserves.start", "creditors[1].opened",
                    "creditors[1].balance", "creditors[1].service"]  # fmt: skip
    filled = (
        text.replace("output:  ", "output: 1700 kb/d  ")
        .replace("imports: {start: ,", "imports: {start: 10 USD bn/year,")
        .replace("reserves: {start: }", "reserves: {start: 10 USD bn}")
        .replace("opened:  ", "opened: 2016-01-01 ")
        .replace("balance:  ", "balance: 5 USD bn ")
        .replace("service:  ", "service: 50 USD m/month ")
    )
    case = parse_case(filled)
    kinds = {fact.id: fact.kind for fact in case.facts}
    assert kinds == {"f1": "production", "f2": "debt", "f3": "note", "f4": "imports"}
    debt = case.fact("f2")
    assert debt
    assert debt.figure
    assert (debt.about, debt.figure.value, debt.figure.low) == ("rosneft", 4000, 3500)
    table.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(UsageError, match="no column"):
        read_table(table)


def test_no_sentence_of_a_case_says_anything_of_venezuela_in_code() -> None:
    folder = Path(__file__).parents[3] / "src" / "backstay" / "outlook" / "solvency"
    for path in folder.glob("*.py"):
        words = path.read_text(encoding="utf-8").casefold()
        assert "rosneft" not in words, path
        assert "pdvsa" not in words, path
    assert "rosneft" in venezuela_text()


def test_an_amount_of_the_ledger_is_a_note_on_whose_word_it_stands() -> None:
    loan = (Amount("$5 billion", 5e9, 5e9, "USD"),)
    own = row("China lent Angola $5 billion", report="r1", outlet="The Example Herald", amounts=loan)
    cited = row("China has lent it $5 billion, he said", report="r2", sources=(OUTLET, WSJ), amounts=loan)
    notes = [line for line in skeleton("AGO", "Angola", (), [own, cited]).splitlines() if "claim-" in line]
    assert ['said_by: "The Example Herald"' in notes[0], 'said_by: "The Wall Street Journal"' in notes[1]] == [
        True,
        True,
    ]
