"""The tables of a ledger, made from `data/ledger.tsv`, and how an older file is brought up to them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import duckdb
import pyarrow as pa

from sayso.data import table

VERSION = 1


class Column(NamedTuple):
    """A column of a table: its name, its DuckDB type, whether it names the row, and what it holds."""

    name: str
    type: str
    key: bool
    comment: str


@cache
def tables() -> dict[str, tuple[Column, ...]]:
    """The columns of each table."""
    found: dict[str, tuple[Column, ...]] = {}
    for row in table("ledger"):
        if row["column"] != "-":
            kind = row["type"].removesuffix(" key")
            found[row["table"]] = (*found.get(row["table"], ()), Column(row["column"], kind, kind != row["type"], row["comment"]))
    return found


@cache
def comments() -> dict[str, str]:
    """What each table holds."""
    return {row["table"]: row["comment"] for row in table("ledger") if row["column"] == "-"}


_ARROW = {
    "VARCHAR": pa.string(),
    "INTEGER": pa.int32(),
    "BIGINT": pa.int64(),
    "DOUBLE": pa.float64(),
    "BOOLEAN": pa.bool_(),
    "DATE": pa.date32(),
    "BLOB": pa.binary(),
    "TIMESTAMPTZ": pa.timestamp("us", "UTC"),
    "VARCHAR[]": pa.list_(pa.string()),
    "INTEGER[][]": pa.list_(pa.list_(pa.int32())),
}


@cache
def arrow(name: str) -> pa.Schema:
    """The Arrow schema of a table."""
    return pa.schema([(c.name, _ARROW[c.type]) for c in tables()[name]])


# An assertion as analysts like it: one flat row, with its report, its incident and what is disputed about it.
EVENTS = """
CREATE OR REPLACE VIEW events AS
SELECT a.id AS assertion_id, m.incident_id, a.document_id, d.title, d.publisher, a.published, d.url, a.type, a.mode, a.contexts, a.trigger,
    a.actors, a.actor_iso3, a.recipients, a.recipient_iso3, a.place, a.place_iso3, a.latitude, a.longitude, a.time_start, a.time_end,
    coalesce(a.time_start, a.published) AS day, a.killed_min, a.killed_max, a.injured_min, a.injured_max,
    a.source, a.source_iso3, a.side, a.via, a.cue, a.status, i.grade, i.contested, d.copy_of, a.sentence,
    a.confidence_type, a.confidence_source, a.confidence_status
FROM assertions a
LEFT JOIN documents d ON d.id = a.document_id
LEFT JOIN members m ON m.assertion_id = a.id
LEFT JOIN incidents i ON i.id = m.incident_id
"""
_EVENTS_COMMENT = (
    "One flat row an assertion, with its report and its incident; day is the first day of the event or, where the text gives none, of publication."
)


def create(connection: duckdb.DuckDBPyConnection) -> None:
    """Make all tables in an empty database."""
    for name, columns in tables().items():
        parts = [f'"{c.name}" {c.type}{" PRIMARY KEY" if c.key else ""}' for c in columns]
        connection.execute(f"CREATE TABLE {name} ({', '.join(parts)})")
        connection.execute(f"COMMENT ON TABLE {name} IS {_quoted(comments()[name])}")
        for c in columns:
            connection.execute(f'COMMENT ON COLUMN {name}."{c.name}" IS {_quoted(c.comment)}')
    connection.execute(EVENTS)
    connection.execute(f"COMMENT ON VIEW events IS {_quoted(_EVENTS_COMMENT)}")
    connection.execute("CREATE TABLE sayso_schema (version INTEGER)")
    connection.execute("COMMENT ON TABLE sayso_schema IS 'The version of these tables.'")
    connection.execute("INSERT INTO sayso_schema VALUES (?)", [VERSION])


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def version(connection: duckdb.DuckDBPyConnection) -> int | None:
    """The version of the tables; None in a database that is no ledger, 0 in an empty one."""
    names = {row[0] for row in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    if "sayso_schema" not in names:
        return 0 if not names else None
    found = connection.execute("SELECT max(version) FROM sayso_schema").fetchall()[0][0]
    return None if found is None else int(found)


# What brings a ledger of version n to version n + 1, by n.
MIGRATIONS: dict[int, Callable[[duckdb.DuckDBPyConnection], None]] = {}


def migrate(connection: duckdb.DuckDBPyConnection, found: int, steps: dict[int, Callable[[duckdb.DuckDBPyConnection], None]] | None = None) -> None:
    """Bring an older ledger up to this program's version, one version at a time, all or nothing."""
    steps = MIGRATIONS if steps is None else steps
    connection.begin()
    try:
        for n in range(found, VERSION):
            steps[n](connection)
        connection.execute("UPDATE sayso_schema SET version = ?", [VERSION])
        connection.commit()
    except BaseException:
        connection.rollback()
        raise
