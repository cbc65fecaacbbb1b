"""Lists out of a ledger, a page at a time: incidents, disputes, sources, assertions, documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sayso.ledger.queries import Filter, Row, side_of
from sayso.web.index import HELD, condition
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


_DISPUTED = f"""SELECT d.id FROM memory.fast.disputes d JOIN incidents i ON i.id = d.incident_id WHERE {{where}}
ORDER BY {_DAY} DESC NULLS LAST, d.incident_id, d.ground, d.id"""
_DISPUTES = f"""SELECT d.id, {_DAY} AS day, d.ground, coalesce(d.source_a, 'the report') AS a, coalesce(d.source_b, 'the report') AS b, d.why, i.type,
    i.trigger, i.place, d.assertion_a, d.assertion_b, d.incident_id
FROM disputes d JOIN incidents i ON i.id = d.incident_id WHERE d.id IN ({{ids}})"""


def disputes(shelf: Shelf, wanted: Filter, page: int, size: int) -> Page:
    """The disputes on incidents that fit, the latest first, with the sentences of both sides."""
    where, values = condition(wanted)
    page_of = paged(shelf, _DISPUTED.format(where=where), values, page, size)
    found = replace(page_of, rows=_whole(shelf, _DISPUTES, page_of.rows))
    ids = sorted({r[side] for r in found.rows for side in ("assertion_a", "assertion_b")})
    told = shelf.kept(("sentences", repr(ids)), lambda: shelf.by_id("SELECT id, sentence FROM assertions WHERE id IN ({ids})", ids))
    words = {r["id"]: r["sentence"] for r in told}
    rows = [{**r, "words_a": words.get(r["assertion_a"], ""), "words_b": words.get(r["assertion_b"], "")} for r in found.rows]
    return replace(found, rows=rows)


SOURCES = "SELECT * FROM memory.fast.sources ORDER BY {order}, source, side"
SOURCE_ORDER = {k: f"{k} DESC NULLS LAST" for k in ("positions", "denied", "contradicted", "changed", "last_published")} | {"source": "source"}


def sources(shelf: Shelf, sort: str, page: int, size: int) -> Page:
    """All sides that vouch for or deny anything, by how much they hold, deny, are contradicted or change."""
    return paged(shelf, SOURCES.format(order=SOURCE_ORDER[sort]), [], page, size)


def source(shelf: Shelf, name: str, page: int, size: int) -> Page:
    """What a source has held, incident by incident."""
    return paged(shelf, HELD, [side_of(name), name], page, size)


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
    where, values = condition(wanted)
    if wanted == Filter():
        return "SELECT * FROM events ORDER BY day DESC NULLS LAST, assertion_id", []
    return f"SELECT * FROM events WHERE incident_id IN (SELECT i.id FROM incidents i WHERE {where}) ORDER BY day DESC NULLS LAST, assertion_id", values


def summary(shelf: Shelf, name: str) -> Row:
    """A source in figures: positions, denials, incidents where it is contradicted, changes, and whom it speaks of most."""
    return shelf.kept(("summary", name), lambda: _summary(shelf, name))


def _summary(shelf: Shelf, name: str) -> Row:
    held = f"WITH told AS ({HELD})"
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
