"""Rows into the tables of a ledger, through Arrow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

import duckdb
import pyarrow as pa

from sayso.ledger.rows import Row, Rows
from sayso.ledger.schema import arrow

NUMBERED = frozenset({"documents", "assertions", "sightings", "rejected"})
BATCH = 100_000  # rows at once in Arrow


def insert(connection: duckdb.DuckDBPyConnection, table: str, rows: Iterable[Row]) -> None:
    """Add rows to a table; columns that a row lacks are null."""
    left = iter(rows)
    while own := list(islice(left, BATCH)):
        insert_tables(connection, {table: to_arrow(table, own)})


def to_arrow(table: str, rows: Sequence[Row]) -> pa.Table:
    """Rows of a table in Arrow; columns that a row lacks are null."""
    schema = arrow(table)
    return pa.Table.from_arrays([pa.array([row.get(f.name) for row in rows], type=f.type) for f in schema], schema=schema)


def tables_of(rows: Rows) -> dict[str, pa.Table]:
    """Rows of several tables in Arrow."""
    return {table: to_arrow(table, own) for table, own in rows.items()}


def insert_tables(connection: duckdb.DuckDBPyConnection, tables: dict[str, pa.Table]) -> None:
    """Add Arrow tables to the ledger's tables of those names."""
    for table, own in tables.items():
        if own.num_rows:
            connection.register("batch", own)
            connection.execute(f"INSERT INTO {table} SELECT * FROM batch")
            connection.unregister("batch")


def insert_all(connection: duckdb.DuckDBPyConnection, rows: Rows) -> None:
    """Add rows to several tables; reports, assertions and items of a corpus are numbered on from the last one."""
    for table, own in rows.items():
        if table in NUMBERED:
            last = int(scalar(connection, f"SELECT coalesce(max(number), 0) FROM {table}"))
            insert(connection, table, ({**row, "number": k} for k, row in enumerate(own, last + 1)))
        else:
            insert(connection, table, own)


def scalar(connection: duckdb.DuckDBPyConnection, query: str) -> Any:
    """The one value that a query gives."""
    return connection.execute(query).fetchall()[0][0]
