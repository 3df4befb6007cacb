"""Every address: pages with their JSON twins, the chart, the CSV file."""

# No postponed annotations here: FastAPI reads those of functions within functions, which name what surrounds them.

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response, StreamingResponse

from .desk import Desk, desk
from .feeds import atom, json_feed
from .models import ClaimPage, ErrorOut, Page, WatchOut
from .pages.about import about
from .pages.claims import claim, claims, claims_extras, csv_lines
from .pages.events import amounts_chart, event, event_extras, events, events_extras, spread_chart
from .pages.map import map_extras, map_page
from .pages.outlook import likeliest_page, outlook_chart, outlook_extras, outlook_page
from .pages.overview import overview, states
from .pages.parties import parties, party
from .pages.reports import report, report_extras, reports
from .pages.scoreboard import backtest_chart, backtest_page, reliability_chart, scoreboard, scoreboard_extras
from .pages.search import search
from .pages.skipped import skipped
from .pages.solvency import solvency, solvency_chart, solvency_extras
from .pages.states import chart, state, state_extras
from .pages.ties import backer_chart, backer_ties, breaks, state_ties, ties_chart
from .pages.watch import watch
from .pages.world import world, world_chart, world_extras
from .query import ClaimQuery, claim_query
from .render import asks_for_part, render

router = APIRouter()

PROBLEMS: dict[int | str, dict[str, Any]] = {
    400: {"model": ErrorOut, "description": "A part of the address cannot be used."},
    404: {"model": ErrorOut, "description": "Not in the ledger."},
    503: {"model": ErrorOut, "description": "The ledger or the knowledge file cannot be opened."},
}
READ = ["GET", "HEAD"]

Build = Callable[..., Any]
Extras = Callable[[Any], dict[str, Any]]


def _twin(path: str, build: Build) -> None:
    """`path` answers with what `build` gives, as JSON in the shape that `build` says it returns."""

    def twin(view: Annotated[Any, Depends(build)]) -> Any:
        return view

    router.add_api_route(
        path,
        twin,
        methods=["GET"],
        response_model=_returned(build),
        responses=PROBLEMS,
        summary=(build.__doc__ or "").split(". ")[0].rstrip("."),
        operation_id=f"{build.__name__}_json",
    )


def _returned(build: Build) -> type[Page]:
    from typing import get_type_hints

    kind: type[Page] = get_type_hints(build)["return"]
    return kind


def _pair(path: str, build: Build, template: str, extras: Extras | None = None, *, part: str | None = None) -> None:
    """A page at `path` and its twin at the same path with `.json`, both from what `build` gives.

    `part` is the template that htmx gets when it swaps a part of the page.
    """
    _twin("/index.json" if path == "/" else f"{path}.json", build)

    def page(request: Request, view: Annotated[Page, Depends(build)]) -> HTMLResponse:
        more = extras(view) if extras else {}
        chosen = part if part and asks_for_part(request) else template
        return render(request, chosen, {"view": view, "as_of": view.as_of, **more})

    router.add_api_route(path, page, methods=READ, include_in_schema=False, name=build.__name__)


_pair("/", overview, "overview.html")
_pair("/reports", reports, "reports.html")
_pair("/reports/{id}", report, "report.html", report_extras, part="_panel.html")
_pair("/claims", claims, "claims.html", claims_extras)
_pair("/events", events, "events.html", events_extras)
_pair("/events/{event}", event, "event.html", event_extras)
_pair("/states", states, "states.html")
_pair("/states/{code}/outlook", outlook_page, "outlook.html", outlook_extras)
_pair("/states/{code}", state, "state.html", state_extras)
_pair("/states/{code}/solvency", solvency, "solvency.html", solvency_extras)
_pair("/states/{code}/ties", state_ties, "ties.html")
_pair("/backers/{code}", backer_ties, "ties.html")
_pair("/breaks", breaks, "breaks.html")
_pair("/world", world, "world.html", world_extras)
_pair("/outlook", likeliest_page, "likeliest.html")
_pair("/scoreboard", scoreboard, "scoreboard.html", scoreboard_extras)
_pair("/scoreboard/past", backtest_page, "backtest.html", scoreboard_extras)
_pair("/parties", parties, "parties.html")
_pair("/parties/{party_id:path}", party, "party.html")
_pair("/map", map_page, "map.html", map_extras)
_pair("/search", search, "search.html")
_pair("/skipped", skipped, "skipped.html")
_pair("/watch", watch, "watch.html")
_pair("/about", about, "about.html")
_twin("/claims/{id}.json", claim)


@router.api_route("/claims/{id}", methods=READ, include_in_schema=False)
def claim_in_its_report(
    at: Annotated[Desk, Depends(desk)], view: Annotated[ClaimPage, Depends(claim)]
) -> RedirectResponse:
    """A claim is shown in the text of its report."""
    found = view.card.claim
    return RedirectResponse(at.link(f"/reports/{found.doc}", claim=found.id) + f"#{found.id}", status_code=307)


@router.get("/states/{code}/timeline.vl.json", responses=PROBLEMS, operation_id="timeline_chart")
def timeline_chart(spec: Annotated[dict[str, Any], Depends(chart)]) -> dict[str, Any]:
    """The Vega-Lite specification of a government's timeline. It names no colours: the page adds them."""
    return spec


@router.get("/states/{code}/solvency.vl.json", responses=PROBLEMS, operation_id="solvency_chart")
def solvency_vega(spec: Annotated[dict[str, Any], Depends(solvency_chart)]) -> dict[str, Any]:
    """The Vega-Lite specification of one chart of a government's solvency page."""
    return spec


@router.get("/states/{code}/ties.vl.json", responses=PROBLEMS, operation_id="ties_chart")
def ties_multiples(spec: Annotated[dict[str, Any], Depends(ties_chart)]) -> dict[str, Any]:
    """The Vega-Lite specification of a government's ties over time."""
    return spec


@router.get("/backers/{code}/ties.vl.json", responses=PROBLEMS, operation_id="backer_chart")
def backer_multiples(spec: Annotated[dict[str, Any], Depends(backer_chart)]) -> dict[str, Any]:
    """The Vega-Lite specification of a backer's ties over time."""
    return spec


@router.get("/world.vl.json", responses=PROBLEMS, operation_id="world_chart")
def world_matrix(spec: Annotated[dict[str, Any], Depends(world_chart)]) -> dict[str, Any]:
    """The Vega-Lite specification of the world's ties as a matrix."""
    return spec


@router.get("/events/{event}/amounts.vl.json", responses=PROBLEMS, operation_id="amounts_chart")
def event_amounts_chart(spec: Annotated[dict[str, Any], Depends(amounts_chart)]) -> dict[str, Any]:
    """The Vega-Lite specification of an event's numbers. It names no colours: the page adds them."""
    return spec


@router.get("/events/{event}/spread.vl.json", responses=PROBLEMS, operation_id="spread_chart")
def event_spread_chart(spec: Annotated[dict[str, Any], Depends(spread_chart)]) -> dict[str, Any]:
    """The Vega-Lite specification of how an event spread. It names no colours: the page adds them."""
    return spec


@router.get("/states/{code}/outlook.vl.json", responses=PROBLEMS, operation_id="outlook_chart")
def outlook_chart_spec(spec: Annotated[dict[str, Any], Depends(outlook_chart)]) -> dict[str, Any]:
    """The Vega-Lite specification of a government's chances of a cut."""
    return spec


@router.get("/scoreboard/reliability.vl.json", responses=PROBLEMS, operation_id="reliability_chart")
def reliability_chart_spec(spec: Annotated[dict[str, Any], Depends(reliability_chart)]) -> dict[str, Any]:
    """The Vega-Lite specification of how often things came, against the chance that was given."""
    return spec


@router.get("/scoreboard/past.vl.json", responses=PROBLEMS, operation_id="backtest_chart")
def backtest_chart_spec(spec: Annotated[dict[str, Any], Depends(backtest_chart)]) -> dict[str, Any]:
    """The Vega-Lite specification of how often things came, against the chance that would have been given."""
    return spec


@router.get("/claims.csv", responses=PROBLEMS, response_class=StreamingResponse, operation_id="claims_csv")
def claims_csv(
    at: Annotated[Desk, Depends(desk)], query: Annotated[ClaimQuery, Depends(claim_query)]
) -> StreamingResponse:
    """Every claim that passes the filters, one a row."""
    headers = {"Content-Disposition": 'attachment; filename="backstay-claims.csv"'}
    return StreamingResponse(csv_lines(at, query), media_type="text/csv; charset=utf-8", headers=headers)


@router.get("/watch.atom", responses=PROBLEMS, response_class=Response, operation_id="watch_atom")
def watch_atom(
    request: Request, at: Annotated[Desk, Depends(desk)], view: Annotated[WatchOut, Depends(watch)]
) -> Response:
    """Alerts as an Atom feed."""
    whole = atom(view, str(request.url), *_page_of_feed(request, at))
    return Response(whole, media_type="application/atom+xml; charset=utf-8")


@router.get("/watch/feed.json", responses=PROBLEMS, response_class=JSONResponse, operation_id="watch_feed")
def watch_feed(
    request: Request, at: Annotated[Desk, Depends(desk)], view: Annotated[WatchOut, Depends(watch)]
) -> JSONResponse:
    """Alerts as a JSON Feed."""
    return JSONResponse(
        json_feed(view, str(request.url), *_page_of_feed(request, at)), media_type="application/feed+json"
    )


def _page_of_feed(request: Request, at: Desk) -> tuple[str, str]:
    """Addresses of the page that the feeds follow, and of the site."""
    base = str(request.base_url).rstrip("/")
    return base + at.link("/watch"), base
