"""Rows of CSV, JSON and Parquet to raw items; the columns that hold text, date and the rest are guessed by name where they are not given."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from functools import cache
from typing import IO, Any

from sayso.data import table
from sayso.documents.load import LIMIT
from sayso.documents.raw import Columns, Raw, Rejection, Shown
from sayso.errors import InputError

Row = dict[str, Any]


@cache
def _meanings() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in table("columns"):
        found.setdefault(row["meaning"], []).append(row["column"])
    return found


def guess(names: Iterable[str], given: Columns, where: str) -> Columns:
    """The columns to read, those given first, the others by the table of usual names. Raises `InputError` where a given one is missing, or none holds text."""
    there = list(names)
    for f in fields(Columns):
        name = getattr(given, f.name)
        if name is not None and name not in there:
            raise InputError(where, f"has no column {name!r}, only {', '.join(there) or 'none'}", f"name one of these with --{f.name}-column")
    low = {n.strip().lower(): n for n in reversed(there)}
    taken = {getattr(given, f.name) for f in fields(Columns)}
    for f in fields(Columns):
        if getattr(given, f.name) is None:
            found = next((low[n] for n in _meanings().get(f.name, ()) if n in low and low[n] not in taken), None)
            given = replace(given, **{f.name: found})
            taken.add(found)
    if given.text is None:
        raise InputError(where, f"has no column that looks like a report's text, only {', '.join(there) or 'none'}", "name it with --text-column")
    return given


def item(row: Row, columns: Columns, source: str, locator: str) -> Raw | Rejection:
    """One row as a raw item; empty cells are nothing."""

    def cell(name: str | None) -> str | None:
        value = row.get(name) if name is not None else None
        text = "" if value is None else str(value).strip()
        return text or None

    text = row.get(columns.text or "")
    if not isinstance(text, str) or not text.strip():
        return Rejection(source, locator, f"its {columns.text!r} is empty or no text", "fill it, or leave the row out")
    if len(text) > LIMIT:
        return Rejection(source, locator, f"its text is larger than {LIMIT // 1_000_000} MB", "split it into one row a report")
    return Raw(source, locator, "text", text, cell(columns.title), cell(columns.date), cell(columns.publisher), cell(columns.url))


def rows_of_csv(file: IO[bytes], source: str, columns: Columns, shown: Shown | None) -> Iterator[Raw | Rejection]:
    """CSV, or TSV where the header has more tabs than commas; UTF-8."""
    csv.field_size_limit(2**31 - 1)
    lines = _Lines(file)
    head = next(lines, "")
    reader = csv.reader(_again(head, lines), delimiter="\t" if head.count("\t") > head.count(",") else ",", strict=True)
    try:
        header = next(reader, [])
        columns = guess(header, columns, source)
        if shown:
            shown(source, columns)
        for number, cells in enumerate(reader, 1):
            where = f"row {number}"
            if not cells:
                continue
            if len(cells) != len(header):
                yield Rejection(source, where, f"has {len(cells)} cells, the header {len(header)}", "mend the quoting of its line")
            else:
                yield item(dict(zip(header, cells, strict=True)), columns, source, where)
    except csv.Error as error:
        yield Rejection(source, f"line {reader.line_num}", f"is no CSV ({error})", "mend the quoting there; the lines before it were read")
    except UnicodeDecodeError as error:
        yield Rejection(
            source, f"line {lines.count}", f"is not UTF-8: bad byte {error.object[error.start]:#x}", "save it as UTF-8; the lines before it were read"
        )


class _Lines(Iterator[str]):
    """The lines of a file as text, counted; a wrong byte is an error of its own line."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self.count = file, 0

    def __next__(self) -> str:
        line = self._file.readline()
        if not line:
            raise StopIteration
        self.count += 1
        return line.decode("utf-8-sig" if self.count == 1 else "utf-8")


def _again(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def rows_of_json_lines(file: IO[bytes], source: str, columns: Columns, shown: Shown | None) -> Iterator[Raw | Rejection]:
    """One JSON object a line."""
    found: Columns | None = None
    number = 0
    while line := file.readline():
        number += 1
        where = f"line {number}"
        if not line.strip():
            continue
        try:
            row = json.loads(line.decode("utf-8-sig" if number == 1 else "utf-8"))
        except UnicodeDecodeError as error:
            yield Rejection(source, where, f"is not UTF-8: bad byte at {error.start}", "save it as UTF-8")
            continue
        except (ValueError, RecursionError) as error:
            yield Rejection(source, where, f"is no JSON ({error})", "mend the line, one object a line")
            continue
        found, made = _keyed(row, found, columns, source, where, shown)
        yield made


def rows_of_json(file: IO[bytes], source: str, columns: Columns, shown: Shown | None) -> Iterator[Raw | Rejection]:
    """A JSON array of objects, or one object; JSON lines if that is what it turns out to be."""
    data = file.read(20 * LIMIT + 1)
    if len(data) > 20 * LIMIT:
        yield Rejection(source, "", f"is larger than {20 * LIMIT // 1_000_000} MB in one piece", "write it as JSON lines (.jsonl), which are read line by line")
        return
    try:
        value = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        yield Rejection(source, "", f"is not UTF-8: bad byte at {error.start}", "save it as UTF-8")
        return
    except (ValueError, RecursionError) as error:
        if b"\n" in data.strip():
            yield from rows_of_json_lines(io.BytesIO(data), source, columns, shown)
        else:
            yield Rejection(source, "", f"is no JSON ({error})", "mend it")
        return
    found: Columns | None = None
    for number, row in enumerate(value if isinstance(value, list) else [value], 1):
        found, made = _keyed(row, found, columns, source, f"entry {number}", shown)
        yield made


def _keyed(row: Any, found: Columns | None, given: Columns, source: str, where: str, shown: Shown | None) -> tuple[Columns | None, Raw | Rejection]:
    if not isinstance(row, dict):
        return found, Rejection(source, where, "is no JSON object", "write each report as an object with its text under a key")
    if found is None or (found.text not in row):
        try:
            fresh = guess(row, given if found is None else replace(given, text=given.text if given.text in row else None), f"{source}, {where}")
        except InputError as error:
            return found, Rejection(source, where, error.what, error.mend)
        if found is None and shown:
            shown(source, fresh)
        found = found or fresh
        return found, item(row, fresh, source, where)
    return found, item(row, found, source, where)


def rows_of_parquet(path: str, columns: Columns, shown: Shown | None) -> Iterator[Raw | Rejection]:
    """Parquet, a batch of rows at a time."""
    import pyarrow as pa  # only corpora need it, and it takes a fifth of a second to load
    import pyarrow.parquet as pq

    number = 0
    try:
        file = pq.ParquetFile(path)
        columns = guess(file.schema_arrow.names, columns, path)
        if shown:
            shown(path, columns)
        wanted = [n for f in fields(Columns) if (n := getattr(columns, f.name)) is not None]
        for batch in file.iter_batches(batch_size=500, columns=list(dict.fromkeys(wanted))):
            for row in batch.to_pylist():
                number += 1
                yield item(row, columns, path, f"row {number}")
    except (pa.ArrowException, OSError) as error:
        yield Rejection(
            path, f"after row {number}" if number else "", f"is broken Parquet ({str(error).splitlines()[0]})", "write it anew; the rows before it were read"
        )
