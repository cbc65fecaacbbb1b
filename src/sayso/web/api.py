"""The JSON API: the same questions as the pages, paged, with the records' own names."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, HTTPException, Request
from pydantic import BaseModel, Field

from sayso.web import incident, listing, overview, report, search
from sayso.web.listing import Page
from sayso.web.pages import Id, Words, shelf_of
from sayso.web.params import Disputed, Held, PageNumber, PageSize, Reported, SearchOrder, Sourced, Viewed, Wanted, Way, falling
from sayso.web.steady import SteadyRoute


class Wrong(BaseModel):
    """What is wrong with a request."""

    error: str


class Rows(BaseModel):
    """One page of a list."""

    total: int = Field(description="Rows of the whole list.")
    page: int
    size: int
    rows: list[dict[str, Any]]


_WRONG: dict[int | str, dict[str, Any]] = {
    400: {"model": Wrong, "description": "A filter, an order or a page that cannot be."},
    421: {"description": "A Host that this server does not answer to."},
    503: {"model": Wrong, "description": "The ledger cannot be read."},
}
_NONE: dict[int | str, dict[str, Any]] = {404: {"model": Wrong, "description": "No such record."}}
router = APIRouter(prefix="/api", responses=_WRONG, route_class=SteadyRoute)


def _rows(found: Page) -> Rows:
    return Rows(total=found.total, page=found.page, size=found.size, rows=list(found.rows))


@router.get("/incidents", summary="Incidents that fit")
def get_incidents(request: Request, view: Viewed) -> Rows:
    """The incidents of a filter, in an order, a page at a time."""
    return _rows(listing.incidents(shelf_of(request), view))


@router.get("/incidents/{id}", summary="One incident", responses=_NONE)
def get_incident(request: Request, id: Id) -> dict[str, Any]:
    """An incident with its positions, disputes and assertions (the first 200)."""
    row = incident.record(shelf_of(request), id)
    if row is None:
        raise HTTPException(404, f"The ledger has no incident {id}.")
    return {**row, "told": [{k: v for k, v in a.items() if k not in ("window_start", "words")} for a in row["told"]]}


@router.get("/assertions", summary="Assertions of incidents that fit")
def get_assertions(request: Request, wanted: Wanted, page: PageNumber = 1, size: PageSize = 25) -> Rows:
    """Flat rows, as the view `events` of a ledger has them."""
    return _rows(listing.assertions(shelf_of(request), wanted, page, size))


@router.get("/disputes", summary="Disputes on incidents that fit")
def get_disputes(request: Request, view: Disputed) -> Rows:
    """Which sides hold what cannot both be so, on what, with the sentences."""
    return _rows(listing.disputes(shelf_of(request), view))


@router.get("/reports", summary="Reports")
def get_reports(request: Request, view: Reported) -> Rows:
    """All reports, the last read first or by a column."""
    return _rows(listing.documents(shelf_of(request), view))


@router.get("/reports/{id}", summary="One report", responses=_NONE)
def get_report(request: Request, id: Id) -> dict[str, Any]:
    """A report with its text, assertions, attributions and what was left open."""
    row = report.record(shelf_of(request), id)
    if row is None:
        raise HTTPException(404, f"The ledger has no report {id}.")
    return row


@router.get("/sources", summary="Sources")
def get_sources(request: Request, view: Sourced) -> Rows:
    """All sides that vouch or deny, with how often they denied, were contradicted, changed."""
    return _rows(listing.sources(shelf_of(request), view))


@router.get("/source", summary="What one source has held", responses=_NONE)
def get_source(request: Request, view: Held) -> Rows:
    """Its positions, incident by incident."""
    found = listing.source(shelf_of(request), view)
    if not found.total:
        raise HTTPException(404, f"The ledger has no source that goes by {dict(view.own)['name']!r}.")
    return _rows(found)


@router.get("/summary", summary="Counts of a filter")
def get_summary(request: Request, wanted: Wanted) -> dict[str, Any]:
    """What the overview draws: figures, counts by week and type, places, pairs of parties."""
    shelf = shelf_of(request)
    spell = overview.spell(shelf, wanted)
    return {
        "figures": overview.figures(shelf, wanted),
        "step": spell.step,
        "bars": [{"day": day, "counts": counts} for day, counts in spell.bars],
        "earlier": spell.earlier,
        "later": spell.later,
        "undated": spell.undated,
        "places": overview.places(shelf, wanted),
        "pairs": overview.pairs(shelf, wanted),
    }


@router.get("/search", summary="Words in reports and assertions")
def get_search(request: Request, q: Words, sort: SearchOrder = "match", order: Way = None, page: PageNumber = 1, size: PageSize = 25) -> dict[str, Any]:
    """Hits with the words around them."""
    words = q.strip()
    if not words:
        raise HTTPException(400, "q: empty; give a word to look for")
    found = search.search(shelf_of(request), words, sort, falling(sort, order), page, size)
    return {
        kind: {
            "total": f.total,
            "rows": [{k: v for k, v in r.items() if k not in ("pieces", "words")} | {"snippet": "".join(p.text for p in r["pieces"])} for r in f.rows],
        }
        for kind, f in found.items()
    }
