"""YAML with the line of every value, read without building any object: what a case file says and where it says it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

MISSING = "null"
_NULL = {"", "null", "~", "Null", "NULL"}


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong with a case file: the line (from 1), what, and what to do about it."""

    line: int
    message: str
    remedy: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.message} {self.remedy}"


@dataclass(slots=True)
class Marked:
    """A node of the file with its place. Reading it wrongly adds to `problems` and gives a harmless value."""

    node: Any
    path: str
    problems: list[Problem] = field(default_factory=list)

    @property
    def line(self) -> int:
        return int(self.node.start_mark.line) + 1

    def complain(self, message: str, remedy: str) -> None:
        """Note a problem at this place."""
        self.problems.append(Problem(self.line, f"{self.path or 'the file'}: {message}", remedy))

    def fields(self, known: set[str], needed: set[str] = frozenset()) -> Mapping[str, Marked]:  # type: ignore[assignment]
        """The values of a mapping by key. Unknown, doubled and missing keys are noted."""
        if self.node.id != "mapping":
            self.complain("expected named values", f"Write `key: value` lines: {', '.join(sorted(known))}.")
            return {}
        found: dict[str, Marked] = {}
        for key, value in self.node.value:
            name = str(key.value) if key.id == "scalar" else "?"
            inner = Marked(value, f"{self.path}.{name}" if self.path else name, self.problems)
            if name in found:
                Marked(key, inner.path, self.problems).complain("stands here twice", "Keep one of the two.")
            elif name not in known:
                Marked(key, inner.path, self.problems).complain(
                    "is not a known name", f"Known here: {', '.join(sorted(known))}."
                )
            else:
                found[name] = inner
        for name in sorted(needed - set(found)):
            self.complain(f"`{name}` is missing", f"Add `{name}:` here.")
        for name in sorted(needed & set(found)):
            if found[name].empty:
                found[name].complain("nothing stands after the colon", "Fill it in.")
        return {name: value for name, value in found.items() if not value.empty}

    @property
    def empty(self) -> bool:
        """Is there nothing after the colon?"""
        return self.node.id == "scalar" and self.node.style is None and str(self.node.value) in _NULL

    def items(self) -> Iterator[Marked]:
        """The entries of a list."""
        if self.node.id != "sequence":
            self.complain("expected a list", "Begin each entry with `- `.")
            return
        for number, value in enumerate(self.node.value):
            yield Marked(value, f"{self.path}[{number + 1}]", self.problems)

    def text(self) -> str:
        """A word or a line of text."""
        if self.node.id != "scalar":
            self.complain("expected a word or a line of text", "Write it after the colon, in quotes if need be.")
            return ""
        return str(self.node.value)

    def choice(self, among: tuple[str, ...]) -> str:
        """One of a few words; the first where it is none."""
        word = self.text()
        if word in among:
            return word
        self.complain(f'"{word}" is none of the possible words', f"Use one of: {', '.join(among)}.")
        return among[0]

    def flag(self) -> bool:
        """Yes or no."""
        return self.choice(("no", "yes", "false", "true")) in ("yes", "true")

    def number(self) -> float:
        """A finite number."""
        word = self.text()
        try:
            value = float(word)
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            self.complain(f'"{word}" is not a number', "Write digits, as 12.5, with the unit in its own place.")
            return 0.0
        return value

    def day(self) -> date:
        """A day, as 2019-06-03."""
        word = self.text()
        try:
            return date.fromisoformat(word)
        except ValueError:
            self.complain(f'"{word}" is not a date', "Write it as 2019-06-03.")
            return date(1900, 1, 1)


def compose(text: str) -> Marked | Problem:
    """The root of a YAML text, or why it is none."""
    import yaml

    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        return Problem(line, f"this is no YAML: {error.problem or error.context}.", "Check the blanks and the colons.")
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        return Problem(1, f"this is no YAML: {str(error).splitlines()[0][:200]}.", "Save it as plain UTF-8 text.")
    if root is None:
        return Problem(1, "the file is empty.", "Start from a skeleton: backstay case new STATE")
    return Marked(root, "")
