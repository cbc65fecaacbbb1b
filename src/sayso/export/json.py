"""Reports to the JSON shape of the published schema (`data/report.schema.json`), and back."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

from sayso import records as r

Json = dict[str, Any]


def dumps(value: Json | list[Json], indent: int | None = 1) -> str:
    """JSON text with keys in their published order."""
    return json.dumps(value, ensure_ascii=False, indent=indent)


def report_to_dict(report: r.Report) -> Json:
    """All that was read from one document, as plain values."""
    d = report.document
    return {
        "document": {"id": d.id, "title": d.title, "publisher": d.publisher, "published": _day(d.published), "url": d.url, "language": d.language},
        "assertions": [_assertion(a) for a in report.assertions],
        "attributions": [
            {"source": _party(a.source), "cue": _span(a.cue), "content": _span(a.content), "direct": a.direct, "via": [_party(p) for p in a.via]}
            for a in report.attributions
        ],
        "incidents": [
            {
                "id": i.id,
                "event": i.event,
                "assertions": list(i.assertions),
                "positions": [_position(p) for p in i.positions],
                "grade": i.grade,
                "grade_why": i.grade_why,
            }
            for i in report.incidents
        ],
        "disputes": [{"between": list(x.between), "on": x.on, "why": x.why} for x in report.disputes],
        "abstained": [{"what": x.what, "text": x.text, "start": x.start, "end": x.end, "because": x.because} for x in report.abstained],
    }


def _assertion(a: r.Assertion) -> Json:
    return {
        "id": a.id,
        "event": {"type": a.event.type, "mode": a.event.mode, "contexts": list(a.event.contexts), "trigger": _span(a.event.trigger)},
        "actors": [_party(p) for p in a.actors],
        "recipients": [_party(p) for p in a.recipients],
        "place": None
        if a.place is None
        else {
            "name": a.place.name,
            "id": a.place.id,
            "iso3": a.place.iso3,
            "latitude": a.place.latitude,
            "longitude": a.place.longitude,
            "precision": a.place.precision,
            "start": a.place.start,
            "end": a.place.end,
        },
        "time": None if a.time is None else {"start": _day(a.time.start), "end": _day(a.time.end), "text": a.time.text, "precision": a.time.precision},
        "toll": None if a.toll is None else {"killed": _range(a.toll.killed), "injured": _range(a.toll.injured)},
        "source": _party(a.source),
        "via": [_party(p) for p in a.via],
        "cue": _span(a.cue),
        "status": a.status,
        "why": dict(a.why),
        "confidence": None if a.confidence is None else {"type": a.confidence.type, "source": a.confidence.source, "status": a.confidence.status},
    }


def _position(p: r.Position) -> Json:
    return {
        "source": p.source,
        "side": p.side,
        "assertions": list(p.assertions),
        "status": p.status,
        "first": _day(p.first),
        "last": _day(p.last),
        "killed": _range(p.killed),
        "injured": _range(p.injured),
        "changes": [[day.isoformat(), status] for day, status in p.changes],
    }


def _to_position(p: Json) -> r.Position:
    def span(x: list[int | None] | None) -> r.Range | None:
        return None if x is None else (x[0], x[1])

    return r.Position(
        p["source"],
        tuple(p["assertions"]),
        p["side"],
        p["status"],
        _maybe(p["first"], date.fromisoformat),
        _maybe(p["last"], date.fromisoformat),
        span(p["killed"]),
        span(p["injured"]),
        tuple((date.fromisoformat(day), status) for day, status in p["changes"]),
    )


def _party(p: r.Party | None) -> Json | None:
    return None if p is None else {"name": p.name, "id": p.id, "iso3": p.iso3, "sector": p.sector, "start": p.start, "end": p.end}


def _span(s: r.Span | None) -> Json | None:
    return None if s is None else {"text": s.text, "start": s.start, "end": s.end}


def _day(d: date | None) -> str | None:
    return None if d is None else d.isoformat()


def _range(x: r.Range | None) -> list[int | None] | None:
    return None if x is None else list(x)


def report_from_dict(value: Json) -> r.Report:
    """The inverse of `report_to_dict`; the document's text is not in the JSON and comes back empty."""
    d = value["document"]
    document = r.Document(d["id"], "", d["title"], d["publisher"], _maybe(d["published"], date.fromisoformat), d["url"], d["language"])
    return r.Report(
        document,
        tuple(_to_assertion(a) for a in value["assertions"]),
        tuple(
            r.Attribution(_to_party(a["source"]), _to_span(a["cue"]), r.Span(**a["content"]), a["direct"], _to_parties(a["via"])) for a in value["attributions"]
        ),
        tuple(
            r.Incident(
                i["id"],
                i["event"],
                tuple(i["assertions"]),
                tuple(_to_position(p) for p in i["positions"]),
                i["grade"],
                i["grade_why"],
            )
            for i in value["incidents"]
        ),
        tuple(r.Dispute((x["between"][0], x["between"][1]), x["on"], x["why"]) for x in value["disputes"]),
        tuple(r.Abstention(**x) for x in value["abstained"]),
    )


def _to_assertion(a: Json) -> r.Assertion:
    e, t, toll = a["event"], a["time"], a["toll"]
    return r.Assertion(
        a["id"],
        r.Event(e["type"], r.Span(**e["trigger"]), e["mode"], tuple(e["contexts"])),
        _to_parties(a["actors"]),
        _to_parties(a["recipients"]),
        a["status"],
        _maybe(a["place"], lambda p: r.Place(**p)),
        None if t is None else r.Time(_maybe(t["start"], date.fromisoformat), _maybe(t["end"], date.fromisoformat), t["text"], t["precision"]),
        None if toll is None else r.Toll(_maybe(toll["killed"], lambda x: (x[0], x[1])), _maybe(toll["injured"], lambda x: (x[0], x[1]))),
        _to_party(a["source"]),
        _to_parties(a["via"]),
        _to_span(a["cue"]),
        dict(a["why"]),
        _maybe(a["confidence"], lambda c: r.Confidence(**c)),
    )


def _maybe(value: Any, make: Callable[[Any], Any]) -> Any:
    return None if value is None else make(value)


def _to_party(value: Json | None) -> r.Party | None:
    return None if value is None else r.Party(**value)


def _to_parties(values: list[Json]) -> tuple[r.Party, ...]:
    return tuple(r.Party(**v) for v in values)


def _to_span(value: Json | None) -> r.Span | None:
    return None if value is None else r.Span(**value)
