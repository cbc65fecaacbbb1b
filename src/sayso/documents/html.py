"""HTML pages to text, title, date and publisher, by trafilatura."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from sayso.errors import InputError

# a tag of many attributes takes time in the square of their number
_LONG_TAG = re.compile(r"<[A-Za-z][^<>]{20000,}")
_ATTRIBUTES = 2_000


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says of itself."""

    text: str
    title: str | None
    published: date | None
    publisher: str | None
    url: str | None


def extract(page: str, name: str) -> Page:
    """The story of a page, its paragraphs apart by empty lines; a page without one is refused."""
    import trafilatura  # only pages need it, and it takes half a second to load

    _check(page, name)
    found = trafilatura.bare_extraction(page, include_comments=False, include_tables=False, with_metadata=True)
    text = found.text if found is not None else None
    if found is None or not text or not text.strip():
        raise InputError(name, "is an HTML page with no main text", "save the story's text as a .txt file")
    day = date.fromisoformat(found.date[:10]) if found.date else None
    return Page("\n\n".join(line for line in text.splitlines() if line.strip()), found.title, day, found.sitename, found.url)


def _check(page: str, name: str) -> None:
    """Refuse a page that the parser would stop in the middle of, so that half of it would pass for the whole, or never come back from."""
    from lxml import etree  # type: ignore[import-untyped]

    if any(len(tag[0].split()) > _ATTRIBUTES for tag in _LONG_TAG.finditer(page)):
        raise InputError(name, f"is an HTML page with a tag of more than {_ATTRIBUTES} attributes", "save the story's text as a .txt file")
    parser = etree.HTMLParser(encoding="utf-8")
    try:
        etree.fromstring(page.encode("utf-8", "replace"), parser)
    except etree.ParseError:
        return  # a page with nothing in it, which is told below
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise InputError(name, "is an HTML page nested too deep to be read (more than 256 tags inside each other)", "save the story's text as a .txt file")
