"""Lists out of a ledger, a page at a time: incidents, disputes, sources, assertions, documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sayso.ledger.queries import Filter, Row, side_of
from sayso.web.index import HELD, condition
from sayso.web.params import Listed, View
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
    unsorted = query[: query.rindex("ORDER BY")]  # sorting all rows in order to count them takes most of a page's time
    total = shelf.kept(("count", *key), lambda: int(shelf.ask(f"SELECT count(*) AS n FROM ({unsorted})", values)[0]["n"]))
    rows = shelf.kept(("page", *key, page, size), lambda: shelf.ask(f"{query} LIMIT {size} OFFSET {(page - 1) * size}", values))
    return Page(rows, total, page, size)


def incidents(shelf: Shelf, view: View) -> Page:
    """The incidents of a view: which, in order, and then what they hold, for sorting whole rows takes ten times as long."""
    where, values = condition(view.wanted)
    way = "DESC" if view.descending else "ASC"
    query = f"SELECT i.id FROM incidents i WHERE {where} ORDER BY {_ORDER[view.sort]} {way} NULLS LAST, {_DAY} DESC NULLS LAST, i.assertions DESC, i.id"
    found = paged(shelf, query, values, view.page, view.size)
    return replace(found, rows=_whole(shelf, f"SELECT {INCIDENT} FROM incidents i WHERE i.id IN ({{ids}})", found.rows))


def _whole(shelf: Shelf, query: str, rows: Sequence[Row]) -> list[Row]:
    """The rows with these ids, in their order."""
    ids = [r["id"] for r in rows]
    found = shelf.kept(("whole", query, *ids), lambda: {r["id"]: r for r in shelf.by_id(query, ids)})
    return [found[id] for id in ids]


_DISPUTE_ORDER = {"day": _DAY, "ground": "d.ground", "type": "i.type", "place": "i.place"}
_DISPUTED = f"""SELECT d.id FROM memory.fast.disputes d JOIN incidents i ON i.id = d.incident_id WHERE {{where}}
ORDER BY {{order}}, {_DAY} DESC NULLS LAST, d.incident_id, d.ground, d.id"""
_DISPUTES = f"""SELECT d.id, {_DAY} AS day, d.ground, coalesce(d.source_a, 'the report') AS a, coalesce(d.source_b, 'the report') AS b, d.why, i.type,
    i.trigger, i.place, d.assertion_a, d.assertion_b, d.incident_id
FROM disputes d JOIN incidents i ON i.id = d.incident_id WHERE d.id IN ({{ids}})"""


def by(columns: dict[str, str], sort: str, descending: bool) -> str:
    """An order by a column; rows without a value come last either way."""
    return f"{columns[sort]} {'DESC' if descending else 'ASC'} NULLS LAST"


def disputes(shelf: Shelf, view: View) -> Page:
    """The disputes on incidents that fit, with the sentences of both sides."""
    where, values = condition(view.wanted)
    query = _DISPUTED.format(where=where, order=by(_DISPUTE_ORDER, view.sort, view.descending))
    page_of = paged(shelf, query, values, view.page, view.size)
    found = replace(page_of, rows=_whole(shelf, _DISPUTES, page_of.rows))
    ids = sorted({r[side] for r in found.rows for side in ("assertion_a", "assertion_b")})
    told = shelf.kept(("sentences", repr(ids)), lambda: shelf.by_id("SELECT id, sentence FROM assertions WHERE id IN ({ids})", ids))
    words = {r["id"]: r["sentence"] for r in told}
    rows = [{**r, "words_a": words.get(r["assertion_a"], ""), "words_b": words.get(r["assertion_b"], "")} for r in found.rows]
    return replace(found, rows=rows)


_SOURCES = "SELECT * FROM memory.fast.sources ORDER BY {order}, source, side"
_SOURCE_ORDER = {k: k for k in ("positions", "denied", "contradicted", "changed", "last_published", "source")}


def sources_query(view: Listed) -> str:
    """All sides that vouch for or deny anything, by how much they hold, deny, are contradicted or change."""
    return _SOURCES.format(order=by(_SOURCE_ORDER, view.sort, view.descending))


def sources(shelf: Shelf, view: Listed) -> Page:
    """A page of the sides."""
    return paged(shelf, sources_query(view), [], view.page, view.size)


_HELD_ORDER = {"day": "day", "type": "i.type", "place": "i.place", "status": "p.status", "grade": "i.grade"}


def held_query(view: Listed) -> tuple[str, list[Any]]:
    """What a source has held, incident by incident."""
    name = dict(view.own)["name"]
    return HELD.format(order=by(_HELD_ORDER, view.sort, view.descending)), [side_of(name), name]


def source(shelf: Shelf, view: Listed) -> Page:
    """A page of what a source has held."""
    return paged(shelf, *held_query(view), view.page, view.size)


DOCUMENTS = "SELECT d.id, d.title, d.publisher, d.published, d.url, d.language, d.words, d.copy_of FROM documents d"
_DOCUMENT_ORDER = {"read": "d.number", "published": "d.published", "title": "d.title", "publisher": "d.publisher", "words": "d.words"}


def documents_query(view: Listed, columns: str = DOCUMENTS) -> str:
    """The reports, in the order in which they were read or by a column."""
    return f"{columns} ORDER BY {by(_DOCUMENT_ORDER, view.sort, view.descending)}, d.number DESC"


def documents(shelf: Shelf, view: Listed) -> Page:
    """A page of the reports: which, and then what they hold."""
    found = paged(shelf, documents_query(view, "SELECT d.id FROM documents d"), [], view.page, view.size)
    return replace(found, rows=_whole(shelf, DOCUMENTS + " WHERE d.id IN ({ids})", found.rows))


def assertions(shelf: Shelf, wanted: Filter, page: int, size: int) -> Page:
    """The assertions that tell incidents that fit, as rows of the view `events`."""
    query, values = events(wanted)
    return paged(shelf, query, values, page, size)


def events(wanted: Filter) -> tuple[str, list[Any]]:
    """The query for assertions that tell incidents that fit."""
    where, values = condition(wanted)
    if wanted == Filter():
        return "SELECT * FROM events ORDER BY day DESC NULLS LAST, assertion_id", []
    return f"SELECT * FROM events WHERE incident_id IN (SELECT i.id FROM incidents i WHERE {where}) ORDER BY day DESC NULLS LAST, assertion_id", values


def summary(shelf: Shelf, name: str) -> Row:
    """A source in figures: positions, denials, incidents where it is contradicted, changes, and whom it speaks of most."""
    return shelf.kept(("summary", name), lambda: _summary(shelf, name))


def _summary(shelf: Shelf, name: str) -> Row:
    held = f"WITH told AS ({HELD.format(order='day DESC NULLS LAST')})"
    values = [side_of(name), name]
    counts = shelf.ask(
        f"""{held} SELECT count(*) AS positions, count(*) FILTER (status = 'denied') AS denied, count(*) FILTER (against IS NOT NULL) AS contradicted,
        count(*) FILTER (changes IS NOT NULL) AS changed, list(DISTINCT source ORDER BY source)[:8] AS names FROM told""",
        values,
    )[0]
    about = shelf.ask(
        f"""{held} SELECT whom, count(*) AS n FROM (SELECT DISTINCT incident_id, unnest(list_concat(actors, recipients)) AS whom FROM told)
        GROUP BY whom ORDER BY n DESC, whom LIMIT 12""",
        values,
    )
    return {**counts, "about": about}
