"""What-ifs: changes to price, output, sanctions, grace, lending, or a tie cut, from a day on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from ...records.errors import CaseFaulty, NotReadable
from . import amounts
from .case import Case
from .marked import Marked, Problem, compose


@dataclass(frozen=True, slots=True)
class Scenario:
    """Changes to a case from `start` on (None: the first month of the outlook).

    `price`, `output`: multipliers (1 leaves them). `sanctions`: level 0..3, None leaves the case's. `grace`: months by
    creditor. `lends`: USD m a month by creditor, in place of the contract's. `cut`: backers whose tie is cut.
    """

    name: str = "baseline"
    start: date | None = None
    price: float = 1.0
    output: float = 1.0
    sanctions: float | None = None
    cuts_credit: bool | None = None
    grace: Mapping[str, int] = field(default_factory=dict)
    lends: Mapping[str, float] = field(default_factory=dict)
    cut: tuple[str, ...] = ()


BASELINE = Scenario()
_FIELDS = {"name", "from", "price", "output", "sanctions", "cuts_credit", "grace", "lends", "cut", "note"}


def load_scenarios(path: str | Path, case: Case) -> tuple[Scenario, ...]:
    """The scenarios of a file: one mapping, or a list of them.

    Raises:
        NotReadable: the file is absent or cannot be read.
        CaseFaulty: it has errors; the message names each line.
    """
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise NotReadable(f"{path} cannot be read: {error}.", hint="Name a scenario file (YAML).") from error
    root = compose(text)
    problems = [root] if isinstance(root, Problem) else root.problems
    found: tuple[Scenario, ...] = ()
    if isinstance(root, Marked):
        places = list(root.items()) if root.node.id == "sequence" else [root]
        found = tuple(_scenario(place, case) for place in places)
    if problems:
        lines = "\n".join(f"  {problem}" for problem in sorted(problems))
        raise CaseFaulty(f"{Path(path).name} has errors:\n{lines}", hint="docs/how-to/case.md describes scenarios.")
    return found


def _scenario(place: Marked, case: Case) -> Scenario:
    fields = place.fields(_FIELDS, {"name"})
    creditors = {creditor.id for creditor in case.creditors}
    grace = fields["grace"].fields(creditors) if "grace" in fields else {}
    lends = fields["lends"].fields(creditors) if "lends" in fields else {}
    cut = (
        tuple(each.choice(tuple(b.id for b in case.backers)) for each in fields["cut"].items())
        if "cut" in fields
        else ()
    )
    sanctions = fields["sanctions"].number() if "sanctions" in fields else None
    if sanctions is not None and not 0 <= sanctions <= 3:
        fields["sanctions"].complain(f"{sanctions:g} is no level of sanctions", "Use 0 (none) to 3.")
    return Scenario(
        name=fields["name"].text() if "name" in fields else "scenario",
        start=fields["from"].day() if "from" in fields else None,
        price=_multiplier(fields, "price"),
        output=_multiplier(fields, "output"),
        sanctions=sanctions,
        cuts_credit=fields["cuts_credit"].flag() if "cuts_credit" in fields else None,
        grace={name: max(0, round(amounts.span(each).value)) for name, each in grace.items()},
        lends={name: amounts.money_flow(each).value for name, each in lends.items()},
        cut=cut,
    )


def _multiplier(fields: Mapping[str, Marked], name: str) -> float:
    if name not in fields:
        return 1.0
    value = fields[name].number()
    if not 0 < value <= 10:
        fields[name].complain(f"{value:g} is no multiplier", "Write 0.7 for 30% less, 1.2 for 20% more.")
        return 1.0
    return value
