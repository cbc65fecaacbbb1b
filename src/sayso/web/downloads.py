"""Tables to take away: CSV, JSON and Parquet, written to a file first so that no table has to fit in memory."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Literal

import duckdb
from fastapi import APIRouter, HTTPException, Query, Request
from starlette.background import BackgroundTask
from starlette.responses import FileResponse

from sayso.errors import InputError
from sayso.ledger import queries
from sayso.ledger.queries import Filter, side_of
from sayso.web import listing
from sayso.web.index import HELD, condition
from sayso.web.pages import shelf_of
from sayso.web.params import Wanted
from sayso.web.shelf import Shelf

router = APIRouter(prefix="/download", include_in_schema=False)

Asked = tuple[str, list[Any]]
TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json", "parquet": "application/vnd.apache.parquet"}


def _incidents(wanted: Filter, _: str) -> Asked:
    where, values = condition(wanted)
    return f"SELECT {listing.INCIDENT} FROM incidents i WHERE {where} ORDER BY day DESC NULLS LAST, i.id", values


def _disputes(wanted: Filter, _: str) -> Asked:
    where, values = condition(wanted)
    return queries.DISPUTES.format(where=where), values


TABLES: dict[str, Callable[[Filter, str], Asked]] = {
    "incidents": _incidents,
    "disputes": _disputes,
    "assertions": lambda wanted, _: listing.events(wanted),
    "reports": lambda wanted, _: (listing.DOCUMENTS, []),
    "sources": lambda wanted, _: (listing.SOURCES.format(order=listing.SOURCE_ORDER["positions"]), []),
    "source": lambda wanted, name: (HELD, [side_of(name), name]),
}
Table = Literal["incidents", "disputes", "assertions", "reports", "sources", "source"]


@router.get("/{table}.{shape}")
def download(
    request: Request,
    table: Table,
    shape: Literal["csv", "json", "parquet"],
    wanted: Wanted,
    name: Annotated[str, Query(max_length=100, pattern=r"^[^\x00]*$")] = "",
) -> FileResponse:
    """A table as a file, under the same filters as its page; `name` is the source of the table `source`."""
    if table == "source" and not name.strip():
        raise HTTPException(400, "name: missing; say which source")
    query, values = TABLES[table](wanted, name)
    handle, path = tempfile.mkstemp(prefix="sayso-", suffix=f".{shape}")
    os.close(handle)
    try:
        _write(shelf_of(request), query, values, shape, path)
    except BaseException:
        Path(path).unlink(missing_ok=True)
        raise
    return FileResponse(path, media_type=TYPES[shape], filename=f"{table}.{shape}", background=BackgroundTask(Path(path).unlink, missing_ok=True))


def _write(shelf: Shelf, query: str, values: list[Any], shape: str, path: str) -> None:
    with shelf.cursor() as cursor:
        try:
            if shape == "json":
                _write_json(cursor, query, values, path)
                return
            found = cursor.sql(query, params=values)
            if shape == "parquet":
                found.write_parquet(path)
                return
            # Lists as the project's CSV has them everywhere, joined by "; ".
            parts = [
                f"array_to_string({_quoted(c)}, '; ') AS {_quoted(c)}" if str(t).endswith("[]") else _quoted(c)
                for c, t in zip(found.columns, found.types, strict=True)
            ]
            found.project(", ".join(parts)).write_csv(path, header=True)
        except duckdb.IOException as error:
            raise InputError(path, f"cannot be written ({str(error).splitlines()[0]})", "make room for temporary files") from None


def _write_json(cursor: duckdb.DuckDBPyConnection, query: str, values: list[Any], path: str) -> None:
    cursor.execute(query, values)
    names = [d[0] for d in cursor.description or ()]
    with open(path, "w", encoding="utf-8") as file:
        file.write("[")
        first = True
        while rows := cursor.fetchmany(5000):
            for row in rows:
                file.write(("\n" if first else ",\n") + json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False, default=str))
                first = False
        file.write("\n]\n")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
