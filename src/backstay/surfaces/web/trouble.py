"""Every error as a page in plain words or, for a twin, as the one JSON shape. Never a traceback."""

from __future__ import annotations

import logging
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from ...records.errors import (
    BackstayError,
    LedgerDamaged,
    LedgerLocked,
    LedgerMissing,
    LedgerNewer,
    NotInLedger,
    UsageError,
)
from .models import ErrorOut, Problem
from .render import render

log = logging.getLogger(__name__)

STATUS: tuple[tuple[type[BackstayError], HTTPStatus], ...] = (
    (NotInLedger, HTTPStatus.NOT_FOUND),
    (UsageError, HTTPStatus.BAD_REQUEST),
    (BackstayError, HTTPStatus.SERVICE_UNAVAILABLE),
)
HEADINGS = {
    LedgerMissing: "There is no ledger yet",
    LedgerDamaged: "The ledger is damaged",
    LedgerNewer: "The ledger is from a newer Backstay",
    LedgerLocked: "The ledger is locked",
    NotInLedger: "Not in the ledger",
    UsageError: "That cannot be looked up",
}


def add_handlers(app: FastAPI) -> None:
    """Make `app` answer every error in plain words."""
    app.add_exception_handler(BackstayError, _ours)
    app.add_exception_handler(HTTPException, _of_http)
    app.add_exception_handler(RequestValidationError, _of_parameters)
    app.add_exception_handler(Exception, _unforeseen)


async def _ours(request: Request, error: Exception) -> Response:
    assert isinstance(error, BackstayError)
    status = next(status for kind, status in STATUS if isinstance(error, kind))
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        log.warning("%s %s: %s", request.method, request.url.path, error.message)
    heading = next((words for kind, words in HEADINGS.items() if isinstance(error, kind)), "This cannot be shown now")
    return answer(request, status, heading, error.message, error.hint)


async def _of_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == HTTPStatus.NOT_FOUND:
        message, hint = "There is no such page here.", "Start from the overview, or search."
        return answer(request, HTTPStatus.NOT_FOUND, "No such page", message, hint)
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        message, hint = "These pages can only be read.", "Ask with GET. To add to the ledger: backstay read PATH"
        return answer(request, HTTPStatus.METHOD_NOT_ALLOWED, "Only reading", message, hint)
    return answer(request, HTTPStatus(error.status_code), "This cannot be shown", str(error.detail), "")


async def _of_parameters(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    name = str(first["loc"][-1])
    message = f"The part {name} of the address cannot be used: {first['msg'].lower()}."
    return answer(
        request, HTTPStatus.BAD_REQUEST, "That cannot be looked up", message, f"Leave out {name}, or change it."
    )


async def _unforeseen(request: Request, error: Exception) -> Response:
    log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    return answer(
        request,
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "Something went wrong here",
        "This page could not be made. Nothing in the ledger was changed.",
        "The server's log says more. `backstay doctor` checks the ledger.",
    )


def answer(request: Request, status: HTTPStatus, heading: str, message: str, hint: str) -> Response:
    """The error as JSON where the address is a twin's, else as a page."""
    if request.url.path.endswith(".json"):
        problem = ErrorOut(error=Problem(status=status, message=message, hint=hint))
        return JSONResponse(problem.model_dump(mode="json"), status_code=status)
    context = {"as_of": None, "heading": heading, "message": message, "hint": hint}
    return render(request, "error.html", context, status)
