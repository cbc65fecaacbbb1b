"""The questions that people ask of a ledger: which incidents, which disputes, what has this source held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from sayso.errors import InputError
from sayso.incidents.sides import side
from sayso.ledger.store import Ledger
from sayso.records import QUADS, Party

Row = dict[str, Any]
DAY = "coalesce(i.first_day, i.first_published)"  # of an incident (as i): its first day or, where no telling gives one, that of its first report


_TOLD = "SELECT m.incident_id FROM members m JOIN assertions a ON a.id = m.assertion_id"


def _any_contains(names: str) -> str:
    return f"list_contains(list_transform({names}, lambda x: contains(lower(x), lower(?))), true)"


@dataclass(frozen=True, slots=True)
class Filter:
    """Which incidents: all conditions hold together. Names match in part and in either case; an actor or a place also by ISO code."""

    actor: str | None = None
    place: str | None = None
    since: date | None = None
    until: date | None = None
    type: str | None = None
    status: str | None = None
    source: str | None = None
    grade: str | None = None
    contested: bool | None = None

    def sql(self) -> tuple[str, list[Any]]:
        """A condition over the table `incidents` (as i), and its parameters."""
        parts: list[str] = ["true"]
        values: list[Any] = []

        def add(condition: str, *own: Any) -> None:
            parts.append(condition)
            values.extend(own)

        if self.type is not None:
            if self.type.upper() not in QUADS:
                raise InputError("--type", f"{self.type!r} is no PLOVER type", "choose one of " + ", ".join(QUADS))
            add("i.type = ?", self.type.upper())
        if self.actor is not None:
            named = _any_contains("list_concat(a.actors, a.recipients)")
            add(f"i.id IN ({_TOLD} WHERE {named} OR list_contains(list_concat(a.actor_iso3, a.recipient_iso3), ?))", self.actor, self.actor.upper())
        if self.place is not None:
            add(f"i.id IN ({_TOLD} WHERE contains(lower(a.place), lower(?)) OR a.place_iso3 = ?)", self.place, self.place.upper())
        if self.since is not None:
            add("coalesce(i.last_day, i.last_published) >= ?", self.since)
        if self.until is not None:
            add(f"{DAY} <= ?", self.until)
        if self.status is not None:
            add("i.status = ?", self.status)
        if self.grade is not None:
            add("i.grade = ?", self.grade)
        if self.source is not None:
            add(f"i.id IN (SELECT incident_id FROM positions WHERE side = ? OR {_any_contains('names')})", side_of(self.source), self.source)
        if self.contested is not None:
            add("i.contested = ?", self.contested)
        return " AND ".join(parts), values


INCIDENTS = f"""
SELECT i.id, {DAY} AS day, i.type, i.trigger, i.actors, i.recipients, i.place, i.killed_min, i.killed_max,
    i.injured_min, i.injured_max, i.assertions, i.tellings, i.sources, i.status, i.grade, i.contested, i.grade_why
FROM incidents i WHERE {{where}} ORDER BY day DESC NULLS LAST, i.assertions DESC, i.id
"""
DISPUTES = f"""
SELECT d.id, {DAY} AS day, d.ground, coalesce(d.source_a, 'the report') AS a, coalesce(d.source_b, 'the report') AS b, d.why,
    i.type, i.trigger, i.place, x.sentence AS words_a, y.sentence AS words_b, d.incident_id
FROM disputes d JOIN incidents i ON i.id = d.incident_id JOIN assertions x ON x.id = d.assertion_a JOIN assertions y ON y.id = d.assertion_b
WHERE {{where}} ORDER BY day DESC NULLS LAST, d.incident_id, d.ground, d.id
"""


def incidents(ledger: Ledger, wanted: Filter, limit: int | None = None) -> list[Row]:
    """The incidents that fit, the latest first."""
    return _asked(ledger, INCIDENTS, wanted, limit)


def disputes(ledger: Ledger, wanted: Filter, limit: int | None = None) -> list[Row]:
    """The disputes on incidents that fit, the latest first, with the sentences that prove both sides."""
    return _asked(ledger, DISPUTES, wanted, limit)


def _asked(ledger: Ledger, query: str, wanted: Filter, limit: int | None) -> list[Row]:
    where, values = wanted.sql()
    return rows(ledger.connection, query.format(where=where) + (f" LIMIT {int(limit)}" if limit is not None else ""), values)


def side_of(name: str) -> str:
    """The key of the side that a name stands for by itself: a country's for "Moscow", the name's own otherwise."""
    from sayso.grounding.actors import known  # tables that only this question needs

    return side(known(Party(name, 0, 0), None))


SOURCE = f"""
SELECT p.incident_id, {DAY} AS day, i.type, i.trigger, i.actors, i.recipients, i.place, p.source, p.status, p.changes,
    i.grade, d.grounds AS against, d.others
FROM positions p JOIN incidents i ON i.id = p.incident_id
LEFT JOIN (
    SELECT incident_id, side, list(DISTINCT ground ORDER BY ground) AS grounds, list(DISTINCT other ORDER BY other) AS others FROM (
        SELECT incident_id, side_a AS side, ground, coalesce(source_b, 'the report') AS other FROM disputes WHERE side_a != side_b
        UNION ALL SELECT incident_id, side_b, ground, coalesce(source_a, 'the report') FROM disputes WHERE side_a != side_b
    ) GROUP BY incident_id, side
) d ON d.incident_id = p.incident_id AND d.side = p.side
WHERE p.source IS NOT NULL AND (p.side = ? OR {_any_contains("p.names")})
ORDER BY day DESC NULLS LAST, p.incident_id
"""


def source(ledger: Ledger, name: str, limit: int | None = None) -> list[Row]:
    """What a source has held, incident by incident: what it denied, where it was contradicted, on what and by whom, and how it changed its telling."""
    return rows(ledger.connection, SOURCE + (f" LIMIT {int(limit)}" if limit is not None else ""), [side_of(name), name])


def unresolved(ledger: Ledger, limit: int | None = None) -> list[Row]:
    """Participants that no table of actors knows, the most frequent first: what is worth adding with `sayso actors add`."""
    query = (
        "SELECT name, count(*) AS times, count(DISTINCT a.document_id) AS documents, any_value(iso3 ORDER BY a.number) AS iso3, "
        "any_value(a.sentence ORDER BY a.number) AS words FROM participants p JOIN assertions a ON a.id = p.assertion_id "
        "WHERE p.id IS NULL AND regexp_matches(name, '[[:upper:]]') GROUP BY name ORDER BY times DESC, name"
    )
    return rows(ledger.connection, query + (f" LIMIT {int(limit)}" if limit is not None else ""), [])


def rows(connection: duckdb.DuckDBPyConnection, query: str, values: list[Any]) -> list[Row]:
    """The answer to a query, a dict a row."""
    cursor = connection.execute(query, values)
    names = [d[0] for d in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
