"""docs/reference/python.md: the names that `import backstay` offers."""

from __future__ import annotations

import dataclasses
import inspect

import backstay

from .markdown import doc, first_line, table
from .markdown import page as whole_page

_INTRO = """The names that `import backstay` offers. Importing it loads no model: each name comes when it is first used.
Records are described [on their own page](records.md), errors [on theirs](errors.md)."""

_FUNCTIONS = ("read", "open_ledger")
_CLASSES = ("Ledger", "ClaimFilter", "ClaimRow")
_ELSEWHERE = {"__version__": "the version, as text", "errors": "the module of all errors: [errors](errors.md)"}


def page() -> str:
    """The page as Markdown. Every name of `backstay.__all__` occurs in it."""
    rest = [n for n in backstay.__all__ if n not in (*_FUNCTIONS, *_CLASSES, *_ELSEWHERE)]
    return whole_page(
        "Python",
        _INTRO,
        *(_function(f"backstay.{name}", getattr(backstay, name)) for name in _FUNCTIONS),
        *(_class(getattr(backstay, name)) for name in _CLASSES),
        "## Records and the rest",
        table(
            ("name", "what"),
            [
                *((f"`{n}`", first_line(getattr(backstay, n))) for n in rest),
                *((f"`{n}`", what) for n, what in _ELSEWHERE.items()),
            ],
        ),
    )


def _function(name: str, function: object, level: str = "##") -> str:
    return (
        f"{level} `{name}`\n\n```python\n{_signature(name.rpartition('.')[2], function)}\n```\n\n{_described(function)}"
    )


def _class(kind: type) -> str:
    parts = [f"## `{kind.__name__}`", _described(kind)]
    if dataclasses.is_dataclass(kind):
        rows = ((f"`{f.name}`", f"`{f.type}`", _default(f)) for f in dataclasses.fields(kind))
        parts.append(table(("field", "type", "default"), rows))
    for name, member in vars(kind).items():
        function = member.__func__ if isinstance(member, classmethod | staticmethod) else member
        if not name.startswith("_") and inspect.isfunction(function):
            parts.append(_function(f"{kind.__name__}.{name}", function, "###"))
    return "\n\n".join(parts)


def _default(field: dataclasses.Field[object]) -> str:
    if field.default is not dataclasses.MISSING:
        return f"`{field.default!r}`"
    return "" if field.default_factory is dataclasses.MISSING else f"`{field.default_factory()!r}`"


def _described(thing: object) -> str:
    """The docstring; its `Raises:` block becomes a list."""
    text, _, raises = doc(thing).partition("Raises:\n")
    lines = [
        f"- `{kind.strip()}`:{why}" for kind, _, why in (line.partition(":") for line in raises.splitlines()) if kind
    ]
    return text.strip() + ("\n\nRaises\n\n" + "\n".join(lines) if lines else "")


def _signature(name: str, function: object) -> str:
    signature = inspect.signature(function)  # type: ignore[arg-type]
    line = f"{name}{signature}".replace("'", "")
    if len(line) <= 100:
        return line
    inside = ",\n    ".join(str(p).replace("'", "") for p in _with_star(signature))
    answer = signature.return_annotation
    ending = "" if answer is inspect.Signature.empty else f" -> {answer}"
    return f"{name}(\n    {inside},\n){ending}".replace("'", "")


def _with_star(signature: inspect.Signature) -> list[object]:
    made: list[object] = []
    for parameter in signature.parameters.values():
        if parameter.kind is inspect.Parameter.KEYWORD_ONLY and "*" not in made:
            made.append("*")
        made.append(parameter)
    return made
