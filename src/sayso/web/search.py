"""Words looked for in reports and in the sentences of assertions."""

from __future__ import annotations

import re
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import duckdb
import numpy as np

from sayso.ledger.queries import Row
from sayso.web.marks import snippet
from sayso.web.shelf import Shelf
from sayso.web.words import Ints, Rows, Words, gathered, ranked, words_of

LONGEST = 100  # characters of a query

_DOCUMENTS = "SELECT id, title, publisher, published, text AS words FROM documents WHERE id IN ({ids})"
_ASSERTIONS = "SELECT id, document_id, published, type, trigger, source, status, sentence FROM assertions WHERE id IN ({ids})"
_MEMBERS = "SELECT assertion_id, incident_id FROM members WHERE assertion_id IN ({ids})"


class Index(NamedTuple):
    """The words of a ledger: of its reports, of their titles, and of the sentences of its assertions."""

    documents: Rows
    texts: Words
    titles: Words
    assertions: Rows
    sentences: Words


def made(connection: duckdb.DuckDBPyConnection) -> Index:
    """The index of a ledger; some seconds for 100,000 reports."""
    documents, assertions = ranked(connection, "documents"), ranked(connection, "assertions")
    titles = gathered(connection, "documents", "title", documents)
    texts = gathered(connection, "documents", "concat_ws(' ', title, text)", documents)
    return Index(documents, texts, titles, assertions, gathered(connection, "assertions", "sentence", assertions))


@dataclass(frozen=True, slots=True)
class Found:
    """Hits of one kind: those of a page with snippets, and how many there are."""

    rows: list[Row]
    total: int


def search(shelf: Shelf, words: str, sort: str, descending: bool, page: int, size: int) -> dict[str, Found]:
    """Reports and assertions that have all these words in some form: those with them in the title first, or by day alone."""
    index = index_of(shelf)
    wanted = words_of(words)
    marked = _pattern([*index.texts.forms_of(wanted), *index.sentences.forms_of(wanted)])
    documents, assertions = hits(index, wanted, "documents", sort, descending), hits(index, wanted, "assertions", sort, descending)
    here = slice((page - 1) * size, page * size)
    return {
        "documents": Found([_shown(r, marked) for r in _documents(shelf, index.documents.names(documents[here]))], len(documents)),
        "assertions": Found([_shown(r, marked) for r in _assertions(shelf, index.assertions.names(assertions[here]))], len(assertions)),
    }


def index_of(shelf: Shelf) -> Index:
    """The words of the ledger as it stands; who asks while they are gathered waits."""
    ready: Future[Index] = shelf.beside("words", made)
    return ready.result()


def hits(index: Index, words: list[str], kind: Literal["documents", "assertions"], sort: str, descending: bool) -> Ints:
    """The ranks of all rows of a kind that fit, in order."""
    rows, within = (index.documents, index.texts) if kind == "documents" else (index.assertions, index.sentences)
    found = within.find(words)
    if not descending:  # without a day they stay last
        found = np.concatenate([found[found < rows.dated][::-1], found[found >= rows.dated]])
    if kind == "documents" and sort == "match":
        titled = np.isin(found, index.titles.find(words))
        found = np.concatenate([found[titled], found[~titled]])
    return found


def ids_of(shelf: Shelf, words: str, kind: Literal["documents", "assertions"], sort: str, descending: bool) -> list[str]:
    """The ids of all rows of a kind that fit, in order."""
    index = index_of(shelf)
    rows = index.documents if kind == "documents" else index.assertions
    return rows.names(hits(index, words_of(words), kind, sort, descending))


def _in_order(rows: list[Row], ids: list[str]) -> list[Row]:
    by_id = {r["id"]: r for r in rows}
    return [by_id[id] for id in ids]


def _documents(shelf: Shelf, ids: list[str]) -> list[Row]:
    return _in_order(shelf.by_id(_DOCUMENTS, ids), ids)


def _assertions(shelf: Shelf, ids: list[str]) -> list[Row]:
    found = _in_order(shelf.by_id(_ASSERTIONS, ids), ids)
    member = {m["assertion_id"]: m["incident_id"] for m in shelf.by_id(_MEMBERS, ids)}
    return [{**r, "incident_id": member.get(r["id"])} for r in found]


def _pattern(forms: list[str]) -> re.Pattern[str] | None:
    forms = sorted(set(forms), key=lambda f: (-len(f), f))
    return re.compile(r"(?<![^\W_])(?:" + "|".join(map(re.escape, forms)) + r")(?![^\W_])", re.IGNORECASE) if forms else None


def _shown(row: Row, marked: re.Pattern[str] | None) -> dict[str, Any]:
    text = row.get("words") or row.get("sentence") or ""
    return {**row, "pieces": snippet(text, marked)}
