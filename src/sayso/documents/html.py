"""HTML pages to text, title, date and publisher, by trafilatura."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sayso.errors import InputError


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

    found = trafilatura.bare_extraction(page, include_comments=False, include_tables=False, with_metadata=True)
    text = found.text if found is not None else None
    if found is None or not text or not text.strip():
        raise InputError(name, "is an HTML page with no main text", "save the story's text as a .txt file")
    day = date.fromisoformat(found.date[:10]) if found.date else None
    return Page("\n\n".join(line for line in text.splitlines() if line.strip()), found.title, day, found.sitename, found.url)
