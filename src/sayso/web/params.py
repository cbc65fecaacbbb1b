"""What an address may ask for: filters, order and page, each bounded, each with a word on what is wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import Depends, Query
from pydantic import BeforeValidator, StringConstraints

from sayso.ledger.queries import Filter
from sayso.records import EventType, Status

LAST_PAGE = 10_000
SIZES = (10, 25, 50, 100, 200)
Grade = Literal["confirmed", "contested", "denied", "corroborated", "single source", "reported"]
Order = Literal["day", "type", "tellings", "sources", "killed", "grade", "place"]


def _blank(value: Any) -> Any:
    """A form sends its empty fields; they ask for nothing."""
    return None if isinstance(value, str) and not value.strip() else value


def _iso(value: Any) -> Any:
    """A day as ISO writes it; pydantic alone would take a number for seconds."""
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise ValueError("give a day as YYYY-MM-DD")
    return value


def _upper(value: Any) -> Any:
    return value.upper() if isinstance(value, str) else value


_Blank = BeforeValidator(_blank)
Name = Annotated[Annotated[str, StringConstraints(max_length=100, pattern=r"^[^\x00]*$")] | None, _Blank]
Day = Annotated[date | None, BeforeValidator(_iso), _Blank]
PageNumber = Annotated[int, Query(ge=1, le=LAST_PAGE, description="Page, from 1.")]
PageSize = Annotated[int, Query(ge=1, le=SIZES[-1], description="Rows a page.")]


@dataclass(frozen=True, slots=True)
class View:
    """Which incidents, in which order, which page of them."""

    wanted: Filter
    sort: str = "day"
    descending: bool = True
    page: int = 1
    size: int = 25

    def query(self, **changes: Any) -> str:
        """The address's query for this view with some things changed; a changed filter begins at page 1."""
        own = {f.name for f in fields(Filter)}
        wanted = replace(self.wanted, **{k: v for k, v in changes.items() if k in own})
        paging = {
            k: changes.get(k, (1 if own & changes.keys() else self.page) if k == "page" else getattr(self, k)) for k in ("sort", "descending", "page", "size")
        }
        found = {f.name: getattr(wanted, f.name) for f in fields(Filter)} | {"sort": paging["sort"], "page": paging["page"], "size": paging["size"]}
        found["order"] = "desc" if paging["descending"] else "asc"
        usual = {"sort": "day", "order": "desc", "page": 1, "size": 25}
        given = {k: str(v).lower() if isinstance(v, bool) else v for k, v in found.items() if v is not None and v != usual.get(k)}
        return "?" + urlencode(given) if given else "?"

    @property
    def filtered(self) -> bool:
        """Whether it asks for less than everything."""
        return self.wanted != Filter()


def _wanted(
    since: Annotated[Day, Query(description="Happened on this day or later, YYYY-MM-DD.")] = None,
    until: Annotated[Day, Query(description="Happened on this day or earlier, YYYY-MM-DD.")] = None,
    type: Annotated[EventType | None, BeforeValidator(_upper), _Blank, Query(description="PLOVER type.")] = None,
    actor: Annotated[Name, Query(description="Actor or recipient: part of a name, or a country's alpha-3 code.")] = None,
    place: Annotated[Name, Query(description="Place: part of a name, or a country's alpha-3 code.")] = None,
    source: Annotated[Name, Query(description="Who vouches: part of a name, or a country for all that speak for it.")] = None,
    status: Annotated[Status | None, _Blank, Query(description="Firmest status that it has.")] = None,
    grade: Annotated[Grade | None, _Blank, Query(description="How well it is vouched for.")] = None,
    contested: Annotated[bool | None, _Blank, Query(description="Whether sides hold what cannot both be so.")] = None,
) -> Filter:
    return Filter(actor, place, since, until, type, status, source, grade, contested)


Wanted = Annotated[Filter, Depends(_wanted)]


def _view(
    wanted: Wanted,
    sort: Annotated[Order, Query(description="What the rows are ordered by.")] = "day",
    order: Annotated[Literal["asc", "desc"], Query(description="From least or from most.")] = "desc",
    page: PageNumber = 1,
    size: PageSize = 25,
) -> View:
    return View(wanted, sort, order == "desc", page, size)


Viewed = Annotated[View, Depends(_view)]
