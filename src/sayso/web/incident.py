"""One incident: the question in dispute, what each side holds with the words that show it, and who said what when."""

from __future__ import annotations

from typing import Any

from sayso.ledger.queries import Row
from sayso.web.listing import INCIDENT
from sayso.web.marks import Mark, sentence
from sayso.web.overview import asked
from sayso.web.shelf import Shelf

TOLD = 200  # assertions shown of an incident
A_SIDE = 6  # sentences shown of a side

_TOLD = """
SELECT a.id, a.document_id, a.published, a.type, a.mode, a.trigger, a.trigger_start, a.trigger_end, a.sentence, a.actors, a.recipients, a.place, a.time_start,
    a.time_end, a.killed_min, a.killed_max, a.injured_min, a.injured_max, a.source, a.side, a.via, a.cue, a.cue_start, a.cue_end, a.status, a.number
FROM assertions a WHERE a.id IN ({ids}) ORDER BY a.published NULLS LAST, a.number"""
_REPORTS = "SELECT d.id, d.title, d.publisher, d.copy_of, d.text FROM documents d WHERE d.id IN ({ids})"
_POSITIONS = "SELECT * EXCLUDE (incident_id) FROM memory.fast.positions WHERE incident_id = ? ORDER BY number LIMIT 60"
_DISPUTES = """SELECT id, ground, side_a, coalesce(source_a, 'the report') AS a, assertion_a, side_b, coalesce(source_b, 'the report') AS b, assertion_b, why
FROM memory.fast.disputes WHERE incident_id = ? ORDER BY ground, id LIMIT 60"""


def record(shelf: Shelf, id: str) -> Row | None:
    """The incident with its positions, disputes and assertions, or None where there is none of that id."""
    return shelf.kept(("incident", id), lambda: _record(shelf, id))


def _record(shelf: Shelf, id: str) -> Row | None:
    found = shelf.ask(f"SELECT {INCIDENT} FROM incidents i WHERE i.id = ?", [id])
    if not found:
        return None
    told = _told(shelf, id)
    return {**found[0], "positions": shelf.ask(_POSITIONS, [id]), "disputes": shelf.ask(_DISPUTES, [id]), "told": told}


def _told(shelf: Shelf, id: str) -> list[Row]:
    """The assertions with their reports; looked up by key, step by step, which is faster than a join over a large ledger."""
    why = {m["assertion_id"]: m["why"] for m in shelf.ask("SELECT assertion_id, why FROM memory.fast.members WHERE incident_id = ?", [id])}
    told = shelf.by_id(_TOLD, sorted(why)[:TOLD])
    reports = {d["id"]: d for d in shelf.by_id(_REPORTS, sorted({a["document_id"] for a in told}))}
    for a in told:
        d = reports[a["document_id"]]
        low = max(0, a["trigger_start"] - len(a["sentence"] or ""))
        a |= {"why": why[a["id"]], "title": d["title"], "publisher": d["publisher"], "copy_of": d["copy_of"], "window_start": low}
        a["words"] = (d["text"] or "")[low : low + 2 * len(a["sentence"] or "")]
    return told


def page(row: Row) -> dict[str, Any]:
    """What the incident's page shows."""
    told = {a["id"]: {**a, "pieces": _pieces(a)} for a in row["told"]}
    sides = []
    for p in row["positions"]:
        held = [told[x] for x in p["assertions"] if x in told]
        own = _once(held)
        against = [d for d in row["disputes"] if p["side"] in (d["side_a"], d["side_b"])]
        sides.append({**p, "told": own[:A_SIDE], "more": max(0, len(own) - A_SIDE) + len(p["assertions"]) - len(held), "against": against})
    # Those in dispute first, then the other named sides, then the reports' own voices.
    sides.sort(key=lambda s: (not s["against"], s["source"] is None, s["number"]))
    questions = list(dict.fromkeys(asked(d["ground"], row) for d in row["disputes"]))
    days: dict[Any, list[Row]] = {}
    for a in told.values():
        days.setdefault(a["published"], []).append(a)
    joined = [a for a in told.values() if a["why"]]
    return {"incident": row, "questions": questions, "sides": sides, "days": days, "joined": joined, "hidden": row["assertions"] - len(told)}


def _once(told: list[Row]) -> list[Row]:
    """Each sentence of a side once, with the other reports that have the same words."""
    found: dict[tuple[str, str, str], Row] = {}
    for a in told:
        key = (a["sentence"], a["trigger"], a["status"])
        if key in found:
            found[key]["also"].append(a)
        else:
            found[key] = {**a, "also": []}
    return list(found.values())


def _pieces(a: Row) -> list[Any]:
    marks = [Mark(a["trigger_start"], a["trigger_end"], "trigger")]
    if a["cue_start"] is not None:
        marks.append(Mark(a["cue_start"], a["cue_end"], "cue"))
    return sentence(a["words"] or "", a["window_start"], a["sentence"] or "", marks)
