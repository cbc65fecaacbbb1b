"""Lists out of a ledger, a page at a time: incidents, disputes, sources, assertions, documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sayso.ledger import queries
from sayso.ledger.queries import Filter, Row, side_of
from sayso.web.params import View
from sayso.web.shelf import Shelf

_DAY = "coalesce(i.first_day, i.first_published)"
_ORDER = {
    "day": _DAY,
    "type": "i.type",
    "tellings": "i.tellings",
    "sources": "i.sources",
    "killed": "i.killed_min",
    "grade": "i.grade",
    "place": "i.place",
}
INCIDENT = (
    f"i.id, {_DAY} AS day, i.first_day, i.last_day, i.first_published, i.last_published, i.type, i.mode, i.trigger, i.actors, i.recipients, i.place, "
    "i.place_iso3, i.latitude, i.longitude, i.killed_min, i.killed_max, i.injured_min, i.injured_max, i.assertions, i.documents, i.tellings, i.sources, "
    "i.status, i.contested, i.grade, i.grade_why"
)
LONGEST_COUNT = 100_000  # rows that are counted; of more it is said that there are more


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a list, and how many there are."""

    rows: Sequence[Row]
    total: int
    page: int
    size: int

    @property
    def last(self) -> int:
        """The number of the last page."""
        return max(1, -(-self.total // self.size))


def paged(shelf: Shelf, query: str, values: list[Any], page: int, size: int) -> Page:
    """One page of a query's rows. The query carries its own order."""
    key = (query, repr(values))
    total = shelf.kept(("count", *key), lambda: int(shelf.ask(f"SELECT count(*) AS n FROM ({query})", values)[0]["n"]))
    rows = shelf.kept(("page", *key, page, size), lambda: shelf.ask(f"{query} LIMIT {size} OFFSET {(page - 1) * size}", values))
    return Page(rows, total, page, size)


def incidents(shelf: Shelf, view: View) -> Page:
    """The incidents of a view."""
    where, values = view.wanted.sql()
    way = "DESC" if view.descending else "ASC"
    query = f"SELECT {INCIDENT} FROM incidents i WHERE {where} ORDER BY {_ORDER[view.sort]} {way} NULLS LAST, {_DAY} DESC NULLS LAST, i.assertions DESC, i.id"
    return paged(shelf, query, values, view.page, view.size)


def disputes(shelf: Shelf, wanted: Filter, page: int, size: int) -> Page:
    """The disputes on incidents that fit, the latest first."""
    where, values = wanted.sql()
    return paged(shelf, queries.DISPUTES.format(where=where), values, page, size)


SOURCES = """
SELECT p.side, arg_max(p.source, (p.last_published, p.source)) AS source, count(*) AS positions, count(*) FILTER (p.status = 'denied') AS denied,
    count(*) FILTER (d.side IS NOT NULL) AS contradicted, count(*) FILTER (p.changes IS NOT NULL) AS changed,
    min(p.first_published) AS first_published, max(p.last_published) AS last_published
FROM positions p LEFT JOIN (
    SELECT incident_id, side_a AS side FROM disputes WHERE side_a != side_b UNION SELECT incident_id, side_b FROM disputes WHERE side_a != side_b
) d ON d.incident_id = p.incident_id AND d.side = p.side
WHERE p.source IS NOT NULL GROUP BY p.side ORDER BY {order}, source, p.side
"""
SOURCE_ORDER = {k: f"{k} DESC NULLS LAST" for k in ("positions", "denied", "contradicted", "changed", "last_published")} | {"source": "source"}


def sources(shelf: Shelf, sort: str, page: int, size: int) -> Page:
    """All sides that vouch for or deny anything, by how much they hold, deny, are contradicted or change."""
    return paged(shelf, SOURCES.format(order=SOURCE_ORDER[sort]), [], page, size)


def source(shelf: Shelf, name: str, page: int, size: int) -> Page:
    """What a source has held, incident by incident."""
    return paged(shelf, queries.SOURCE, [side_of(name), name], page, size)


DOCUMENTS = "SELECT d.id, d.title, d.publisher, d.published, d.url, d.language, d.words, d.copy_of FROM documents d ORDER BY d.number DESC"


def documents(shelf: Shelf, page: int, size: int) -> Page:
    """The reports, the last read first."""
    return paged(shelf, DOCUMENTS, [], page, size)


def assertions(shelf: Shelf, wanted: Filter, page: int, size: int) -> Page:
    """The assertions that tell incidents that fit, as rows of the view `events`."""
    query, values = events(wanted)
    return paged(shelf, query, values, page, size)


def events(wanted: Filter) -> tuple[str, list[Any]]:
    """The query for assertions that tell incidents that fit."""
    where, values = wanted.sql()
    if wanted == Filter():
        return "SELECT * FROM events ORDER BY day DESC NULLS LAST, assertion_id", []
    return f"SELECT * FROM events WHERE incident_id IN (SELECT i.id FROM incidents i WHERE {where}) ORDER BY day DESC NULLS LAST, assertion_id", values


def summary(shelf: Shelf, name: str) -> Row:
    """A source in figures: positions, denials, incidents where it is contradicted, changes, and whom it speaks of most."""
    return shelf.kept(("summary", name), lambda: _summary(shelf, name))


def _summary(shelf: Shelf, name: str) -> Row:
    held = f"WITH held AS ({queries.SOURCE})"
    values = [side_of(name), name]
    counts = shelf.ask(
        f"""{held} SELECT count(*) AS positions, count(*) FILTER (status = 'denied') AS denied, count(*) FILTER (against IS NOT NULL) AS contradicted,
        count(*) FILTER (changes IS NOT NULL) AS changed, list(DISTINCT source ORDER BY source)[:8] AS names FROM held""",
        values,
    )[0]
    about = shelf.ask(
        f"""{held} SELECT whom, count(*) AS n FROM (SELECT DISTINCT incident_id, unnest(list_concat(actors, recipients)) AS whom FROM held)
        GROUP BY whom ORDER BY n DESC, whom LIMIT 12""",
        values,
    )
    return {**counts, "about": about}
