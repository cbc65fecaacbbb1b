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
DisputeOrder = Literal["day", "ground", "type", "place"]
ReportOrder = Literal["read", "published", "title", "publisher", "words"]
SourceOrder = Literal["positions", "denied", "contradicted", "changed", "last_published", "source"]
HeldOrder = Literal["day", "type", "place", "status", "grade"]
SearchOrder = Literal["match", "published"]
Way = Annotated[Literal["asc", "desc"] | None, Query(description="From least or from most; by default as suits the column.")]
RISING = frozenset(("type", "place", "ground", "grade", "title", "publisher", "source", "status"))  # columns of words: from a to z first


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
        usual = {"sort": "day", "order": "desc" if paging["sort"] == "day" else None, "page": 1, "size": 25}
        given = {k: str(v).lower() if isinstance(v, bool) else v for k, v in found.items() if v is not None and v != usual.get(k)}
        return "?" + urlencode(given) if given else "?"

    def before(self, *names: str) -> str:
        """The address's query without these filters, from page 1, ready for one of them to be written after it: an overview has hundreds of such links."""
        found = self.query(**dict.fromkeys(names), page=1)
        return found if found == "?" else found + "&"

    @property
    def filtered(self) -> bool:
        """Whether it asks for less than everything."""
        return self.wanted != Filter()


@dataclass(frozen=True, slots=True)
class Listed:
    """Which list, in which order, which page of it; `own` is what else its address says."""

    sort: str
    descending: bool
    page: int
    size: int
    usual: str
    own: tuple[tuple[str, str], ...] = ()

    def query(self, **changes: Any) -> str:
        """The address's query for this list with some things changed."""
        now = replace(self, **changes)
        given: dict[str, Any] = dict(now.own)
        if now.sort != now.usual:
            given["sort"] = now.sort
        if now.descending == (now.sort in RISING):
            given["order"] = "desc" if now.descending else "asc"
        given |= {k: v for k, v, usual in (("page", now.page, 1), ("size", now.size, 25)) if v != usual}
        return "?" + urlencode(given) if given else "?"


def falling(sort: str, order: str | None) -> bool:
    """Whether an order begins with the most."""
    return sort not in RISING if order is None else order == "desc"


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


def _disputed(wanted: Wanted, sort: DisputeOrder = "day", order: Way = None, page: PageNumber = 1, size: PageSize = 25) -> View:
    return View(wanted, sort, falling(sort, order), page, size)


def _reported(sort: ReportOrder = "read", order: Way = None, page: PageNumber = 1, size: PageSize = 25) -> Listed:
    return Listed(sort, falling(sort, order), page, size, "read")


def _sourced(sort: SourceOrder = "positions", order: Way = None, page: PageNumber = 1, size: PageSize = 25) -> Listed:
    return Listed(sort, falling(sort, order), page, size, "positions")


SourceName = Annotated[str, Query(min_length=1, max_length=100, pattern=r"^[^\x00]*$", description="Part of a name, or a country for all that speak for it.")]


def _held(name: SourceName, sort: HeldOrder = "day", order: Way = None, page: PageNumber = 1, size: PageSize = 25) -> Listed:
    return Listed(sort, falling(sort, order), page, size, "day", (("name", name),))


Disputed = Annotated[View, Depends(_disputed)]
Reported = Annotated[Listed, Depends(_reported)]
Sourced = Annotated[Listed, Depends(_sourced)]
Held = Annotated[Listed, Depends(_held)]
