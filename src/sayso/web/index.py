"""What makes a large ledger quick to ask: names, and rows by incident and report, gathered in memory once when the ledger is opened."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import duckdb

from sayso.ledger.queries import DAY, Filter, side_of

# Every name once, in small letters, and the incidents (by row) that it is told in: a part of a name is looked for among names, not among all that is told.
MAKE = f"""
CREATE SCHEMA memory.fast;
CREATE TABLE memory.fast.row AS SELECT i.rowid AS incident, a.actors, a.recipients, a.actor_iso3, a.recipient_iso3, a.place, a.place_iso3
FROM members m JOIN assertions a ON a.id = m.assertion_id JOIN incidents i ON i.id = m.incident_id;
CREATE TABLE memory.fast.said AS SELECT DISTINCT kind, name, incident FROM (
    SELECT 'party' AS kind, lower(unnest(list_concat(actors, recipients))) AS name, incident FROM memory.fast.row
    UNION ALL SELECT 'code', unnest(list_concat(actor_iso3, recipient_iso3)), incident FROM memory.fast.row
    UNION ALL SELECT 'place', lower(place), incident FROM memory.fast.row WHERE place IS NOT NULL
    UNION ALL SELECT 'land', place_iso3, incident FROM memory.fast.row WHERE place_iso3 IS NOT NULL
    UNION ALL SELECT p.kind, p.name, i.rowid FROM (
        SELECT incident_id, 'source' AS kind, lower(unnest(names)) AS name FROM positions UNION ALL SELECT incident_id, 'side', side FROM positions
    ) p JOIN incidents i ON i.id = p.incident_id
);
DROP TABLE memory.fast.row;
CREATE TABLE memory.fast.name AS SELECT row_number() OVER (ORDER BY kind, name) AS id, kind, name FROM (SELECT DISTINCT kind, name FROM memory.fast.said);
CREATE TABLE memory.fast.tells AS SELECT n.id AS name, s.incident FROM memory.fast.said s JOIN memory.fast.name n USING (kind, name) ORDER BY ALL;
DROP TABLE memory.fast.said;
CREATE TABLE memory.fast.members AS SELECT incident_id, assertion_id, why FROM members;
CREATE INDEX members_of ON memory.fast.members (incident_id);
CREATE TABLE memory.fast.positions AS SELECT * FROM positions;
CREATE INDEX positions_of ON memory.fast.positions (incident_id);
CREATE TABLE memory.fast.spoken AS WITH held AS (
    SELECT row_number() OVER () AS row, p.incident_id, p.number, p.side, p.source, p.names, p.status, p.changes,
        {DAY} AS day, i.type, i.place, i.grade, d.grounds AS against, d.others,
        list_distinct(list_concat(i.actors, i.recipients)) AS parties
    FROM positions p JOIN incidents i ON i.id = p.incident_id LEFT JOIN (
        SELECT incident_id, side, list(DISTINCT ground ORDER BY ground) AS grounds, list(DISTINCT other ORDER BY other) AS others FROM (
            SELECT incident_id, side_a AS side, ground, coalesce(source_b, 'the report') AS other FROM disputes WHERE side_a != side_b
            UNION ALL SELECT incident_id, side_b, ground, coalesce(source_a, 'the report') FROM disputes WHERE side_a != side_b
        ) GROUP BY incident_id, side
    ) d ON d.incident_id = p.incident_id AND d.side = p.side WHERE p.source IS NOT NULL
) SELECT n.id AS speaker, h.* EXCLUDE (kind, said, names) FROM (
    SELECT 'source' AS kind, unnest(list_distinct(list_transform(names, lambda x: lower(x)))) AS said, * FROM held
    UNION ALL SELECT 'side', side, * FROM held
) h JOIN memory.fast.name n ON n.kind = h.kind AND n.name = h.said ORDER BY n.id, h.row;
CREATE TABLE memory.fast.disputes AS SELECT d.*, {DAY} AS day, i.type, i.place, i.trigger
FROM disputes d JOIN incidents i ON i.id = d.incident_id;
CREATE INDEX disputes_of ON memory.fast.disputes (incident_id);
CREATE TABLE memory.fast.told AS SELECT document_id, id FROM assertions;
CREATE INDEX told_in ON memory.fast.told (document_id);
CREATE TABLE memory.fast.sources AS SELECT p.side, arg_max(p.source, (p.last_published, p.source)) AS source, count(*) AS positions,
    count(*) FILTER (p.status = 'denied') AS denied, count(*) FILTER (d.side IS NOT NULL) AS contradicted, count(*) FILTER (p.changes IS NOT NULL) AS changed,
    min(p.first_published) AS first_published, max(p.last_published) AS last_published
FROM positions p LEFT JOIN (
    SELECT incident_id, side_a AS side FROM disputes WHERE side_a != side_b UNION SELECT incident_id, side_b FROM disputes WHERE side_a != side_b
) d ON d.incident_id = p.incident_id AND d.side = p.side
WHERE p.source IS NOT NULL GROUP BY p.side;
"""


def make(connection: duckdb.DuckDBPyConnection) -> None:
    """Gather it all; a second for each 200,000 assertions."""
    for statement in MAKE.split(";"):
        if statement.strip():
            connection.execute(statement)


def _told(condition: str) -> str:
    return f"i.rowid IN (SELECT t.incident FROM memory.fast.tells t WHERE t.name IN (SELECT n.id FROM memory.fast.name n WHERE {condition}))"


_PARTY = "(n.kind = 'party' AND contains(n.name, lower(?))) OR (n.kind = 'code' AND n.name = ?)"
_PLACE = "(n.kind = 'place' AND contains(n.name, lower(?))) OR (n.kind = 'land' AND n.name = ?)"
_SPEAKER = "(n.kind = 'side' AND n.name = ?) OR (n.kind = 'source' AND contains(n.name, lower(?)))"
PARTY, PLACE, SOURCE = _told(_PARTY), _told(_PLACE), _told(_SPEAKER)

# The numbers of a speaker's names, by the same two parameters as `queries.SOURCE`, and its positions by these: the table lies in their order.
SPEAKERS = f"SELECT n.id AS row FROM memory.fast.name n WHERE {_SPEAKER} ORDER BY n.id"
SPOKEN = "(SELECT DISTINCT ON (row) * FROM memory.fast.spoken WHERE speaker IN ({speakers})) p"
# What `queries.SOURCE` asks.
HELD = f"""
SELECT p.incident_id, p.day, p.type, i.trigger, i.actors, i.recipients, p.place, p.source, p.status, p.changes, p.grade, p.against, p.others
FROM {SPOKEN} JOIN incidents i ON i.id = p.incident_id
ORDER BY {{order}}, p.day DESC NULLS LAST, p.incident_id, p.number
"""


def named(wanted: Filter) -> list[tuple[str, list[Any]]]:
    """For each name of a filter the query for the rows of incidents that it is told in."""
    tells = "SELECT DISTINCT t.incident AS row FROM memory.fast.tells t WHERE t.name IN (SELECT n.id FROM memory.fast.name n WHERE {})"
    found: list[tuple[str, list[Any]]] = []
    if wanted.actor is not None:
        found.append((tells.format(_PARTY), [wanted.actor, wanted.actor.upper()]))
    if wanted.place is not None:
        found.append((tells.format(_PLACE), [wanted.place, wanted.place.upper()]))
    if wanted.source is not None:
        found.append((tells.format(_SPEAKER), [side_of(wanted.source), wanted.source]))
    return found


def condition(wanted: Filter) -> tuple[str, list[Any]]:
    """The filter's condition over `incidents` (as i), as `Filter.sql` has it, with names looked up here."""
    where, values = replace(wanted, actor=None, place=None, source=None).sql()
    parts = [where]
    if wanted.actor is not None:
        parts.append(PARTY)
        values += [wanted.actor, wanted.actor.upper()]
    if wanted.place is not None:
        parts.append(PLACE)
        values += [wanted.place, wanted.place.upper()]
    if wanted.source is not None:
        parts.append(SOURCE)
        values += [side_of(wanted.source), wanted.source]
    return " AND ".join(parts), values
