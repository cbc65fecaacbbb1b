"""Lists out of a ledger, a page at a time: incidents, disputes, sources, assertions, documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from sayso.ledger.queries import DAY, Filter, Row, side_of
from sayso.web.columns import Columns, Mask
from sayso.web.index import HELD, SPEAKERS, SPOKEN, condition, named
from sayso.web.params import Listed, View
from sayso.web.shelf import Shelf

INCIDENT = (
    f"i.id, {DAY} AS day, i.first_day, i.last_day, i.first_published, i.last_published, i.type, i.mode, i.trigger, i.actors, i.recipients, i.place, "
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


def chosen(shelf: Shelf, wanted: Filter) -> Mask:
    """Which incidents fit, as places in the columns."""
    columns = shelf.columns()
    packed = shelf.kept(("chosen", wanted), lambda: np.packbits(_fitting(shelf, columns, wanted)))
    return np.unpackbits(packed, count=len(columns.ids)).astype(np.bool_)


def _fitting(shelf: Shelf, columns: Columns, wanted: Filter) -> Mask:
    rows = [shelf.numbers(query, values) for query, values in named(wanted)]
    return columns.fitting(wanted, rows)


def incidents(shelf: Shelf, view: View) -> Page:
    """The incidents of a view: which, in order, out of the columns in memory, and then what they hold."""
    columns, fits = shelf.columns(), chosen(shelf, view.wanted)
    order = columns.order(view.sort, view.descending)
    found = order[fits[order]]
    ids = columns.names(found[(view.page - 1) * view.size : view.page * view.size])
    rows = _whole(shelf, f"SELECT {INCIDENT} FROM incidents i WHERE i.id IN ({{ids}})", [{"id": x} for x in ids])
    return Page(rows, len(found), view.page, view.size)


def _whole(shelf: Shelf, query: str, rows: Sequence[Row]) -> list[Row]:
    """The rows with these ids, in their order."""
    ids = [r["id"] for r in rows]
    found = shelf.kept(("whole", query, *ids), lambda: {r["id"]: r for r in shelf.by_id(query, ids)})
    return [found[id] for id in ids]


_DISPUTE_ORDER = {k: f"d.{k}" for k in ("day", "ground", "type", "place")}
_DISPUTED = """SELECT d.id FROM memory.fast.disputes d{where}
ORDER BY {order}, d.day DESC NULLS LAST, d.incident_id, d.ground, d.id"""
_AMONG = " JOIN incidents i ON i.id = d.incident_id WHERE {}"
_DISPUTES = """SELECT d.id, d.day, d.ground, coalesce(d.source_a, 'the report') AS a, coalesce(d.source_b, 'the report') AS b, d.why, d.type,
    d.trigger, d.place, d.assertion_a, d.assertion_b, d.incident_id
FROM memory.fast.disputes d WHERE d.id IN ({ids})"""


def by(columns: dict[str, str], sort: str, descending: bool) -> str:
    """An order by a column; rows without a value come last either way."""
    return f"{columns[sort]} {'DESC' if descending else 'ASC'} NULLS LAST"


def disputes(shelf: Shelf, view: View) -> Page:
    """The disputes on incidents that fit, with the sentences of both sides."""
    where, values = condition(view.wanted)
    among = _AMONG.format(where) if view.filtered else ""  # the join is what takes time
    query = _DISPUTED.format(where=among, order=by(_DISPUTE_ORDER, view.sort, view.descending))
    page_of = paged(shelf, query, values if among else [], view.page, view.size)
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


_HELD_ORDER = {k: f"p.{k}" for k in ("day", "type", "place", "status", "grade")}


def _speakers(shelf: Shelf, name: str) -> str:
    """The numbers of the names that a source goes by, as SQL lists them; never an empty list."""
    found = shelf.kept(("speakers", name), lambda: shelf.numbers(SPEAKERS, [side_of(name), name]))
    return ", ".join(map(str, found.tolist())) or "-1"


def held_query(shelf: Shelf, view: Listed) -> str:
    """What a source has held, incident by incident."""
    return HELD.format(speakers=_speakers(shelf, dict(view.own)["name"]), order=by(_HELD_ORDER, view.sort, view.descending))


def source(shelf: Shelf, view: Listed) -> Page:
    """A page of what a source has held: which positions, and then of which incidents."""
    name = dict(view.own)["name"]
    order = by(_HELD_ORDER, view.sort, view.descending)
    query = f"""SELECT p.incident_id, p.day, p.type, p.place, p.source, p.status, p.changes, p.grade, p.against, p.others
        FROM {SPOKEN.format(speakers=_speakers(shelf, name))}
        ORDER BY {order}, p.day DESC NULLS LAST, p.incident_id, p.number LIMIT {view.size} OFFSET {(view.page - 1) * view.size}"""
    held = shelf.ask(query)
    ids = sorted({r["incident_id"] for r in held})
    told = {r["id"]: r for r in shelf.by_id("SELECT id, trigger, actors, recipients FROM incidents WHERE id IN ({ids})", ids)}
    rows = [{**r, **{k: told[r["incident_id"]][k] for k in ("trigger", "actors", "recipients")}} for r in held]
    return Page(rows, summary(shelf, name)["positions"], view.page, view.size)


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
    counts, about = shelf.ask(
        f"""WITH told AS MATERIALIZED (SELECT incident_id, source, status, changes, against, parties
            FROM {SPOKEN.format(speakers=_speakers(shelf, name))})
        SELECT (SELECT {{positions: count(*), denied: count(*) FILTER (status = 'denied'), contradicted: count(*) FILTER (against IS NOT NULL),
                changed: count(*) FILTER (changes IS NOT NULL), names: list(DISTINCT source ORDER BY source)[:8]}} FROM told) AS counts,
            (SELECT list({{whom: whom, n: n}} ORDER BY n DESC, whom) FROM (SELECT whom, count(*) AS n FROM (
                SELECT DISTINCT incident_id, unnest(parties) AS whom FROM told) GROUP BY whom ORDER BY n DESC, whom LIMIT 12)) AS about"""
    )[0].values()
    return {**counts, "about": about or []}
