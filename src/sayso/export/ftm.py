"""A ledger to FollowTheMoney: incidents as events, what is said of them as notes and links, reports as articles."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from sayso.errors import InputError
from sayso.export.ftm_party import known, local, party_id
from sayso.export.ftm_put import entity, put
from sayso.export.told import Row, Told, heading, of_role, why
from sayso.ledger import Ledger

DATASET = "sayso"
_KNOWN = """
SELECT p.id, list(DISTINCT p.iso3 ORDER BY p.iso3) AS iso3, list(DISTINCT p.sector ORDER BY p.sector) AS sectors,
    list(DISTINCT p.name ORDER BY p.name) AS names, mode(p.name ORDER BY p.name) AS name
FROM participants p JOIN picked k ON k.id = p.assertion_id WHERE p.id IS NOT NULL GROUP BY p.id ORDER BY p.id
"""
_REPORTS = """
SELECT id, title, publisher, published, url, language, copy_of FROM documents
WHERE id IN (SELECT a.document_id FROM assertions a JOIN picked k ON k.id = a.id) ORDER BY number
"""


def write(ledger: Ledger, part: Path, where: str | None) -> int:
    """One entity a line."""
    count = 0
    with part.open("w", encoding="utf-8", newline="") as out:
        for found in entities(ledger, where):
            out.write(json.dumps(found.to_dict(), ensure_ascii=False) + "\n")
            count += 1
    return count


def write_statements(ledger: Ledger, part: Path, where: str | None) -> int:
    """The library's CSV of statements, one value a line."""
    _library()
    from followthemoney.statement import Statement
    from followthemoney.statement.serialize import CSV, get_statement_writer

    count = 0
    with part.open("wb") as out:
        with get_statement_writer(out, CSV) as writer:
            for found in entities(ledger, where):
                for statement in Statement.from_entity(found, DATASET):
                    writer.write(statement)
                    count += 1
        out.flush()
    return count


def _library() -> None:
    try:
        import followthemoney  # noqa: F401
    except ImportError:
        raise InputError("FollowTheMoney", "is not installed", "pip install followthemoney") from None


def entities(ledger: Ledger, where: str | None = None) -> Iterator[Any]:
    """All entities, each once, each valid: parties that tables know, reports, then incident by incident what is said of it."""
    _library()
    with Told(ledger, where, by_incident=True) as told:
        for row in told.query(_KNOWN):
            yield from known(row)
        for row in told.query(_REPORTS):
            yield _article(row)
        for _, rows in groupby(told.rows(), key=lambda r: r["key"]):
            yield from _incident(list(rows))


def _article(d: Row) -> Any:
    found = entity("Article", f"sayso-report-{d['id']}")
    put(found, "name", d["title"] or d["url"] or d["id"])
    put(found, "title", d["title"])
    put(found, "publisher", d["publisher"])
    put(found, "publishedAt", d["published"])
    put(found, "language", d["language"], otherwise="notes")
    put(found, "sourceUrl", d["url"], otherwise="notes")
    put(found, "notes", f"copy of {d['copy_of']}" if d["copy_of"] else None)
    return found.checked()


def _incident(rows: list[Row]) -> Iterator[Any]:
    """The parties that only this incident knows, its event, and a note, links and disputes for what is told of it."""
    incident = rows[0]["incident"] if rows[0]["incident_id"] else None
    key = rows[0]["key"]
    own = {party_id(p, key): p for r in rows for p in r["parties"] if p["id"] is None}
    for number, p in own.items():
        yield from local(number, p)
    event = None if incident is None else f"sayso-incident-{incident['id']}"
    if incident is not None:
        yield _event(rows, incident)
    for row in rows:
        yield _note(row, event)
        yield from _links(row, event)
    quarrels = {q["id"]: q for r in rows for q in r["quarrels"]}
    for q in quarrels.values():
        yield _dispute(q, event, {r["assertion_id"] for r in rows})


def _event(rows: list[Row], incident: Row) -> Any:
    found = entity("Event", f"sayso-incident-{incident['id']}")
    put(found, "name", heading(incident))
    put(found, "summary", f"{incident['status']}; {incident['grade']}: {incident['grade_why']}")
    for p in rows[0]["positions"]:
        put(found, "description", _position(p))
    for q in {q["id"]: q for r in rows for q in r["quarrels"]}.values():
        put(found, "notes", f"{q['ground']}: {q['why']}")
    for word in (incident["type"], incident["mode"], incident["grade"], "contested" if incident["contested"] else None):
        put(found, "keywords", word)
    put(found, "recordId", incident["id"])
    for row in rows:
        for p in of_role(row, "actor") + of_role(row, "recipient"):
            put(found, "involved", party_id(p, row["key"]))
        put(found, "proof", f"sayso-report-{row['document_id']}")
    put(found, "location", incident["place"])
    put(found, "country", incident["place_iso3"], otherwise="notes")
    put(found, "startDate", incident["first_day"])
    put(found, "endDate", incident["last_day"])
    return found.checked()


def _position(p: Row) -> str:
    tolls = "".join(f", {kind} {_range(p, kind)}" for kind in ("killed", "injured") if _range(p, kind))
    changes = f" ({p['changes']})" if p["changes"] else ""
    who = p["source"] or f"{p['side'].removeprefix('report:')}, in its own voice"
    return f"{who}: {p['status']}{tolls}{changes}"


def _range(row: Row, kind: str) -> str:
    low, high = row[f"{kind}_min"], row[f"{kind}_max"]
    if low is None and high is None:
        return ""
    return str(low) if low == high else f"at least {low}" if high is None else f"at most {high}" if low is None else f"{low} to {high}"


def _say_so(row: Row) -> str:
    """On whose say-so an assertion stands, in words."""
    via = f", via {', '.join(row['via'])}" if row["via"] else ""
    cue = f" ({row['cue']})" if row["cue"] else ""
    return (f"says {row['source']}{cue}" if row["source"] else f"says the report itself{cue}") + via


def _note(row: Row, event: str | None) -> Any:
    found = entity("Note", f"sayso-assertion-{row['assertion_id']}")
    tolls = "".join(f"; {kind} {_range(row, kind)}" for kind in ("killed", "injured") if _range(row, kind))
    put(found, "name", f"{row['source'] or row['publisher'] or 'a report'}: {row['type']}, {row['status']}")
    put(found, "description", row["sentence"])
    put(found, "summary", f"{row['type']}, {row['status']}, {_say_so(row)}{tolls}")
    for text in why(row):
        put(found, "notes", text)
    for word in ("assertion", row["type"], row["status"]):
        put(found, "keywords", word)
    put(found, "entity", event)
    put(found, "proof", f"sayso-report-{row['document_id']}")
    put(found, "publisher", row["publisher"])
    return found.checked()


def _links(row: Row, event: str | None) -> Iterator[Any]:
    for p in row["parties"]:
        found = entity("UnknownLink", f"sayso-assertion-{row['assertion_id']}-{p['role']}-{p['position']}")
        put(found, "subject", party_id(p, row["key"]))
        put(found, "object", event or f"sayso-assertion-{row['assertion_id']}")
        put(found, "role", p["role"])
        put(found, "status", row["status"])
        put(found, "summary", _say_so(row))
        put(found, "description", p["words"])
        put(found, "recordId", row["assertion_id"])
        put(found, "date", row["published"])
        put(found, "proof", f"sayso-report-{row['document_id']}")
        put(found, "publisher", row["publisher"])
        yield found.checked()


def _dispute(q: Row, event: str | None, picked: set[str]) -> Any:
    found = entity("Note", f"sayso-dispute-{q['id']}")
    put(found, "name", f"Dispute on {q['ground']}")
    put(found, "description", q["why"])
    put(found, "keywords", "dispute")
    put(found, "keywords", q["ground"])
    put(found, "entity", event)
    for side in (q["assertion_a"], q["assertion_b"]):
        put(found, "entity", f"sayso-assertion-{side}" if side in picked else None)
    return found.checked()
