"""docs/reference/cli.md: every command with its arguments and options."""

from __future__ import annotations

import inspect
from typing import Any

import typer.main
from typer.core import TyperArgument, TyperGroup

from backstay.surfaces.cli.main import app

from .markdown import page as whole_page
from .markdown import table

_INTRO = "What `backstay COMMAND --help` says, on one page."


def page() -> str:
    """The page as Markdown. Raises LookupError where a command or an option has no help."""
    root = typer.main.get_command(app)
    if not isinstance(root, TyperGroup):
        raise LookupError("the command line has no commands")
    commands = [c for c in root.commands.values() if not c.hidden]
    rows = ((f"[`{c.name}`](#backstay-{c.name})", _help(c).split("\n\n")[0]) for c in commands)
    shared = _parameters(root)
    return whole_page(
        "Command line",
        _INTRO,
        table(("command", "what it does"), rows),
        *(("## Before any command", shared) if shared else ()),
        *(_command(c) for c in commands),
    )


# Typer carries its own copy of click and names its classes nowhere in public: hence `Any` below.


def _command(command: Any) -> str:
    context = command.make_context(f"backstay {command.name}", [], resilient_parsing=True)
    usage = command.get_usage(context).removeprefix("Usage: ").strip()
    parts = (f"## backstay {command.name}", f"```\n{usage}\n```", _help(command), _parameters(command))
    return "\n\n".join(p for p in parts if p)


def _help(command: Any) -> str:
    if not command.help:
        raise LookupError(f"the command {command.name} has no help")
    return inspect.cleandoc(command.help).replace("\b\n", "").replace("[bold]", "**").replace("[/bold]", "**")


def _parameters(command: Any) -> str:
    context = command.make_context(f"backstay {command.name}", [], resilient_parsing=True)
    rows = [_parameter(p, context) for p in command.params if not getattr(p, "hidden", False)]
    return table(("argument or option", "what it does"), rows) if rows else ""


def _parameter(parameter: Any, context: Any) -> tuple[str, str]:
    if not getattr(parameter, "help", None):
        raise LookupError(f"{context.info_name}: {parameter.name} has no help")
    names, told = parameter.get_help_record(context)
    if isinstance(parameter, TyperArgument):
        names = parameter.metavar or parameter.name.upper()
    return f"`{names}`", " ".join(told.split())
