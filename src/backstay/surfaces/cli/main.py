"""The command `backstay`: puts the commands together, and turns errors into words and exit codes.

Nothing heavy is imported here: each command loads what it needs when it runs, so `backstay --help` answers at once.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import Annotated

import typer

from ..._version import __version__
from ...records.errors import BackstayError
from . import (
    brief,
    case,
    claims,
    demo,
    doctor,
    events,
    explain,
    export,
    failures,
    forecast,
    import_,
    knowledge,
    origins,
    outlook,
    priors,
    read,
    reports,
    serve,
    solvency,
    terminal,
    ties,
    version,
    watch,
)

app = typer.Typer(
    name="backstay",
    help="Who holds up whom: reads news, keeps who is said to do what to whom on whose word, sums up who backs whom.",
    epilog="Start with: backstay demo. Then: backstay read PATH, and backstay brief VEN.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help: laying it out with Rich takes as long as all else together
    context_settings={"help_option_names": ["-h", "--help"]},
)
for _command in (
    read.read,
    claims.claims,
    brief.brief,
    solvency.solvency,
    case.case,
    forecast.forecast,
    events.events,
    outlook.outlook,
    outlook.backtest,
    origins.origins,
    ties.ties,
    ties.breaks,
    explain.explain,
    reports.reports,
    serve.serve,
    watch.watch,
    export.export,
    priors.priors,
    knowledge.knowledge,
    demo.demo,
    doctor.doctor,
    version.version,
):
    app.command()(_command)
app.command("import")(import_.import_)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"backstay {__version__}")
        raise typer.Exit


@app.callback()
def _all_commands(
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks (also: BACKSTAY_DEBUG=1).")] = False,
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    if debug:
        os.environ[failures.DEBUG] = "1"


def run() -> None:
    """Entry point.

    Exit codes: 0 done, 1 a fault, 2 usage, 3 nothing could be read, 4 a model is missing, 5 something is wrong with the
    ledger, 130 stopped with Ctrl-C.
    """
    terminal.prepare_streams()
    sys.excepthook = failures.show_unexpected
    try:
        typer.main.get_command(app).main(prog_name="backstay")  # not app(): that puts a hook of its own in place
    except BackstayError as error:
        if failures.debugging():
            raise
        failures.show(error)
        sys.exit(error.exit_code)
    except RuntimeError as error:
        if not failures.is_interrupt(error):
            raise
        sys.exit(128 + signal.SIGINT)
