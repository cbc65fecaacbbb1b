"""JSON: one object a line, or objects in a list, or objects one after another."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator

from sayso.documents.raw import Raw, Rejection
from sayso.documents.rows import Given, Row, tabulate
from sayso.documents.stream import PIECE, ROW, Stream, lines
from sayso.errors import InputError

_SPACE = re.compile(r"[ \t\r\n\ufeff]*")
_MEND = "write one object a line, or a list of objects"
_AGAIN = "get the file again; what stands before this was read"
_EDGE = 16  # characters from the end within which a fault may be a value that is only cut off by the end of the piece


def read(source: str, stream: Stream, given: Given, *, by_line: bool) -> Iterator[Raw | Rejection]:
    """The objects of a file; a bad line costs that line, a fault elsewhere all that comes after it. `by_line` is what the name of the file says."""
    found = False
    for item in tabulate(source, _by_line(source, stream) if _is_by_line(stream, by_line) else _by_value(source, stream), given):
        found = True
        yield item
    if not found:
        raise InputError(source, "has no rows", "give a file with reports in it")


def _is_by_line(stream: Stream, by_name: bool) -> bool:
    """Whether every line is a value of its own: so it is where the first line is a whole value and not all."""
    first, _, rest = stream.peek().removeprefix(codecs.BOM_UTF8).lstrip().partition(b"\n")
    try:
        json.loads(first)
    except (ValueError, RecursionError):
        return by_name and not first.startswith(b"[") and first.strip() != b"{"
    return bool(rest.strip()) or (by_name and not first.startswith(b"["))


def _by_line(source: str, stream: Stream) -> Iterator[tuple[str, Row] | Rejection]:
    number = 0
    for number, line in lines(stream):
        locator = f"line {number}"
        if line is None:
            yield Rejection(source, locator, f"is larger than {ROW // 1_000_000} MB", "split it into one line a report")
        elif line.strip():
            try:
                yield _object(source, locator, json.loads(line.decode("utf-8-sig" if number == 1 else "utf-8")))
            except UnicodeDecodeError as error:
                yield Rejection(source, locator, f"is not UTF-8: bad byte at {error.start} of the line", "save it as UTF-8")
            except json.JSONDecodeError as error:
                yield Rejection(source, locator, f"is no JSON (column {error.colno}: {error.msg})", _MEND)
            except (ValueError, RecursionError) as error:
                yield Rejection(source, locator, f"is no JSON that can be read ({error})", _MEND)
    if stream.broken:
        yield Rejection(source, f"line {number + 1}", stream.broken, _AGAIN)


def _object(source: str, locator: str, value: object) -> tuple[str, Row] | Rejection:
    if isinstance(value, dict):
        return locator, value
    what = "a list" if isinstance(value, list) else "a text" if isinstance(value, str) else repr(value)
    return Rejection(source, locator, f"is {what} and no object", 'write every report as {"text": …}')


def _by_value(source: str, stream: Stream) -> Iterator[tuple[str, Row] | Rejection]:
    text = _Text(stream)
    row = 0
    try:
        in_list = text.skip() == "["
        text.at += in_list
        while (mark := text.skip()) and not (in_list and mark == "]"):
            if in_list and row:
                if mark != ",":
                    raise _Fault("is no JSON: a comma or ] is missing before it")
                text.at += 1
                text.skip()
            value = text.value()
            row += 1
            yield _object(source, f"row {row}", value)
        if in_list:
            if not mark:
                raise _Fault("is no JSON: the list is not closed")
            text.at += 1
            if text.skip():
                raise _Fault("is no JSON: the file goes on after the end of the list")
        if stream.broken:
            raise _Fault(stream.broken)
    except (_Fault, RecursionError) as error:
        yield Rejection(source, f"row {row + 1}", stream.broken or str(error), _AGAIN if stream.broken else _MEND)


class _Fault(ValueError):
    """What is wrong with a value."""


class _Text:
    """A window over a file of JSON, moved on value by value."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._decode = codecs.getincrementaldecoder("utf-8")()
        self._scan = json.JSONDecoder().raw_decode
        self._buffer, self.at, self._read, self._ended = "", 0, 0, False

    def skip(self) -> str:
        """The next character that is no white space; "" at the end."""
        while True:
            match = _SPACE.match(self._buffer, self.at)
            self.at = match.end() if match else self.at
            if self.at < len(self._buffer) or self._ended:
                return self._buffer[self.at : self.at + 1]
            self._more()

    def value(self) -> object:
        """The value that begins here."""
        while True:
            try:
                value, end = self._scan(self._buffer, self.at)
                # a number goes on for as long as there are digits
                if end < len(self._buffer) or self._ended or isinstance(value, str | dict | list):
                    self.at = end
                    return value
            except json.JSONDecodeError as error:
                cut = error.pos >= len(self._buffer) - _EDGE or error.msg.startswith("Unterminated string")
                if not cut:
                    raise _Fault(f"is no JSON ({error.msg})") from None
                if self._ended:
                    raise _Fault("is no JSON: the file ends in the middle of it") from None
            except ValueError as error:
                raise _Fault(f"is no JSON that can be read ({error})") from None
            if len(self._buffer) - self.at > ROW:
                raise _Fault(f"is larger than {ROW // 1_000_000} MB")
            self._more()

    def _more(self) -> None:
        # twice as much every time, so that a long value is not scanned over and over
        data = self._stream.read(max(PIECE, len(self._buffer) - self.at))
        self._read += len(data)
        self._ended = not data
        try:
            more = self._decode.decode(data, final=self._ended and not self._stream.broken)
        except UnicodeDecodeError as error:
            raise _Fault(f"is not UTF-8: bad byte at {self._read - len(error.object) + error.start}") from None
        self._buffer, self.at = self._buffer[self.at :] + more, 0
