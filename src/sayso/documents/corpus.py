"""Files and folders to raw items, and raw items to documents."""

from __future__ import annotations

import gzip
import os
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import IO, cast

from sayso.documents import dates, feeds, load, tabular, warc
from sayso.documents.raw import Columns, Raw, Rejection, Shown
from sayso.errors import InputError
from sayso.records import Document

_LINES, _JSON, _TABLE = (".jsonl", ".ndjson"), (".json",), (".csv", ".tsv")
_FEEDS = (".rss", ".atom", ".xml", ".rdf")


def scan(
    sources: Iterable[str], columns: Columns | None = None, *, published: str | None = None, publisher: str | None = None, shown: Shown | None = None
) -> Iterator[Raw | Rejection]:
    """All reports of files and folders, in a fixed order, a few at a time in memory; what cannot be taken is a `Rejection` and stops nothing.

    `published` and `publisher` hold for items that name none of their own. `shown` is called once for each table with the columns that are read.
    Raises `InputError` at once for a source that does not exist.
    """
    own = list(sources)
    for source in own:
        if not os.path.exists(source):
            raise InputError(source, "no such file or folder", "check the name")
    return _scan(own, columns or Columns(), published, publisher, shown)


def _scan(sources: list[str], columns: Columns, published: str | None, publisher: str | None, shown: Shown | None) -> Iterator[Raw | Rejection]:
    for source in sources:
        for path in _files(Path(source)):
            for found in _items(str(path), columns, shown):
                if isinstance(found, Raw):
                    found = replace(found, published=found.published or published, publisher=found.publisher or publisher)
                yield found


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for child in sorted(path.iterdir(), key=lambda p: p.name):
        if not child.name.startswith("."):
            yield from _files(child)


def _items(path: str, columns: Columns, shown: Shown | None) -> Iterator[Raw | Rejection]:
    name = path.lower()
    if name.endswith((".warc", ".warc.gz")):
        yield from warc.records(path)
        return
    if name.endswith(".parquet"):
        yield from tabular.rows_of_parquet(path, columns, shown)
        return
    packed = name.endswith(".gz")
    try:
        with cast("IO[bytes]", gzip.open(path)) if packed else open(path, "rb") as file:
            yield from _opened(file, path, name.removesuffix(".gz"), columns, shown)
    except InputError as error:
        yield Rejection.of(error, path)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield Rejection(path, "", f"is broken gzip ({error})", "fetch it again; what stood before the break was read")
    except OSError as error:
        yield Rejection(path, "", f"cannot be read ({error.strerror or error})", "check its permissions")


def _opened(file: IO[bytes], path: str, name: str, columns: Columns, shown: Shown | None) -> Iterator[Raw | Rejection]:
    if name.endswith(_LINES):
        yield from tabular.rows_of_json_lines(file, path, columns, shown)
    elif name.endswith(_JSON):
        yield from tabular.rows_of_json(file, path, columns, shown)
    elif name.endswith(_TABLE):
        yield from tabular.rows_of_csv(file, path, columns, shown)
    else:
        data = file.read(load.LIMIT + 1)
        if len(data) > load.LIMIT:
            raise InputError(path, f"is larger than {load.LIMIT // 1_000_000} MB", "split it into one file a report")
        if name.endswith(_FEEDS):
            yield from feeds.entries(data, path)
        else:
            yield Raw(path, "", "bytes", data)


def to_document(raw: Raw) -> Document:
    """The document of a raw item. Raises `InputError`, naming the place and the mend, where it cannot be read."""
    where = raw.where
    day = _day(raw.published, where) if raw.published else None
    if raw.kind == "text":
        text = raw.data if isinstance(raw.data, str) else load.decode(raw.data, where)
        return load.parse(text, name=where, published=day, publisher=raw.publisher, url=raw.url, title=raw.title)
    page = raw.data if isinstance(raw.data, str) else load.decode(raw.data, where)
    return load.parse_any(page, name=where, published=day, publisher=raw.publisher, url=raw.url, title=raw.title)


def _day(text: str, where: str) -> date:
    """A day as datasets write it: ISO with or without a time, RFC 822, 5 October 2015."""
    found = dates.full(text)
    if found is None:
        try:
            found = parsedate_to_datetime(text).date()
        except (TypeError, ValueError):
            found = None
    if found is None and len(text) >= 8 and text[:8].isdigit():
        try:
            found = date.fromisoformat(text[:8])
        except ValueError:
            found = None
    if found is None:
        raise InputError(where, f"{text!r} is no date that can be told", "write it as YYYY-MM-DD, or leave it empty")
    return found
