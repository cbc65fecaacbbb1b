"""A ledger to JSON lines of PLOVER event records, each with on whose say-so it stands."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sayso.export.fields import actor_code, sector_code
from sayso.export.polecat import geonames
from sayso.export.told import Row, Told, coder, of_role
from sayso.ledger import Ledger
from sayso.records import QUADS

Json = dict[str, Any]
_QUADS = tuple(dict.fromkeys(QUADS.values()))


def record(row: Row) -> Json:
    """An assertion as a PLOVER record."""
    return {
        "id": row["assertion_id"],
        "date": _day(row["time_start"]),
        "enddate": _day(row["time_end"]),
        "source": [_actor(p) for p in of_role(row, "actor")],
        "recipient": [_actor(p) for p in of_role(row, "recipient")],
        "event": [row["type"]],
        "event_text": [row["trigger"]],
        "event_loc": _place(row),
        "quad_code": _QUADS.index(QUADS[row["type"]]) + 1,
        "event_scale": None,
        "mode": row["mode"],
        "context": [c.replace(" ", "_") for c in row["contexts"] or ()],
        "dead": _number(row, "killed"),
        "injured": _number(row, "injured"),
        "text": row["sentence"],
        "cite_info": {
            "citation": row["document_id"],
            "url": row["url"],
            "title": row["title"],
            "publication": row["publisher"],
            "language": row["language"],
            "published": _day(row["published"]),
        },
        "coder": coder(row),
        "sayso": _sayso(row),
    }


def _sayso(row: Row) -> Json:
    own = row["assertion_id"]
    return {
        "source": next((_party(p) for p in of_role(row, "source")), None),
        "via": [_party(p) for p in of_role(row, "via")],
        "cue": row["cue"],
        "status": row["status"],
        "incident": row["incident_id"],
        "grade": row["grade"],
        "contested": row["contested"],
        "disputes": [
            {"id": q["id"], "on": q["ground"], "with": q["assertion_b"] if q["assertion_a"] == own else q["assertion_a"], "why": q["why"]}
            for q in row["quarrels"]
        ],
        "killed": _range(row, "killed"),
        "injured": _range(row, "injured"),
        "confidence": {part: row[f"confidence_{part}"] for part in ("type", "source", "status")},
        "evidence": {
            "document": row["document_id"],
            "sentence": row["sentence"],
            "trigger": [row["trigger_start"], row["trigger_end"]],
            "cue": None if row["cue_start"] is None else [row["cue_start"], row["cue_end"]],
        },
    }


def _actor(p: Row) -> Json:
    code = actor_code(p)
    sector = sector_code(p)
    return {"code": code, "sector": None if sector == code else sector, "actor_text": p["words"], "name": p["name"], "party_id": p["id"]}


def _party(p: Row) -> Json:
    return {key: p[key] for key in ("name", "id", "iso3", "sector")}


def _place(row: Row) -> Json | None:
    if row["place"] is None:
        return None
    return {
        "geonameid": geonames(row["place_id"]),
        "name": row["place"],
        "latitude": row["latitude"],
        "longitude": row["longitude"],
        "cc3": row["place_iso3"],
    }


def _day(day: Any) -> str | None:
    return None if day is None else str(day)


def _range(row: Row, kind: str) -> list[int | None] | None:
    found = [row[f"{kind}_min"], row[f"{kind}_max"]]
    return None if found == [None, None] else found


def _number(row: Row, kind: str) -> int | None:
    low, high = row[f"{kind}_min"], row[f"{kind}_max"]
    return None if low is None or low != high else int(low)


def write(ledger: Ledger, part: Path, where: str | None) -> int:
    """One record a line."""
    count = 0
    with Told(ledger, where) as told, part.open("w", encoding="utf-8", newline="") as out:
        for row in told.rows():
            out.write(json.dumps(record(row), ensure_ascii=False) + "\n")
            count += 1
    return count
