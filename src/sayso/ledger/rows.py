"""Reports to rows of the ledger's tables, and rows back to accounts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from sayso.incidents.account import Account, sentence
from sayso.incidents.copies import signature
from sayso.incidents.sides import side
from sayso.records import Assertion, Event, Party, Place, Range, Report, Span, Time, Toll

Row = dict[str, Any]
Rows = dict[str, list[Row]]


def report_rows(report: Report, model: str) -> Rows:
    """All that was read from one report, by table; `number` of documents and assertions is left to the ledger."""
    d = report.document
    document = {
        "id": d.id,
        "title": d.title,
        "publisher": d.publisher,
        "published": d.published,
        "url": d.url,
        "language": d.language,
        "text": d.text,
        "body": [list(x) for x in d.body],
        "words": len(d.text.split()),
        "signature": signature(d.text).tobytes(),
        "model": model[:16],
    }
    return {
        "documents": [document],
        "assertions": [_assertion(report, a) for a in report.assertions],
        "participants": [row for a in report.assertions for row in _participants(a)],
        "attributions": [
            {
                "document_id": d.id,
                "number": k,
                **_party("source", x.source),
                "cue": x.cue.text if x.cue else None,
                "cue_start": x.cue.start if x.cue else None,
                "cue_end": x.cue.end if x.cue else None,
                "content": x.content.text,
                "content_start": x.content.start,
                "content_end": x.content.end,
                "direct": x.direct,
            }
            for k, x in enumerate(report.attributions)
        ],
        "abstained": [
            {"document_id": d.id, "what": x.what, "text": x.text, "text_start": x.start, "text_end": x.end, "because": x.because} for x in report.abstained
        ],
    }


def _party(name: str, p: Party | None) -> Row:
    if p is None:
        return dict.fromkeys((name, f"{name}_id", f"{name}_iso3", f"{name}_start", f"{name}_end"))
    return {name: p.name, f"{name}_id": p.id, f"{name}_iso3": p.iso3, f"{name}_start": p.start, f"{name}_end": p.end}


def _assertion(report: Report, a: Assertion) -> Row:
    t, p, s, c = a.time, a.place, a.source, a.confidence
    killed, injured = (a.toll.killed or (None, None), a.toll.injured or (None, None)) if a.toll else ((None, None), (None, None))
    return {
        "id": a.id,
        "document_id": report.document.id,
        "published": report.document.published,
        "type": a.event.type,
        "mode": a.event.mode,
        "contexts": list(a.event.contexts),
        "trigger": a.event.trigger.text,
        "trigger_start": a.event.trigger.start,
        "trigger_end": a.event.trigger.end,
        "sentence": sentence(report.document.text, a.event.trigger.start, a.event.trigger.end),
        "actors": [x.name for x in a.actors],
        "actor_iso3": [x.iso3 or "" for x in a.actors],
        "recipients": [x.name for x in a.recipients],
        "recipient_iso3": [x.iso3 or "" for x in a.recipients],
        "place": p.name if p else None,
        "place_id": p.id if p else None,
        "place_iso3": p.iso3 if p else None,
        "latitude": p.latitude if p else None,
        "longitude": p.longitude if p else None,
        "place_precision": p.precision if p else None,
        "place_start": p.start if p else None,
        "place_end": p.end if p else None,
        "time_start": t.start if t else None,
        "time_end": t.end if t else None,
        "time_text": t.text if t else None,
        "time_precision": t.precision if t else None,
        "killed_min": killed[0],
        "killed_max": killed[1],
        "injured_min": injured[0],
        "injured_max": injured[1],
        "source": s.name if s else None,
        "source_iso3": s.iso3 if s else None,
        "side": side(s) if s else None,
        "via": [x.name for x in a.via],
        "cue": a.cue.text if a.cue else None,
        "cue_start": a.cue.start if a.cue else None,
        "cue_end": a.cue.end if a.cue else None,
        "status": a.status,
        "confidence_type": c.type if c else None,
        "confidence_source": c.source if c else None,
        "confidence_status": c.status if c else None,
        "why": json.dumps(a.why, ensure_ascii=False),
    }


def _participants(a: Assertion) -> Iterator[Row]:
    for role, parties in (("actor", a.actors), ("recipient", a.recipients), ("source", (a.source,) if a.source else ()), ("via", a.via)):
        for k, p in enumerate(parties):
            yield {
                "assertion_id": a.id,
                "role": role,
                "position": k,
                "name": p.name,
                "id": p.id,
                "iso3": p.iso3,
                "sector": p.sector,
                "side": side(p),
                "name_start": p.start,
                "name_end": p.end,
            }


# What an account is made from, beside its participants: one row an assertion.
ACCOUNTS = """
SELECT a.*, o.id AS origin, coalesce(o.publisher, o.id) AS voice
FROM assertions a JOIN documents d ON d.id = a.document_id JOIN documents o ON o.id = coalesce(d.copy_of, d.id)
"""


def to_assertion(row: Row, parties: Iterable[Row]) -> Assertion:
    """A row of `ACCOUNTS` and its rows of participants, in their order, as the record."""
    by_role: dict[str, list[Party]] = {}
    for p in parties:
        by_role.setdefault(p["role"], []).append(Party(p["name"], p["name_start"], p["name_end"], p["id"], p["iso3"], p["sector"]))
    place = None
    if row["place"] is not None:
        place = Place(
            row["place"],
            row["place_start"],
            row["place_end"],
            row["place_id"],
            row["place_iso3"],
            row["latitude"],
            row["longitude"],
            row["place_precision"],
        )
    time = None
    if row["time_text"] is not None:
        time = Time(row["time_start"], row["time_end"], row["time_text"], row["time_precision"])
    killed, injured = _range(row["killed_min"], row["killed_max"]), _range(row["injured_min"], row["injured_max"])
    return Assertion(
        row["id"],
        Event(row["type"], Span(row["trigger"], row["trigger_start"], row["trigger_end"]), row["mode"], tuple(row["contexts"] or ())),
        tuple(by_role.get("actor", ())),
        tuple(by_role.get("recipient", ())),
        row["status"],
        place,
        time,
        Toll(killed, injured) if killed or injured else None,
        next(iter(by_role.get("source", ())), None),
        tuple(by_role.get("via", ())),
        Span(row["cue"], row["cue_start"], row["cue_end"]) if row["cue"] is not None else None,
        json.loads(row["why"]),
    )


def to_account(row: Row, parties: Iterable[Row]) -> Account:
    """A row of `ACCOUNTS` and its rows of participants, in their order, as an account."""
    published: date | None = row["published"]
    return Account(to_assertion(row, parties), row["document_id"], row["origin"], row["voice"], published, row["sentence"])


def _range(low: int | None, high: int | None) -> Range | None:
    return None if low is None and high is None else (low, high)


def merged(many: Iterable[Rows]) -> Rows:
    """The rows of several reports, table by table."""
    out: Rows = {}
    for rows in many:
        for name, own in rows.items():
            out.setdefault(name, []).extend(own)
    return out
