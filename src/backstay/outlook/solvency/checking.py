"""What must hold between the parts of a case: names that exist, dates in order, contracts that can be paid."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from .case import Case, Creditor, Fact
from .marked import Problem
from .parameters import PRIOR_NAMES

_ABOUT_CREDITOR = {"debt", "arrears", "shipped", "paid", "default", "deferral"}
_ABOUT_STREAM = {"production", "use", "exports", "price"}


def check(case: Case, problems: list[Problem]) -> None:
    """Add what is wrong to `problems`."""
    _once(case, problems)
    for creditor in case.creditors:
        problems.extend(_creditor(case, creditor))
    backers = {backer.id for backer in case.backers}
    creditors = {creditor.id for creditor in case.creditors}
    for backer in case.backers:
        if backer.stream and backer.stream not in {stream.id for stream in case.streams}:
            problems.append(_unknown(backer.line, "stream", backer.stream, (s.id for s in case.streams)))
    for crew in case.crews:
        if crew.creditor not in creditors:
            problems.append(_unknown(crew.line, "creditor", crew.creditor, creditors))
        if crew.backer and crew.backer not in backers:
            problems.append(_unknown(crew.line, "backer", crew.backer, backers))
    for fact in case.facts:
        problems.extend(_fact(case, fact))
    problems.extend(_whole(case))


def _whole(case: Case) -> Iterable[Problem]:
    if not case.streams:
        yield Problem(1, "there is no stream.", "Give at least one thing that is sold, under `streams:`.")
    if not case.creditors:
        yield Problem(1, "there is no creditor.", "Give at least one, under `creditors:`.")
    if case.start <= date(1900, 1, 1):
        yield Problem(1, "`start` is no usable date.", "Give the first month of the history, as 2012-01-01.")
    for name in case.priors:
        if name not in PRIOR_NAMES:
            yield _unknown(1, "prior", name, PRIOR_NAMES)


def _once(case: Case, problems: list[Problem]) -> None:
    for what, entries in (
        ("creditor", case.creditors),
        ("backer", case.backers),
        ("staff", case.crews),
        ("fact", case.facts),
    ):
        seen: set[str] = set()
        for entry in entries:
            if entry.id in seen:
                problems.append(Problem(entry.line, f'the {what} "{entry.id}" stands here twice.', "Rename one."))
            seen.add(entry.id)


def _creditor(case: Case, creditor: Creditor) -> Iterable[Problem]:
    line, streams = creditor.line, {stream.id for stream in case.streams}
    if creditor.backer and creditor.backer not in {backer.id for backer in case.backers}:
        yield _unknown(line, "backer", creditor.backer, (backer.id for backer in case.backers))
    if creditor.kind == "in-kind" and creditor.stream not in streams:
        yield _unknown(line, "stream", creditor.stream or "(none)", streams)
    if creditor.floor > creditor.cap:
        yield Problem(line, f"{creditor.id}: the floor is above the cap.", "Swap them, or raise the cap.")
    if creditor.kind == "in-kind" and creditor.cap <= 0:
        yield Problem(line, f"{creditor.id}: the cap is zero, so nothing is ever shipped.", "Raise or drop `cap`.")
    if not _ever_pays(creditor):
        yield Problem(
            line,
            f"{creditor.id}: this contract never pays: service and floor are zero under all its terms.",
            "Give `service` (USD a month), or `floor` (a volume) for one that is paid in kind.",
        )
    last = None
    for terms in creditor.terms:
        if terms.start < creditor.opened:
            yield Problem(line, f"{creditor.id}: terms begin before it is opened.", "Move `from` or `opened`.")
        if last and terms.start < last:
            yield Problem(line, f"{creditor.id}: terms are out of order.", "Put the earliest `from` first.")
        last = terms.start
        if terms.floor is not None and terms.cap is not None and terms.floor > terms.cap:
            yield Problem(line, f"{creditor.id}: a floor of its terms is above the cap.", "Swap them.")
    yield from _sources(case, creditor)


def _ever_pays(creditor: Creditor) -> bool:
    if creditor.service > 0 or (creditor.kind == "in-kind" and creditor.floor > 0):
        return True
    return any((terms.service or 0) > 0 or (terms.floor or 0) > 0 for terms in creditor.terms)


def _sources(case: Case, creditor: Creditor) -> Iterable[Problem]:
    known = {fact.id for fact in case.facts}
    named = [*creditor.facts, *(name for terms in creditor.terms for name in terms.facts)]
    for name in named:
        if name not in known:
            yield Problem(
                creditor.line, f'{creditor.id} rests on "{name}", which is no fact.', "Name a fact by its id."
            )


def _fact(case: Case, fact: Fact) -> Iterable[Problem]:
    what, names, name = _named_by(case, fact)
    if what and name not in names:
        yield _unknown(fact.line, what, name or "(none)", names)
    if fact.kind == "price" and fact.figure and fact.figure.value <= 0:
        yield Problem(fact.line, f"{fact.id}: a price of zero.", "Prices are above zero.")


def _named_by(case: Case, fact: Fact) -> tuple[str, set[str], str]:
    """What a fact must name, the names that there are, and the one that it gives; nothing for facts about the whole."""
    if fact.kind in _ABOUT_CREDITOR:
        return "creditor", {creditor.id for creditor in case.creditors}, fact.about
    if fact.kind in _ABOUT_STREAM:
        return "stream", {stream.id for stream in case.streams}, fact.about
    if fact.kind == "staff":
        return "staff", {crew.id for crew in case.crews}, fact.about
    if fact.kind == "exit":
        return "backer", {backer.id for backer in case.backers}, fact.about
    if fact.kind == "denial":
        return "fact", {other.id for other in case.facts}, fact.denies
    return "", set(), ""


def _unknown(line: int, what: str, name: str, known: Iterable[str]) -> Problem:
    listed = ", ".join(sorted(known)) or "none yet"
    return Problem(line, f'"{name}" is no {what} of this case.', f"Known: {listed}.")
