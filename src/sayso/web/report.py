"""One report: its text with events and attributions marked, and what the reading left open."""

from __future__ import annotations

from typing import Any

from sayso.ledger.queries import Row
from sayso.web.marks import Mark, Piece, paragraphs, pieces
from sayso.web.shelf import Shelf

LONGEST = 200_000  # characters shown of a text

_DOCUMENT = f"""SELECT id, title, publisher, published, url, language, words, copy_of, body, substr(text, 1, {LONGEST}) AS text, length(text) AS length
FROM documents WHERE id = ?"""
_ASSERTIONS = "SELECT * FROM assertions WHERE id IN ({ids}) ORDER BY trigger_start, id"
_MEMBERS = "SELECT assertion_id, incident_id FROM members WHERE assertion_id IN ({ids})"
_INCIDENTS = "SELECT id, grade, contested FROM incidents WHERE id IN ({ids})"
MOST = 1000  # assertions shown of a report


def record(shelf: Shelf, id: str) -> Row | None:
    """The report with its assertions, attributions and open questions, or None where there is none of that id."""
    return shelf.kept(("report", id), lambda: _record(shelf, id))


def _record(shelf: Shelf, id: str) -> Row | None:
    found = shelf.ask(_DOCUMENT, [id])
    if not found:
        return None
    parts = {
        "attributions": "SELECT * FROM attributions WHERE document_id = ? ORDER BY number LIMIT 2000",
        "abstained": "SELECT * FROM abstained WHERE document_id = ? ORDER BY text_start LIMIT 500",
        "copies": "SELECT id, title, publisher, published FROM documents WHERE copy_of = ? ORDER BY number LIMIT 50",
    }
    return {**found[0], "assertions": _assertions(shelf, id), **{name: shelf.ask(query, [id]) for name, query in parts.items()}}


def _assertions(shelf: Shelf, id: str) -> list[Row]:
    ids = [r["id"] for r in shelf.ask("SELECT id FROM memory.fast.told WHERE document_id = ? ORDER BY id", [id])][:MOST]
    told = shelf.by_id(_ASSERTIONS, ids)
    member = {m["assertion_id"]: m["incident_id"] for m in shelf.by_id(_MEMBERS, ids)}
    incidents = {i["id"]: i for i in shelf.by_id(_INCIDENTS, sorted(set(member.values())))}
    for a in told:
        of = incidents.get(member.get(a["id"], ""), {})
        a |= {"incident_id": of.get("id"), "grade": of.get("grade"), "contested": of.get("contested")}
    return told


def page(row: Row) -> dict[str, Any]:
    """What the report's page shows: its paragraphs in marked pieces."""
    marks = [Mark(a["trigger_start"], a["trigger_end"], "trigger", a) for a in row["assertions"]]
    for x in row["attributions"]:
        marks += [
            Mark(x[f"{part}_start"], x[f"{part}_end"], part if part != "content" or not x["direct"] else "quote")
            for part in ("source", "cue", "content")
            if x[f"{part}_start"] is not None
        ]
    marks += [Mark(x["text_start"], x["text_end"], "open", x) for x in row["abstained"] if x["text_start"] is not None]
    text = row["text"] or ""
    shown: list[tuple[list[Piece], bool]] = []
    for start, end in paragraphs(text):
        story = not row["body"] or any(s < end and e > start for s, e in row["body"])
        shown.append((pieces(text, start, end, marks), story))
    return {"report": row, "paragraphs": shown, "cut": (row["length"] or 0) > LONGEST}
