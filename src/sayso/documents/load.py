"""Files and texts to documents; whatever cannot be read gets one clear error."""

from __future__ import annotations

import codecs
import hashlib
import re
import sys
from datetime import date
from pathlib import Path

from sayso.documents import dates, html, language, layout
from sayso.errors import InputError
from sayso.records import Document

LIMIT = 5_000_000  # bytes
MAGIC = {
    b"%PDF": "a PDF file",
    b"PK\x03\x04": "a zip archive or office file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"7z\xbc\xaf": "an archive",
    b"BZh91AY&SY": "an archive",
    b"\xfd7zXZ": "an archive",
    b"\x28\xb5\x2f\xfd": "an archive",
    b"SQLite format": "a database",
    b"\x1f\x8b": "a gzip archive",
}
_HTML = re.compile(r"^\s*(<!doctype html|<html|<head|<body|<\?xml[^>]*>\s*<html|<!--)", re.IGNORECASE)


def load(path: str, *, published: date | None = None, publisher: str | None = None) -> Document:
    """Read one report from a file, or from standard input for "-"; HTML is told from plain text by its content."""
    name = "standard input" if path == "-" else path
    data = sys.stdin.buffer.read(LIMIT + 1) if path == "-" else _bytes(path)
    return parse_any(decode(data, name), name=name, published=published, publisher=publisher)


def parse_any(
    text: str, *, name: str, published: date | None = None, publisher: str | None = None, url: str | None = None, title: str | None = None
) -> Document:
    """One report from a page or a text, told apart by how it begins."""
    if not is_html(text):
        return parse(text, name=name, published=published, publisher=publisher, url=url, title=title)
    return parse_html(text, name=name, published=published, publisher=publisher, url=url, title=title)


def is_html(text: str) -> bool:
    """Whether a text is an HTML page, told by how it begins."""
    return _HTML.match(text) is not None


def _bytes(path: str) -> bytes:
    file = Path(path)
    if file.is_dir():
        raise InputError(path, "is a folder, not a report", "name the files in it, such as " + str(file / "*.txt"))
    try:
        if file.stat().st_size > LIMIT:
            raise InputError(path, f"is larger than {LIMIT // 1_000_000} MB", "split it into one file a report")
        return file.read_bytes()
    except FileNotFoundError:
        raise InputError(path, "no such file", "check the name") from None
    except OSError as error:
        raise InputError(path, f"cannot be read ({error.strerror})", "check its permissions") from None


def decode(data: bytes, name: str, charset: str | None = None) -> str:
    """The text of a file, by its byte order mark, the charset that came with it or that its page declares, or UTF-8.

    Pictures, archives and too large files are refused.
    """
    if len(data) > LIMIT:
        raise InputError(name, f"is larger than {LIMIT // 1_000_000} MB", "split it into one file a report")
    for magic, what in MAGIC.items():
        if data.startswith(magic):
            raise InputError(name, f"is {what}, not text", "convert it to text first")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    else:
        declared = re.search(rb"<meta[^>]+charset=[\"']?([\w-]+)", data[:4096], re.IGNORECASE)
        encoding = charset or (declared[1].decode("ascii") if declared else "utf-8-sig")
        if b"\0" in data:
            raise InputError(name, "is a binary file, not text", "convert it to text first")
    try:
        # as every browser reads them: the quotation marks of old pages are in cp1252 alone
        encoding = {"ascii": "cp1252", "iso8859-1": "cp1252", "utf-8": "utf-8-sig"}.get(codecs.lookup(encoding).name, encoding)
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(name, f"is not {encoding.upper().removesuffix('-SIG')}: bad byte at {error.start}", "save it as UTF-8") from None
    except LookupError:
        raise InputError(name, f"declares an unknown encoding {encoding!r}", "save it as UTF-8") from None


def parse_html(
    page: str, *, name: str, published: date | None = None, publisher: str | None = None, url: str | None = None, title: str | None = None
) -> Document:
    """The main text of an HTML page, with what the page says of its title, date, publisher and address."""
    found = html.extract(page, name)
    return parse(
        found.text, name=name, published=published or found.published, publisher=publisher or found.publisher, url=url or found.url, title=title or found.title
    )


def parse(
    text: str, *, name: str = "text", published: date | None = None, publisher: str | None = None, url: str | None = None, title: str | None = None
) -> Document:
    """One report from its text. `name` is what errors call it."""
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise InputError(name, "is empty", "give a report with text in it")
    if len(text.encode("utf-8", "surrogatepass")) > LIMIT:
        raise InputError(name, f"is larger than {LIMIT // 1_000_000} MB", "split it into one file a report")
    if text.count("\0") or sum(not (c.isprintable() or c.isspace()) for c in text[:4000]) > 0.3 * len(text[:4000]):
        raise InputError(name, "is a binary file, not text", "convert it to text first")
    language.check(text, name)
    found = layout.find(text)
    notes: tuple[layout.Abstention, ...] = ()
    if published is None:
        published, notes = dates.settle(text, found)
    publisher = publisher or found.agency
    digest = hashlib.sha256("\x1f".join((text, publisher or "", str(published or ""))).encode("utf-8", "surrogatepass")).hexdigest()
    return Document(digest[:16], text, title or found.title, publisher, published, url, "en", found.body, notes)
