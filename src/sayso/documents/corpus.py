"""Files and folders to raw items, and raw items to documents."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import date

from sayso.documents import delimited, feeds, objects, parquet, warc
from sayso.documents.columns import Columns, Shown
from sayso.documents.dates import parse_stamp
from sayso.documents.kinds import FileKind, kind
from sayso.documents.load import LIMIT, decode, parse, parse_any, parse_html
from sayso.documents.raw import Raw, Rejection
from sayso.documents.rows import Given
from sayso.documents.stream import Stream
from sayso.errors import InputError
from sayso.records import Document


def scan(
    sources: Iterable[str],
    columns: Columns | None = None,
    *,
    published: str | date | None = None,
    publisher: str | None = None,
    shown: Shown | None = None,
) -> Iterator[Raw | Rejection]:
    """All reports of files and folders, in a fixed order, a few at a time in memory; what cannot be taken is a `Rejection` and stops nothing.

    `published` and `publisher` hold for items whose row, record, entry or file names none. `shown` is called once for each table with its columns.
    Raises `InputError` at once for a source that does not exist.
    """
    own = list(sources)
    for source in own:
        if not os.path.exists(source):
            raise InputError(source, "no such file or folder", "check the name")
    given = Given(columns or Columns(), str(published) if published else None, publisher, shown)
    return (item for source in own for item in _walk(source, given, named=True))


def to_document(raw: Raw) -> Document:
    """The document of a raw item. Raises `InputError`, naming the place and the mend, where it cannot be read."""
    name = raw.where
    day = parse_stamp(raw.published, name) if raw.published else None
    text = raw.data if isinstance(raw.data, str) else decode(raw.data, name)
    read = {"text": parse, "html": parse_html, "bytes": parse_any}[raw.kind]
    return read(text, name=name, published=day, publisher=raw.publisher, url=raw.url, title=raw.title)


def _walk(path: str, given: Given, *, named: bool) -> Iterator[Raw | Rejection]:
    """The items of a file, or of all files below a folder by their names; hidden ones are left out unless the user named them himself."""
    try:
        if not os.path.isdir(path):
            yield from _file(path, given, named=named)
        elif os.path.islink(path) and not named:
            # it may lead back up, and round and round
            raise InputError(path, "is a link to a folder", "name the folder itself")
        else:
            names = sorted(name for name in os.listdir(path) if not name.startswith("."))
            if named and not names:
                raise InputError(path, "is an empty folder", "name one with reports in it")
            for name in names:
                yield from _walk(os.path.join(path, name), given, named=False)
    except InputError as error:
        yield Rejection.of(error, path)
    except OSError as error:
        yield Rejection(path, "", f"cannot be read ({error.strerror})", "check its permissions")


def _file(path: str, given: Given, *, named: bool) -> Iterator[Raw | Rejection]:
    if not os.path.isfile(path):
        raise InputError(path, "is a broken link" if os.path.islink(path) else "is no file that can be read twice", "save it as a file")
    with Stream(path) as stream:
        own = kind(path, stream.peek(), packed=stream.packed, named=named)
        yield from _items(own, path, stream, given)


def _items(own: FileKind, path: str, stream: Stream, given: Given) -> Iterator[Raw | Rejection]:
    match own:
        case "csv" | "tsv":
            return delimited.read(path, stream, given, "," if own == "csv" else "\t")
        case "json" | "jsonl":
            return objects.read(path, stream, given, by_line=own == "jsonl")
        case "parquet":
            return parquet.read(path, given)
        case "warc":
            return warc.read(path, stream, given)
        case "feed":
            return feeds.read(path, stream, given)
        case "page":
            return iter((_page(path, stream, given),))


def _page(path: str, stream: Stream, given: Given) -> Raw:
    data = stream.read(LIMIT + 1)
    if len(data) > LIMIT:
        raise InputError(path, f"is larger than {LIMIT // 1_000_000} MB", "split it into one file a report")
    if stream.broken:
        raise InputError(path, stream.broken, "get the file again")
    return Raw(path, "", "bytes", data, publisher=given.publisher, published=given.published)
