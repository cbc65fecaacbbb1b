"""Words looked for in reports and in the sentences of assertions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sayso.ledger.queries import Row
from sayso.web.marks import snippet
from sayso.web.shelf import Shelf

LONGEST = 100  # characters of a query
MOST = 1000  # hits that are looked for: further pages ask for better words

# Rows first, and what they hold only for those shown: a scan that carries whole rows along takes four times as long.
DOCUMENTS = f"SELECT id FROM documents WHERE contains(lower(text), ?) OR contains(lower(title), ?) LIMIT {MOST}"
ASSERTIONS = f"SELECT id FROM assertions WHERE contains(lower(sentence), ?) LIMIT {MOST}"
_DOCUMENTS = """SELECT id, title, publisher, published, contains(lower(title), ?) AS in_title,
    substr(text, greatest(1, strpos(lower(text), ?) - 200), 600) AS words
FROM documents WHERE id IN ({ids}) ORDER BY in_title DESC, published DESC NULLS LAST, id"""
_ASSERTIONS = """SELECT id, document_id, published, type, trigger, source, status, sentence FROM assertions WHERE id IN ({ids})
ORDER BY published DESC NULLS LAST, id"""
_MEMBERS = "SELECT assertion_id, incident_id FROM members WHERE assertion_id IN ({ids})"


@dataclass(frozen=True, slots=True)
class Found:
    """Hits of one kind: those of a page with snippets, how many there are, and whether looking stopped at `MOST`."""

    rows: list[Row]
    total: int

    @property
    def stopped(self) -> bool:
        """Whether there may be more."""
        return self.total >= MOST


def search(shelf: Shelf, words: str, page: int, size: int) -> dict[str, Found]:
    """Reports and assertions with these words, the latest first."""
    found = {
        "documents": shelf.kept(("search documents", words), lambda: _documents(shelf, words.lower())),
        "assertions": shelf.kept(("search assertions", words), lambda: _assertions(shelf, words.lower())),
    }
    return {kind: Found([_shown(r, words) for r in rows[(page - 1) * size : page * size]], len(rows)) for kind, rows in found.items()}


def _documents(shelf: Shelf, low: str) -> list[Row]:
    return shelf.by_id(_DOCUMENTS, [r["id"] for r in shelf.ask(DOCUMENTS, [low, low])], [low, low])


def _assertions(shelf: Shelf, low: str) -> list[Row]:
    found = shelf.by_id(_ASSERTIONS, [r["id"] for r in shelf.ask(ASSERTIONS, [low])])
    member = {m["assertion_id"]: m["incident_id"] for m in shelf.by_id(_MEMBERS, [r["id"] for r in found])}
    return [{**r, "incident_id": member.get(r["id"])} for r in found]


def _shown(row: Row, words: str) -> dict[str, Any]:
    text = row.get("words") or row.get("sentence") or ""
    return {**row, "pieces": snippet(text, words)}
