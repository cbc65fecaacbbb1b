"""Web archives, WARC plain or gzipped: the pages that were answered with 200, each with its address."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from fastwarc.warc import ArchiveIterator, HeaderMap, WarcRecord, WarcRecordType

from sayso.documents.bodies import BodyError, unpack
from sayso.documents.load import LIMIT, decode
from sayso.documents.raw import Kind, Raw, Rejection, place
from sayso.documents.rows import Given
from sayso.documents.stream import Stream
from sayso.errors import InputError

_PAGES: dict[str, Kind] = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text"}
_WANTED = (WarcRecordType.response, WarcRecordType.resource)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_HEAD = 1 << 16  # bytes that the head of an answer may have beside its page
_AGAIN = "get the file again; the records before this one were read"


class _Cut(ValueError):
    """A record that has less in it than it says."""


class _Bytes:
    """What the reader of records takes for a file. It keeps the last bytes, for the reader is silent where a file ends in the head of a record."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._at, self.last = 0, b""

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self._at += len(data)
        self.last = (self.last + data)[-4:]
        return data

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = 0) -> int:
        raise OSError("this file is only read forwards")

    def close(self) -> None:
        """The stream is closed by whoever opened it."""


def read(source: str, stream: Stream, given: Given) -> Iterator[Raw | Rejection]:
    """The pages, by their number among all records. When a page was crawled is not when it was published, and is not taken for it."""
    data = _Bytes(stream)
    records = ArchiveIterator(data, parse_http=False)
    number, found, fault = 0, False, None
    while fault is None:
        try:
            record = next(records, None)
            if record is None:
                break
            item = _page(source, f"record {number + 1}", record, given)
        except (_Cut, OSError) as error:
            fault = str(error) if isinstance(error, _Cut) else f"the archive is broken here ({error})"
        else:
            number += 1
            if item is not None:
                found = True
                yield item
    if fault is None and number and not data.last.endswith((b"\n\r\n", b"\n\n")):
        fault = "the file ends in the middle of a record"
    fault = stream.broken or fault
    if fault is not None:
        yield Rejection(source, f"record {number + 1}", fault, _AGAIN)
    elif not found:
        raise InputError(source, f"has no pages in its {number} records", "give an archive with answers of text/html or text/plain")


def _page(source: str, locator: str, record: WarcRecord, given: Given) -> Raw | Rejection | None:
    """The page of a record; None where it holds none."""
    if record.headers.get("Content-Length") is None:
        raise _Cut("the file ends or is broken in the head of a record")
    size = record.content_length
    block = record.reader.read(min(size, LIMIT + _HEAD)) if record.record_type in _WANTED else b""
    if len(block) + record.consume() < size:
        raise _Cut("the file ends in the middle of a record")
    url = (record.headers.get("WARC-Target-URI") or "").strip("<> ") or None
    try:
        answer = _answer(record, block)
        if answer is None:
            return None
        if record.headers.get("WARC-Truncated"):
            raise BodyError(f"was cut off by the crawler ({record.headers.get('WARC-Truncated')})")
        body = b"" if size > len(block) else unpack(block[answer.start :], answer.transfer, answer.content)
        if size > len(block) or len(body) > LIMIT:
            raise BodyError(f"is larger than {LIMIT // 1_000_000} MB")
        text = decode(body, place(source, locator), answer.charset)
    except InputError as error:
        return Rejection(source, locator, f"{url or 'its page'} {error.what}", error.mend)
    except BodyError as error:
        return Rejection(source, locator, f"{url or 'its page'} {error}", "leave it out, or save its story as a .txt file")
    return Raw(source, locator, answer.kind, text, publisher=given.publisher, published=given.published, url=url)


@dataclass(frozen=True, slots=True)
class _Answer:
    """What the head of a page says of it, and where in the record the page begins."""

    kind: Kind
    charset: str | None
    start: int = 0
    transfer: str | None = None
    content: str | None = None


def _answer(record: WarcRecord, block: bytes) -> _Answer | None:
    """The head of a page; None where there is no page, or the server did not answer with it."""
    if record.record_type not in _WANTED:
        return None
    if not record.is_http:
        kind, charset = _type(record.headers.get("Content-Type"))
        return _Answer(kind, charset) if kind is not None and record.record_type == WarcRecordType.resource else None
    head = HeaderMap()
    try:
        start = head.parse(io.BytesIO(block), has_status_line=True)
    except OSError as error:
        raise BodyError(f"has a broken HTTP head ({error})") from None
    kind, charset = _type(head.get("Content-Type"))
    if head.status_code != 200 or kind is None:
        return None
    return _Answer(kind, charset, start, head.get("Transfer-Encoding"), head.get("Content-Encoding"))


def _type(header: str | None) -> tuple[Kind | None, str | None]:
    """The kind of page that a Content-Type names, and its charset."""
    charset = _CHARSET.search(header or "")
    return _PAGES.get((header or "").split(";")[0].strip().lower()), charset[1] if charset else None
