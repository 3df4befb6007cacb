"""A skeleton of a case: what a table of dated facts and the ledger's amounts already say, and gaps to fill.

Gaps are left empty, so that `backstay case check` names each with its line.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ...records.errors import NotReadable, UsageError

if TYPE_CHECKING:
    from ...ledger import ClaimRow

COLUMNS = (
    "id",
    "date",
    "kind",
    "quantity",
    "value",
    "unit",
    "low",
    "high",
    "who_says",
    "attribution",
    "grade",
    "status",
    "url",
)
_NEEDED = {"date", "kind", "who_says"}
_KINDS = {"production": "production", "price": "price", "exports": "exports", "imports": "imports",
          "reserves": "reserves", "debt": "debt", "staff": "staff", "default": "default",
          "reschedule": "deferral", "exit": "exit", "sanction": "sanction"}  # fmt: skip
_TO = re.compile(r"\b(?:debt|owed|arrears)\s+to\s+([A-Z][\w.&-]*(?:\s+[A-Z][\w.&-]*)?)")
_UNITS = {"USD bn": "USD bn", "USD m": "USD m", "USD bn/quarter": "USD bn/quarter", "persons": "persons",
          "kb/d": "kb/d", "USD/bbl": "USD/bbl"}  # fmt: skip
_STREAM_KINDS = {"production", "price", "exports"}
_MONEY = re.compile(r"[A-Z]{3}")
MOST_CLAIMS = 200


def read_table(path: Path) -> list[dict[str, str]]:
    """The rows of a table of dated facts (CSV with the columns `COLUMNS`). Raises NotReadable, UsageError."""
    try:
        rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise NotReadable(f"{path} cannot be read: {error}.", hint="Name a CSV table of facts.") from error
    missing = _NEEDED - set(rows[0] if rows else ())
    if missing:
        raise UsageError(
            f"{path.name} has no column {', '.join(sorted(missing))}.", hint=f"Columns: {', '.join(COLUMNS)}."
        )
    return rows


def skeleton(state: str, name: str, rows: Sequence[Mapping[str, str]] = (), claims: Iterable[ClaimRow] = ()) -> str:
    """The text of a case file for a government: `rows` of a table of facts, and `claims` of the ledger with amounts."""
    facts = [_fact(row, number) for number, row in enumerate(rows, 1)]
    creditors = sorted({str(f["about"]) for f in facts if f["kind"] == "debt" and f["about"]})
    told = [line for row in list(claims)[:MOST_CLAIMS] if (line := _claim(row))]
    first = min((str(f["date"])[:4] for f in facts), default=str(date.today().year - 5))
    lines = [_HEAD.format(id=state.lower(), state=_quoted(state), name=_quoted(name), year=first)]
    lines += [_CREDITOR.format(id=creditor, name=_quoted(creditor)) for creditor in creditors or ["lender"]]
    lines.append(_MIDDLE)
    lines += ["facts:"] if facts or told else ["facts: []"]
    lines += ["  - {" + ", ".join(f"{key}: {_quoted(value)}" for key, value in f.items() if value) + "}" for f in facts]
    lines += told
    return "\n".join(lines) + "\n"


def _quoted(value: object) -> str:
    """Text as YAML that is only ever text: JSON strings are YAML."""
    return json.dumps(str(value), ensure_ascii=False)


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")


def _fact(row: Mapping[str, str], number: int) -> dict[str, str]:
    """A row as a fact of the case: what cannot be placed is a note, which keeps its words and number."""
    kind = _KINDS.get((row.get("kind") or "").strip(), "note")
    words, unit, value = (" ".join((row.get(key) or "").split()) for key in ("quantity", "unit", "value"))
    about = ""
    if kind in _STREAM_KINDS:
        about = "main"
    elif kind == "debt":
        found = _TO.search(words)
        about = _slug(found[1]) if found else ""
    placed = bool(value and unit in _UNITS and (about or kind in ("imports", "reserves"))) or kind == "sanction"
    if not placed:
        kind = "note"
    fact = {
        "id": f"f{row.get('id') or number}",
        "kind": kind,
        "about": about if placed else "",
        "date": (row.get("date") or "").strip(),
        "value": value if placed else "",
        "unit": unit if placed and value else "",
        "low": (row.get("low") or "").strip() if placed else "",
        "high": (row.get("high") or "").strip() if placed else "",
        "grade": grade if re.fullmatch(r"[A-F][1-6]", grade := (row.get("grade") or "").strip()) else "C3",
        "said_by": row.get("who_says") or "unknown",
        "attribution": row.get("attribution") or "",
        "status": row.get("status") or "",
        "url": row.get("url") or "",
        "note": words if placed else f"{row.get('kind')}: {words} {value} {unit}".strip(),
    }
    if kind in ("imports",) and unit.endswith("quarter"):
        fact["over"] = "quarter"
    return fact


def _claim(row: ClaimRow) -> str | None:
    """A claim with an amount of money as a note, to be made a fact by hand."""
    money = [a for a in row.claim.amounts if _MONEY.fullmatch(a.unit)]
    if not money or row.published is None:
        return None
    said_by = row.claim.innermost.name or row.outlet  # the outlet's own voice has no name in the chain
    fact = {
        "id": f"claim-{row.claim.id[:10]}",
        "kind": "note",
        "date": row.published.isoformat(),
        "grade": "C3",
        "said_by": said_by or "unknown",
        "status": str(row.claim.status),
        "note": f"{', '.join(a.text for a in money)}: {row.claim.quote}",
    }
    return "  - {" + ", ".join(f"{key}: {_quoted(value)}" for key, value in fact.items()) + "}"


_HEAD = """\
# A case for `backstay solvency`. Fill in what is empty; `backstay case check FILE` names each gap with its line.
# docs/how-to/case.md says what each part means.
case: {id}
client: {{state: {state}, name: {name}}}
start: {year}-01-01

streams:
  - id: main
    unit: kb/d           # or t/year, bcm/year, koz/year, ...
    price_unit: USD/bbl  # or USD/t, USD/kcm, USD/oz, ...
    output:              # at the start, as `1000 kb/d`
    use: 0 kb/d          # what stays at home
    benchmark: brent     # or `price:` where no benchmark fits
    discount: 0 USD/bbl

imports: {{start: , rank: 3}}   # goods imports at the start, as `20 USD bn/year`
reserves: {{start: }}           # as `10 USD bn`

creditors:"""
_CREDITOR = """\
  - id: {id}
    name: {name}
    kind: in-kind        # cash, in-kind (paid in what is sold) or invoices
    stream: main
    rank: 1              # place in the ladder: 1 is paid first
    opened: {{}}
    balance:             # as `5 USD bn`
    service:             # as `50 USD m/month`; in kind also floor and cap, as `60 kb/d`
    hold: 0.5            # 0..1: how far this creditor sees to his own payment
    forbearance: 0.5     # 0..1: how far he would rather defer than see a default
""".replace("opened: {{}}", "opened:              # as 2015-01-01").rstrip()
_MIDDLE = """
backers: []
#  - {id: a, name: A, state: RUS, stake: 0.5}
staff: []
#  - {id: advisers, name: Advisers, creditor: lender, start: 100 persons}
sanctions: []
#  - {from: 2019-01-28, level: 2, cuts_credit: yes}
"""
