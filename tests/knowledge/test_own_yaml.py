"""Users' tables in YAML: the same rows as CSV gives, and faults told with their line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from backstay.knowledge import Knowledge, add_own
from backstay.knowledge.own import read_rows
from backstay.records.errors import UsageError

STATES = frozenset(("VEN", "NOR"))
TABLE = """
- kind: person
  name: Ana Pérez
  aliases: [A. Pérez, la ministra Pérez]
  state: VEN
  sectors: [GOV]
  posts:
    - title: deputy minister of mines
      since: 2022-05
      until: 2024-01-31
    - title: minister of mines
      since: 2024-02-01
- kind: firm
  name: Minera Sur
  state: VEN
  sectors: [BUS, GOV]
- {kind: firm, name: Minera Sur Trading, state: VEN, sectors: [BUS], parent: Minera Sur}
"""


def written(folder: Path, text: str, name: str = "mines.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_yaml_gives_the_rows_that_csv_gives(tmp_path: Path) -> None:
    rows = read_rows(written(tmp_path, TABLE), STATES)
    lines = [
        "kind,name,aliases,state,sectors,parent,title,since,until",
        "person,Ana Pérez,A. Pérez|la ministra Pérez,VEN,GOV,,deputy minister of mines,2022-05,2024-01-31",
        "person,Ana Pérez,A. Pérez|la ministra Pérez,VEN,GOV,,minister of mines,2024-02-01,",
        "firm,Minera Sur,,VEN,BUS|GOV,,,,",
        "firm,Minera Sur Trading,,VEN,BUS,Minera Sur,,,",
    ]
    same = read_rows(written(tmp_path, "\n".join(lines), "mines.csv"), STATES)

    def bare(row: object) -> tuple[object, ...]:
        return tuple(getattr(row, name) for name in ("kind", "name", "aliases", "state", "sectors", "parent", "title",
                                                     "since", "until"))  # fmt: skip

    assert [bare(row) for row in rows] == [bare(row) for row in same]
    assert [row.line for row in rows] == [8, 11, 13, 17]


def test_what_was_added_is_known_with_its_parent(tmp_path: Path) -> None:
    add_own(written(tmp_path, TABLE), Knowledge().state_codes, tmp_path / "kept")
    knowledge = Knowledge(own=tmp_path / "kept")
    found = knowledge.resolve("Ana Pérez", on=date(2024, 6, 1))
    assert found is not None
    assert "minister of mines" in found.why
    firm = knowledge.resolve("Minera Sur Trading")
    assert firm is not None
    held = knowledge.dossier(str(firm.party.entity_id))
    assert held is not None
    assert [parent.name for parent in held.parents] == ["Minera Sur"]
    assert held.source == "your own table"
    above = knowledge.dossier(held.parents[0].id)
    assert above is not None
    assert [child.name for child in above.children] == ["Minera Sur Trading"]


def test_a_table_takes_the_place_of_the_same_one_in_the_other_form(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    add_own(written(tmp_path, "kind,name,state\nfirm,Alt,VEN\n", "mines.csv"), STATES, kept)
    add_own(written(tmp_path, TABLE, "mines.yml"), STATES, kept)
    assert [path.name for path in kept.iterdir()] == ["mines.yaml"]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("kind: firm", "line 1: this is not a list of parties"),
        ("- kind: firm\n  name: A\n  colour: red", "line 3: 'colour' is no field"),
        ("- kind: firm\n  name: A\n  name: B", "line 3: 'name' stands here twice"),
        ("- kind: firm\n  name: A\n- just words", "line 3: this has no fields"),
        ("- kind: firm\n  name: {a: b}", "line 2: this is neither a value nor a list"),
        ("- kind: firm\n  name: A\n  state: XYZ", "line 1: there is no state with the code 'XYZ'"),
        ("- kind: person\n  name: A\n  posts:\n    - title: king\n      since: soon", "line 4: soon is no day"),
        ("- kind: person\n  name: A\n  posts: king", "line 3: posts is not a list"),
        ("- kind: firm\n  name: [", "line 2: this is no YAML"),
        ("- &a {kind: firm, name: A}\n- *a", "anchors and aliases are not read"),
        ("- {kind: firm, name: A, parent: B}\n- {kind: firm, name: B, parent: A}", "its own parent"),
        ("[" * 5000 + "]" * 5000, "nested too deeply"),
        ("\x00", "this is no YAML"),
    ],
)
def test_faults_are_told_with_their_line(tmp_path: Path, text: str, error: str) -> None:
    with pytest.raises(UsageError) as told:
        read_rows(written(tmp_path, text), STATES)
    assert error in told.value.message


def test_values_are_taken_as_they_are_written(tmp_path: Path) -> None:
    text = "- {kind: firm, name: NO, state: nor, since: 2024-02, title: 1, aliases: [on, 0x1F]}\n"
    (row,) = read_rows(written(tmp_path, text), STATES)
    assert (row.name, row.state, row.since, row.aliases) == ("NO", "NOR", "2024-02", ("on", "0x1F"))


def test_a_tag_makes_nothing(tmp_path: Path) -> None:
    text = "- {kind: firm, name: !!python/object/apply:os.system [touch x], state: VEN}\n"
    (row,) = read_rows(written(tmp_path, text), STATES)
    assert row.name == "touch x"
