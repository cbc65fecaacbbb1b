"""A ledger to JSON-LD: claims and incidents in schema.org's words, where they come from in those of W3C PROV."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sayso.data import table
from sayso.export.told import Row, Told, heading, of_role
from sayso.ledger import Ledger

Node = dict[str, Any]
_PREFIXES = {"schema": "https://schema.org/", "prov": "http://www.w3.org/ns/prov#", "sayso": "urn:sayso:term:", "xsd": "http://www.w3.org/2001/XMLSchema#"}
_REPORTS = """
SELECT id, title, publisher, published, url, language, copy_of FROM documents
WHERE id IN (SELECT a.document_id FROM assertions a JOIN picked k ON k.id = a.id) ORDER BY number
"""


def context() -> Node:
    """The context that every export carries, from the table of terms."""
    found: Node = {"@version": 1.1, **{prefix: {"@id": iri, "@prefix": True} for prefix, iri in _PREFIXES.items()}}
    for row in table("export_jsonld"):
        term: Node = {"@id": row["iri"]}
        if row["kind"] in ("node", "nodes"):
            term["@type"] = "@id"
        elif row["kind"].startswith("xsd:"):
            term["@type"] = row["kind"]
        if row["kind"] == "nodes":
            term["@container"] = "@list"
        found[row["name"]] = term
    return found


def write(ledger: Ledger, part: Path, where: str | None) -> int:
    """One document; each line of its graph is a node: reports first, then each incident and the claims that tell it."""
    count = 0
    with part.open("w", encoding="utf-8", newline="") as out:
        out.write('{"@context": ' + json.dumps(context(), ensure_ascii=False) + ',\n"@graph": [')
        for node in nodes(ledger, where):
            out.write((",\n" if count else "\n") + json.dumps(_filled(node), ensure_ascii=False))
            count += 1
        out.write("\n]}\n")
    return count


def nodes(ledger: Ledger, where: str | None = None) -> Iterator[Node]:
    """The nodes of the graph."""
    with Told(ledger, where, by_incident=True) as told:
        for row in told.query(_REPORTS):
            yield _report(row)
        for _, found in groupby(told.rows(), key=lambda r: r["key"]):
            rows = list(found)
            if rows[0]["incident_id"]:
                yield _incident(rows, rows[0]["incident"])
            yield from map(_claim, rows)


def _filled(value: Any) -> Any:
    """A node without the terms that have nothing to say."""
    if isinstance(value, dict):
        return {k: _filled(v) for k, v in value.items() if v is not None and v != []}
    return [_filled(v) for v in value] if isinstance(value, list) else value


def _urn(kind: str, key: str) -> str:
    return f"urn:sayso:{kind}:{quote(key, safe=':')}"


def _day(day: Any) -> str | None:
    return None if day is None else str(day)


def _report(d: Row) -> Node:
    return {
        "@id": _urn("document", d["id"]),
        "@type": ["NewsArticle", "Entity"],
        "identifier": d["id"],
        "headline": d["title"],
        "url": d["url"],
        "inLanguage": d["language"],
        "publisher": _publisher(d["publisher"]),
        "datePublished": _day(d["published"]),
        "wasDerivedFrom": _urn("document", d["copy_of"]) if d["copy_of"] else None,
    }


def _publisher(name: str | None) -> Node | None:
    return None if name is None else {"@id": _urn("publisher", name), "@type": ["Organization", "Agent"], "name": name}


def _party(row: Row, p: Row) -> Node:
    """A party; only one that a table knows has an id that means the same in every claim."""
    kind = {"person": "Person", "state": "Organization", "body": "Organization"}.get((p["id"] or "").partition(":")[0], "Thing")
    return {
        "@id": _urn("party", p["id"]) if p["id"] else f"_:{p['role']}{p['position']}-{row['assertion_id']}",
        "@type": [kind, "Agent"],
        "name": p["name"],
        "addressCountry": p["iso3"],
        "sector": p["sector"],
    }


def _claim(row: Row) -> Node:
    source = next((_party(row, p) for p in of_role(row, "source")), None)
    author = source or _publisher(row["publisher"])
    document = _urn("document", row["document_id"])
    return {
        "@id": _urn("assertion", row["assertion_id"]),
        "@type": ["Claim", "Entity"],
        "identifier": row["assertion_id"],
        "text": row["sentence"],
        "appearance": document,
        "datePublished": _day(row["published"]),
        "about": _urn("incident", row["incident_id"]) if row["incident_id"] else None,
        "author": author,
        "wasAttributedTo": None if author is None else author["@id"],
        "wasQuotedFrom": document,
        "status": row["status"],
        "ownVoice": source is None,
        "cue": row["cue"],
        "via": [_party(row, p) for p in of_role(row, "via")],
        "eventType": row["type"],
        "eventMode": row["mode"],
        "context": row["contexts"],
        "trigger": row["trigger"],
        "triggerStart": row["trigger_start"],
        "triggerEnd": row["trigger_end"],
        "actor": [_party(row, p) for p in of_role(row, "actor")],
        "recipient": [_party(row, p) for p in of_role(row, "recipient")],
        "location": _place(row),
        "startDate": _day(row["time_start"]),
        "endDate": _day(row["time_end"]),
        **_tolls(row),
    }


def _incident(rows: list[Row], incident: Row) -> Node:
    return {
        "@id": _urn("incident", incident["id"]),
        "@type": ["Event", "Entity"],
        "identifier": incident["id"],
        "name": heading(incident),
        "eventType": incident["type"],
        "eventMode": incident["mode"],
        "location": _place({**incident, "place_id": None}),
        "startDate": _day(incident["first_day"]),
        "endDate": _day(incident["last_day"]),
        "status": incident["status"],
        "grade": incident["grade"],
        "gradeWhy": incident["grade_why"],
        "contested": incident["contested"],
        **_tolls(incident),
        "wasDerivedFrom": [_urn("assertion", r["assertion_id"]) for r in rows],
        "dispute": [
            {
                "@id": _urn("dispute", q["id"]),
                "@type": "Dispute",
                "identifier": q["id"],
                "ground": q["ground"],
                "description": q["why"],
                "between": [_urn("assertion", q["assertion_a"]), _urn("assertion", q["assertion_b"])],
            }
            for q in {q["id"]: q for r in rows for q in r["quarrels"]}.values()
        ],
    }


def _place(row: Row) -> Node | None:
    if row["place"] is None:
        return None
    point = {"@type": "GeoCoordinates", "latitude": row["latitude"], "longitude": row["longitude"]}
    return {
        "@type": "Place",
        "identifier": row["place_id"],
        "name": row["place"],
        "addressCountry": row["place_iso3"],
        "geo": None if row["latitude"] is None else point,
    }


def _tolls(row: Row) -> Node:
    return {f"{kind}{end.capitalize()}": row[f"{kind}_{end}"] for kind in ("killed", "injured") for end in ("min", "max")}
