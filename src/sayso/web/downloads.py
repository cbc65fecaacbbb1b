"""Tables to take away: CSV, JSON and Parquet, written to a file first so that no table has to fit in memory."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import Annotated, Any, Literal

import duckdb
from fastapi import APIRouter, HTTPException, Query, Request
from starlette.background import BackgroundTask
from starlette.responses import FileResponse

from sayso.errors import InputError
from sayso.ledger import queries
from sayso.ledger.queries import Filter
from sayso.web import listing, search
from sayso.web.index import condition
from sayso.web.pages import Words, shelf_of
from sayso.web.params import Listed, Wanted
from sayso.web.shelf import Shelf
from sayso.web.steady import SteadyRoute

router = APIRouter(prefix="/download", include_in_schema=False, route_class=SteadyRoute)

Asked = tuple[str, list[Any]]
TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json", "parquet": "application/vnd.apache.parquet"}


def _incidents(wanted: Filter) -> Asked:
    where, values = condition(wanted)
    return f"SELECT {listing.INCIDENT} FROM incidents i WHERE {where} ORDER BY day DESC NULLS LAST, i.id", values


def _disputes(wanted: Filter) -> Asked:
    where, values = condition(wanted)
    return queries.DISPUTES.format(where=where), values


def _found(shelf: Shelf, kind: Literal["documents", "assertions"], words: str) -> Asked:
    """The hits of a search, the latest first."""
    ids = search.ids_of(shelf, words, kind, "published", True)
    query = listing.DOCUMENTS if kind == "documents" else "SELECT * FROM events"
    key = "d.id" if kind == "documents" else "assertion_id"
    return f"{query} WHERE {key} IN (SELECT unnest(?)) ORDER BY published DESC NULLS LAST, {key}", [ids]


def _asked(shelf: Shelf, table: str, wanted: Filter, name: str, words: str) -> Asked:
    """The query of a table: all its rows, in a fixed order, whichever its page shows."""
    if table == "source":
        return listing.held_query(shelf, Listed("day", True, 1, 25, "day", (("name", name),))), []
    if table == "sources":
        return listing.sources_query(Listed("positions", True, 1, 25, "positions")), []
    if table == "reports":
        return listing.documents_query(Listed("read", True, 1, 25, "read")), []
    if table == "found-reports":
        return _found(shelf, "documents", words)
    if table == "found-assertions":
        return _found(shelf, "assertions", words)
    return {"incidents": _incidents, "disputes": _disputes, "assertions": listing.events}[table](wanted)


Table = Literal["incidents", "disputes", "assertions", "reports", "sources", "source", "found-reports", "found-assertions"]
NEEDS = {"source": ("name", "say which source"), "found-reports": ("q", "give a word to look for"), "found-assertions": ("q", "give a word to look for")}


@router.get("/{table}.{shape}")
def download(
    request: Request,
    table: Table,
    shape: Literal["csv", "json", "parquet"],
    wanted: Wanted,
    name: Annotated[str, Query(max_length=100, pattern=r"^[^\x00]*$")] = "",
    q: Words = "",
) -> FileResponse:
    """A table as a file, under the same filters as its page; `name` is the source of the table `source`, `q` what was searched for."""
    needed, mend = NEEDS.get(table, ("", ""))
    if needed and not {"name": name, "q": q}[needed].strip():
        raise HTTPException(400, f"{needed}: missing; {mend}")
    query, values = _asked(shelf_of(request), table, wanted, name, q)
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
