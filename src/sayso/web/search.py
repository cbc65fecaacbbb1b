"""Words looked for in reports and in the sentences of assertions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sayso.ledger.queries import Row
from sayso.web.marks import snippet
from sayso.web.shelf import Shelf

LONGEST = 100  # characters of a query
MOST = 1000  # hits that are looked for: further pages ask for better words

_LIKE = "ILIKE ? ESCAPE '\\'"
DOCUMENTS = f"""SELECT id, title, publisher, published, contains(lower(title), lower(?)) AS in_title,
    substr(text, greatest(1, strpos(lower(text), lower(?)) - 200), 600) AS words
FROM (SELECT * FROM documents WHERE title {_LIKE} OR text {_LIKE} LIMIT {MOST}) ORDER BY in_title DESC, published DESC NULLS LAST, id"""
ASSERTIONS = f"""SELECT a.id, a.document_id, a.published, a.type, a.trigger, a.source, a.status, a.sentence, m.incident_id
FROM (SELECT * FROM assertions WHERE sentence {_LIKE} LIMIT {MOST}) a LEFT JOIN members m ON m.assertion_id = a.id ORDER BY a.published DESC NULLS LAST, a.id"""


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
    like = "%" + words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    found = {
        "documents": shelf.kept(("search documents", words), lambda: shelf.ask(DOCUMENTS, [words, words, like, like])),
        "assertions": shelf.kept(("search assertions", words), lambda: shelf.ask(ASSERTIONS, [like])),
    }
    return {kind: Found([_shown(r, words) for r in rows[(page - 1) * size : page * size]], len(rows)) for kind, rows in found.items()}


def _shown(row: Row, words: str) -> dict[str, Any]:
    text = row.get("words") or row.get("sentence") or ""
    return {**row, "pieces": snippet(text, words)}
