"""Entries of RSS and Atom files to raw items, by feedparser."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.documents.raw import Raw, Rejection


def entries(data: bytes, path: str) -> Iterator[Raw | Rejection]:
    """The entries of a feed: the whole story where the feed has it, else its summary."""
    import feedparser  # only feeds need it

    feed = feedparser.parse(data, sanitize_html=False)
    if not feed.version:
        yield Rejection(path, "", "is XML, but no RSS or Atom feed", "give feeds, pages or texts")
        return
    publisher = (feed.feed.get("title") or "").strip() or None
    number = 0
    for number, entry in enumerate(feed.entries, 1):
        whole = [c.get("value", "") for c in entry.get("content", ())]
        text = max([*whole, entry.get("summary") or ""], key=len)
        if not text.strip():
            yield Rejection(path, f"entry {number}", "has neither a story nor a summary", "fetch the page that it links to")
            continue
        page = f"<html><body><article>{text}</article></body></html>" if "<" in text else text
        title = (entry.get("title") or "").strip() or None
        yield Raw(
            path,
            f"entry {number}",
            "html" if "<" in text else "text",
            page,
            title,
            entry.get("published") or entry.get("updated"),
            publisher,
            entry.get("link"),
        )
    if feed.bozo and not isinstance(feed.bozo_exception, feedparser.CharacterEncodingOverride):
        reason = " ".join(str(feed.bozo_exception).split())
        yield Rejection(path, f"after entry {number}", f"the feed breaks off ({reason})", "fetch it again; the entries before it were read")
