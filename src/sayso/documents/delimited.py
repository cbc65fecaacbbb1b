"""CSV and TSV: a bad row is told by its lines, and the rows after it are read."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from sayso.documents.load import LIMIT
from sayso.documents.raw import Raw, Rejection
from sayso.documents.rows import Given, read_row
from sayso.documents.stream import ROW, Stream, lines
from sayso.errors import InputError

_DELIMITERS = (b",", b";", b"\t", b"|")
_MEND = 'put texts with commas, quotes or line ends between quotes, and double the quotes in them ("")'


class _Lines:
    """The lines of a file as text. What was wrong with those of the current row stands in `faults`, and reading goes on after them."""

    def __init__(self, stream: Stream) -> None:
        self._lines = lines(stream)
        self.number = 0
        self.start()

    def start(self) -> None:
        """A new row begins."""
        self.first, self.size = self.number + 1, 0
        self.faults: list[tuple[str, str]] = []

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        self.number, line = next(self._lines)
        self.size += len(line or b"")
        if line is None or self.size > ROW:
            self.faults.append((f"line {self.number}: the row is larger than {ROW // 1_000_000} MB", "split it into one row a report"))
            self.size = 0
            raise csv.Error("row too large")
        try:
            return line.decode("utf-8-sig" if self.number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            self.faults.append((f"line {self.number}: is not UTF-8: bad byte at {error.start}", "save it as UTF-8"))
            return line.decode("utf-8", "replace")

    @property
    def place(self) -> str:
        """The lines of the current row."""
        return f"line {self.first}" if self.number <= self.first else f"lines {self.first} to {self.number}"


def read(source: str, stream: Stream, given: Given, delimiter: str) -> Iterator[Raw | Rejection]:
    """The rows below a header, numbered from 1."""
    # the limit is the whole process's, and other libraries set it too: 131,072 characters are too few for a long report, none is too many
    csv.field_size_limit(LIMIT)
    text = _Lines(stream)
    reader = csv.reader(text, delimiter=_delimiter(stream, delimiter), strict=True)
    header = _header(source, reader, text)
    columns = given.settle(header, source)
    row = 0
    while True:
        text.start()
        try:
            cells = next(reader, None)
        except csv.Error as error:
            if stream.broken:
                break  # told below
            row += 1
            reason, mend = text.faults[0] if text.faults else (f"{text.place}: {_explained(error)}", _MEND)
            yield Rejection(source, f"row {row}", reason, mend)
            continue
        if cells is None:
            break
        if not cells:
            continue
        row += 1
        if text.faults:
            yield Rejection(source, f"row {row}", *text.faults[0])
        elif len(cells) != len(header):
            yield Rejection(source, f"row {row}", f"{text.place}: has {len(cells)} cells where the header has {len(header)}", _MEND)
        else:
            yield read_row(source, f"row {row}", dict(zip(header, cells, strict=True)), columns, given)
    if stream.broken:
        yield Rejection(source, f"row {row + 1}", stream.broken, "get the file again; the rows before this one were read")
    elif not row:
        raise InputError(source, "has a header and no rows", "give a table with reports in it")


def _header(source: str, reader: Iterator[list[str]], text: _Lines) -> list[str]:
    try:
        header = next((cells for cells in reader if cells), None)
    except csv.Error as error:
        reason, mend = text.faults[0] if text.faults else (f"{text.place}: {_explained(error)}", _MEND)
        raise InputError(source, reason, mend) from None
    if text.faults:
        raise InputError(source, *text.faults[0])
    if header is None:
        raise InputError(source, "is empty", "give a table with reports in it")
    return [name.strip() for name in header]


def _delimiter(stream: Stream, usual: str) -> str:
    """The usual one where the header has it, else the one that it has most of: spreadsheets of many countries write semicolons into .csv files."""
    header = stream.peek().split(b"\n", 1)[0]
    if usual.encode() in header:
        return usual
    best = max(_DELIMITERS, key=header.count)
    return best.decode() if best in header else usual


def _explained(error: csv.Error) -> str:
    message = str(error)
    if "field limit" in message:
        return f"a cell is larger than {LIMIT // 1_000_000} MB; perhaps a quote was opened and never closed"
    if "unexpected end" in message:
        return "a quote was opened and never closed"
    return f"the quotes are wrong ({message})"
