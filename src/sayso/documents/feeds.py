"""RSS and Atom files, by feedparser: the entries of a feed, with the whole story where the feed has it, else its summary."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from xml.sax import SAXParseException

from sayso.documents.load import LIMIT, is_html
from sayso.documents.raw import Kind, Raw, Rejection
from sayso.documents.rows import Given
from sayso.documents.stream import ROW, Stream
from sayso.errors import InputError

_ENCODING = re.compile(rb"\s*<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]+)")
_END = re.compile(r"</(?:[\w.-]+:)?(?:rss|feed|rdf)\s*>\s*(?:<!--.*?-->\s*)*\Z", re.IGNORECASE | re.DOTALL)
_ENTRY_END = re.compile(r"</(?:[\w.-]+:)?(?:item|entry)\s*>\s*\Z", re.IGNORECASE)
_TAIL = 2_000  # characters at the end of a file in which its root must be closed
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")


def read(source: str, stream: Stream, given: Given) -> Iterator[Raw | Rejection]:
    """The entries, numbered from 1. A feed that is cut off gives those that are whole."""
    import feedparser  # only feeds need it, and it takes a tenth of a second to load

    data = stream.read(ROW + 1)
    if len(data) > ROW:
        raise InputError(source, f"is a feed larger than {ROW // 1_000_000} MB", "split it")
    tail = _text(source, data, whole=stream.broken is None)[-_TAIL:]
    # as a stream, for a string is taken for the address of a feed to fetch; nothing here is shown in a browser, so markup need not be made safe
    feed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if not feed.get("version"):
        raise InputError(source, "is XML but no RSS or Atom feed", "save its reports as .txt files")
    cut = _END.search(tail) is None
    entries = feed.entries[:-1] if cut and not _ENTRY_END.search(tail) else feed.entries
    for number, entry in enumerate(entries, 1):
        yield _entry(source, f"entry {number}", entry, feed, given)
    if cut:
        fault = stream.broken or "the file ends in the middle of the feed"
        yield Rejection(source, f"entry {len(entries) + 1}", fault, "get the file again; the entries before this one were read")
    elif isinstance(feed.get("bozo_exception"), SAXParseException):
        yield Rejection(
            source, "", f"is a feed with faults in its XML ({feed.bozo_exception.getMessage()}); what could be told apart was read", "look its reports over"
        )
    elif not entries:
        raise InputError(source, "is a feed without entries", "give a feed with reports in it")


def _text(source: str, data: bytes, *, whole: bool) -> str:
    """The XML as text by the encoding that it declares: feedparser itself would rather guess than refuse a wrong byte."""
    declared = _ENCODING.match(data.removeprefix(codecs.BOM_UTF8))
    encoding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else declared[1].decode() if declared else "utf-8"
    try:
        return codecs.getincrementaldecoder(encoding)().decode(data, final=whole)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(source, f"is not {encoding.upper()}: bad byte at {error.start}, in line {line}", "save it as UTF-8") from None
    except LookupError:
        raise InputError(source, f"declares an unknown encoding {encoding!r}", "save it as UTF-8") from None


def _entry(source: str, locator: str, entry: Any, feed: Any, given: Given) -> Raw | Rejection:
    parts = [*entry.get("content", ()), entry.get("summary_detail") or {}]
    part = next((p for p in parts if (p.get("value") or "").strip()), None)
    if part is None:
        return Rejection(source, locator, "has neither a story nor a summary", "save the page that it links to")
    if len(part["value"].encode("utf-8", "surrogatepass")) > LIMIT:
        return Rejection(source, locator, f"is larger than {LIMIT // 1_000_000} MB", "save its story as a .txt file")
    kind, story = _story(part)
    # an aggregator names the channel that an entry comes from; a date that is only of the last change is no date of publication, but RSS knows no other
    publisher = _plain((entry.get("source") or {}).get("title")) or _plain(feed.feed.get("title"))
    published = entry.get("published") or (entry.get("updated") if feed.version.startswith("rss") else None)
    return Raw(source, locator, kind, story, _plain(entry.get("title")), publisher or given.publisher, published or given.published, entry.get("link") or None)


def _story(part: Any) -> tuple[Kind, str]:
    value = part["value"]
    if part.get("type") == "text/plain":
        return "text", value
    if not _TAG.search(value):
        return "text", unescape(value)
    return "html", value if is_html(value) else f"<html><body><article>{value}</article></body></html>"


def _plain(title: str | None) -> str | None:
    """A title without the markup that some feeds put into it."""
    return " ".join(unescape(_TAG.sub("", title or "")).split()) or None
