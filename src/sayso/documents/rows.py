"""Rows of a table to raw items, whatever file they stand in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from itertools import chain

from sayso.documents.columns import Columns, Shown, guess, option
from sayso.documents.load import LIMIT, is_html
from sayso.documents.raw import Raw, Rejection
from sayso.errors import InputError

Row = Mapping[str, object]

SAMPLE, SAMPLE_CHARACTERS = 100, 1_000_000  # rows without a header that are looked at to learn their columns


@dataclass(frozen=True, slots=True)
class Given:
    """What the user gave for the whole scan: a date and a publisher for items that name none of their own; `shown` is told each table's columns."""

    columns: Columns = field(default_factory=Columns)
    published: str | None = None
    publisher: str | None = None
    shown: Shown | None = None

    def settle(self, names: list[str], source: str) -> Columns:
        """The columns of a table, shown to the user."""
        found = guess(names, self.columns, source)
        if self.shown is not None:
            self.shown(source, found)
        return found


def tabulate(source: str, rows: Iterator[tuple[str, Row] | Rejection], given: Given) -> Iterator[Raw | Rejection]:
    """Items of a table without a header: its columns are those of its first rows."""
    sample: list[tuple[str, Row] | Rejection] = []
    size = count = 0
    for item in rows:
        if isinstance(item, Rejection) and not count:
            yield item
            continue
        sample.append(item)
        count += 1
        size += 0 if isinstance(item, Rejection) else sum(len(v) for v in item[1].values() if isinstance(v, str))
        if count == SAMPLE or size > SAMPLE_CHARACTERS:
            break
    if not sample:
        return
    seen = [item[1] for item in sample if not isinstance(item, Rejection)]
    names = dict.fromkeys(name for row in seen for name in row)
    # a column of lists or objects is no candidate: "source" may be {"id": …, "name": …}
    flat = [name for name in names if not any(isinstance(row.get(name), list | dict) for row in seen) or name in given.columns.names]
    columns = given.settle(flat, source)
    for item in chain(sample, rows):
        yield item if isinstance(item, Rejection) else read_row(source, item[0], item[1], columns, given)


def read_row(source: str, locator: str, row: Row, columns: Columns, given: Given) -> Raw | Rejection:
    """One row; the column of ids, if the user gave one, tells its place."""
    try:
        ident = _cell(row, columns, "id")
        locator = f"id {ident}" if ident else locator
        text = row.get(columns.text or "")
        if isinstance(text, bytes):
            text = text.decode()
        if text is None:
            raise InputError(source, f"has no text in {columns.text!r}", "leave it out, or name another column with --text-column")
        if not isinstance(text, str):
            raise InputError(source, f"has {_what(text)} and no text in {columns.text!r}", "name the column of the text with --text-column")
        if len(text.encode("utf-8", "surrogatepass")) > LIMIT:
            raise InputError(source, f"is larger than {LIMIT // 1_000_000} MB", "split it into one row a report")
        title, publisher, published, url = (_cell(row, columns, meaning) for meaning in ("title", "publisher", "date", "url"))
    except InputError as error:
        return Rejection.of(error, source, locator)
    except UnicodeDecodeError as error:
        return Rejection(source, locator, f"is not UTF-8: bad byte at {error.start} of a cell", "save it as UTF-8")
    return Raw(source, locator, "html" if is_html(text) else "text", text, title, publisher or given.publisher, published or given.published, url)


def _cell(row: Row, columns: Columns, meaning: str) -> str | None:
    """A cell as text; None where it is empty."""
    name = getattr(columns, meaning)
    value = row.get(name) if name is not None else None
    if isinstance(value, bytes):
        value = value.decode()
    if value is None or isinstance(value, str):
        return (value or "").strip() or None
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return str(value)
    raise InputError("", f"has {_what(value)} and no text in {name!r}", f"name another column with {option(meaning)}")


def _what(value: object) -> str:
    names = {bool: "a truth value", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return names.get(type(value), f"a {type(value).__name__}")
