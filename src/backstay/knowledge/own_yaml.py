"""A user's table as YAML: a list of parties, each with the columns of the CSV form, read with the lines they stand on.

A party may hold several `posts` (each with `title`, `since`, `until`, and `state` and `sectors` of its own); lists
stand where CSV has bars. Only plain values are read: no tags, so that nothing is made or run, and no anchors, so that a
small file stays small.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from backstay.records.errors import UsageError

if TYPE_CHECKING:
    from yaml.nodes import MappingNode, Node

_HINT = "See docs/how-to/own-knowledge.md for the form."
_OF_POST = frozenset(("title", "since", "until", "state", "sectors"))
Cells = Mapping[str, str | None]


def is_yaml(path: Path) -> bool:
    """Is a file YAML by its name?"""
    return path.suffix.lower() in (".yaml", ".yml")


def read_yaml(path: Path, columns: frozenset[str]) -> list[tuple[int, Cells]]:
    """The lines of a table, each with its number. Raises UsageError that names the line of the first fault."""
    import yaml

    try:
        text = path.read_text(encoding="utf-8-sig")
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, yaml.SafeLoader)):
            raise UsageError(f"{path.name}: anchors and aliases are not read here", hint="Write the values out.")
        root = yaml.compose(text, yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = f", line {mark.line + 1}" if mark else ""
        raise UsageError(f"{path.name}{line}: this is no YAML ({error.problem})", hint=_HINT) from error
    except RecursionError as error:
        raise UsageError(f"{path.name}: values are nested too deeply for a table", hint=_HINT) from error
    except yaml.YAMLError as error:
        raise UsageError(f"{path.name}: this is no YAML ({error})", hint=_HINT) from error
    if root is None:
        return []
    if not isinstance(root, yaml.SequenceNode):
        raise _fault(path, root, "this is not a list of parties")
    return [row for node in root.value for row in _party(path, node, columns)]


def _party(path: Path, node: Node, columns: frozenset[str]) -> Iterator[tuple[int, Cells]]:
    """A party's own line, or one for each of its posts."""
    import yaml

    fields = _fields(path, node, columns | {"posts"})
    posts = fields.pop("posts", None)
    cells = {key: _cell(path, value) for key, value in fields.items()}
    line = _line(node)
    if posts is None:
        yield line, cells
        return
    if not isinstance(posts, yaml.SequenceNode):
        raise _fault(path, posts, "posts is not a list")
    if not posts.value:
        yield line, cells
    for post in posts.value:
        of_post = {key: _cell(path, value) for key, value in _fields(path, post, _OF_POST).items()}
        yield _line(post), {**cells, **of_post}


def _fields(path: Path, node: Node, allowed: frozenset[str]) -> dict[str, Node]:
    import yaml

    if not isinstance(node, yaml.MappingNode):
        raise _fault(path, node, "this has no fields such as kind and name")
    return dict(_pairs(path, node, allowed))


def _pairs(path: Path, node: MappingNode, allowed: frozenset[str]) -> Iterator[tuple[str, Node]]:
    seen: set[str] = set()
    for key, value in node.value:
        name = str(key.value) if isinstance(key.value, str) else "?"
        if name not in allowed:
            raise _fault(path, key, f"{name!r} is no field; the fields are {', '.join(sorted(allowed))}")
        if name in seen:
            raise _fault(path, key, f"{name!r} stands here twice")
        seen.add(name)
        yield name, value


def _cell(path: Path, node: Node) -> str | None:
    """A value as CSV has it: as it is written, so that 2024-02 stays a month and NO a text; lists with bars."""
    import yaml

    if isinstance(node, yaml.ScalarNode):
        empty = node.tag == "tag:yaml.org,2002:null"
        return None if empty else str(node.value)
    if isinstance(node, yaml.SequenceNode) and all(isinstance(one, yaml.ScalarNode) for one in node.value):
        return "|".join(str(one.value) for one in node.value)
    raise _fault(path, node, "this is neither a value nor a list of values")


def _line(node: Node) -> int:
    return int(node.start_mark.line) + 1


def _fault(path: Path, node: Node, what: str) -> UsageError:
    return UsageError(f"{path.name}, line {_line(node)}: {what}", hint=_HINT)
