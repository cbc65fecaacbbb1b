"""The pages, one function each: what it asks, and the template that shows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Path, Query, Request
from markupsafe import Markup
from starlette.responses import HTMLResponse, Response

from sayso.web import charts, incident, listing, overview, report, search
from sayso.web.params import Disputed, Held, Listed, PageNumber, PageSize, Reported, SearchOrder, Sourced, View, Viewed, Way, falling
from sayso.web.rendering import page, written
from sayso.web.shelf import Shelf
from sayso.web.steady import SteadyRoute

router = APIRouter(include_in_schema=False, route_class=SteadyRoute)

Id = Annotated[str, Path(max_length=64, pattern=r"^[0-9A-Za-z_-]+$")]
Words = Annotated[str, Query(max_length=search.LONGEST, pattern=r"^[^\x00]*$")]


def shelf_of(request: Request) -> Shelf:
    """The ledger that this application serves."""
    shelf: Shelf = request.app.state.shelf
    return shelf


Answer = Callable[..., HTMLResponse]


def once(show: Answer) -> Answer:
    """A page that is written once for each address, and again when the ledger has changed."""

    @wraps(show)
    def shown(request: Request, **asked: Any) -> HTMLResponse:
        key = ("page", request.url.path, request.url.query)
        body = shelf_of(request).kept(key, lambda: bytes(show(request=request, **asked).body))
        return HTMLResponse(body)

    return shown


@router.get("/")
@once
def show_overview(request: Request, view: Viewed) -> HTMLResponse:
    """Overview: what is told, when, where, by whom, and what is disputed."""
    shelf, wanted = shelf_of(request), view.wanted
    drawn = replace(view, page=1)
    return page(
        "overview.html",
        view=view,
        figures=overview.figures(shelf, wanted),
        found=listing.incidents(shelf, view),
        drawings=shelf.kept(("drawings", drawn), lambda: _drawings(shelf, drawn)),
        liveliest=overview.liveliest(shelf, wanted),
    )


def _drawings(shelf: Shelf, view: View) -> Markup:
    """Bars, map and network; the same on every page of a list."""
    wanted = view.wanted
    spell, pairs = overview.spell(shelf, wanted), overview.pairs(shelf, wanted)
    return written(
        "drawings.html",
        view=view,
        spell=spell,
        bars=charts.bars(spell),
        places=charts.places(overview.places(shelf, wanted)),
        land=charts.land() is not None,
        graticule=charts.graticule(),
        pairs=pairs,
        network=charts.network(pairs),
    )


@router.get("/map.svg")
def show_map() -> Response:
    """The outlines of the countries: a file of its own, so that a browser keeps it from view to view."""
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 350"><path id="land" d="{charts.land() or ""}"/></svg>\n'
    return Response(svg, media_type="image/svg+xml", headers={"Cache-Control": "max-age=86400"})


@router.get("/incident/{id}")
@once
def show_incident(request: Request, id: Id) -> HTMLResponse:
    """Incident: each side's telling beside the others'."""
    row = incident.record(shelf_of(request), id)
    if row is None:
        raise HTTPException(404, f"The ledger has no incident {id}.")
    return page("incident.html", **incident.page(row))


@router.get("/report/{id}")
@once
def show_report(request: Request, id: Id) -> HTMLResponse:
    """Report: the text with all that was read in it marked."""
    row = report.record(shelf_of(request), id)
    if row is None:
        raise HTTPException(404, f"The ledger has no report {id}.")
    return page("report.html", **report.page(row))


@router.get("/disputes")
@once
def show_disputes(request: Request, view: Disputed) -> HTMLResponse:
    """Disputes: the sentences of both sides."""
    return page("disputes.html", view=view, found=listing.disputes(shelf_of(request), view))


@router.get("/reports")
@once
def show_reports(request: Request, view: Reported) -> HTMLResponse:
    """Reports: all that the ledger has."""
    return page("reports.html", view=view, found=listing.documents(shelf_of(request), view))


@router.get("/sources")
@once
def show_sources(request: Request, view: Sourced) -> HTMLResponse:
    """Sources: who vouches, denies, is contradicted, changes."""
    return page("sources.html", view=view, found=listing.sources(shelf_of(request), view))


@router.get("/source")
@once
def show_source(request: Request, view: Held) -> HTMLResponse:
    """Source: what it has held, about whom, denied, contradicted, changed."""
    shelf, name = shelf_of(request), dict(view.own)["name"]
    found = listing.source(shelf, view)
    if not found.total:
        raise HTTPException(404, f"The ledger has no source that goes by {name!r}.")
    return page("source.html", name=name, view=view, found=found, summary=listing.summary(shelf, name))


def _searched(q: Words = "", sort: SearchOrder = "match", order: Way = None, page: PageNumber = 1, size: PageSize = 25) -> Listed:
    return Listed(sort, falling(sort, order), page, size, "match", (("q", q.strip()),))


Searched = Annotated[Listed, Depends(_searched)]


@router.get("/search")
@once
def show_search(request: Request, view: Searched) -> HTMLResponse:
    """Search: reports and assertions with these words."""
    words = dict(view.own)["q"]
    found = search.search(shelf_of(request), words, view.sort, view.descending, view.page, view.size) if words else None
    return page("search.html", q=words, view=view, found=found)
