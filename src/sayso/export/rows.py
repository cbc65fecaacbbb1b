"""A report as flat rows, one an assertion: the columns that Arrow, pandas and CSV share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from sayso.records import Assertion, Document, Range, Report


class Column(NamedTuple):
    """A column: its name, what it holds, the kind of its values, and how it is filled."""

    name: str
    comment: str
    kind: str  # text, integer, number, day, texts
    value: Callable[[Document, Assertion], Any]


def _low(x: Range | None) -> int | None:
    return None if x is None else x[0]


def _high(x: Range | None) -> int | None:
    return None if x is None else x[1]


COLUMNS: tuple[Column, ...] = (
    Column("document_id", "stable id of the report", "text", lambda d, a: d.id),
    Column("title", "title of the report", "text", lambda d, a: d.title),
    Column("publisher", "who published it", "text", lambda d, a: d.publisher),
    Column("published", "day of publication", "day", lambda d, a: d.published),
    Column("assertion_id", "stable id of the assertion", "text", lambda d, a: a.id),
    Column("type", "PLOVER event type", "text", lambda d, a: a.event.type),
    Column("mode", "PLOVER mode, where the words settle it", "text", lambda d, a: a.event.mode),
    Column("contexts", "PLOVER contexts that the words of its clause speak for", "texts", lambda d, a: list(a.event.contexts)),
    Column("trigger", "the words that name the event", "text", lambda d, a: a.event.trigger.text),
    Column("trigger_start", "offset of the trigger's first character in the text", "integer", lambda d, a: a.event.trigger.start),
    Column("trigger_end", "offset just after the trigger", "integer", lambda d, a: a.event.trigger.end),
    Column("actors", "who does it, by the fullest name in the report", "texts", lambda d, a: [p.name for p in a.actors]),
    Column("actor_iso3", "countries of the actors, in their order, empty where none", "texts", lambda d, a: [p.iso3 or "" for p in a.actors]),
    Column("recipients", "to whom it is done", "texts", lambda d, a: [p.name for p in a.recipients]),
    Column("recipient_iso3", "countries of the recipients, in their order", "texts", lambda d, a: [p.iso3 or "" for p in a.recipients]),
    Column("place", "the most specific place that the text gives", "text", lambda d, a: a.place.name if a.place else None),
    Column("place_iso3", "country of the place", "text", lambda d, a: a.place.iso3 if a.place else None),
    Column("time_start", "first day of the event", "day", lambda d, a: a.time.start if a.time else None),
    Column("time_end", "last day of the event", "day", lambda d, a: a.time.end if a.time else None),
    Column("killed_min", "people killed, at least", "integer", lambda d, a: _low(a.toll.killed) if a.toll else None),
    Column("killed_max", "people killed, at most", "integer", lambda d, a: _high(a.toll.killed) if a.toll else None),
    Column("injured_min", "people injured, at least", "integer", lambda d, a: _low(a.toll.injured) if a.toll else None),
    Column("injured_max", "people injured, at most", "integer", lambda d, a: _high(a.toll.injured) if a.toll else None),
    Column("source", "who vouches for it; null: the report itself", "text", lambda d, a: a.source.name if a.source else None),
    Column("source_iso3", "country of the source", "text", lambda d, a: a.source.iso3 if a.source else None),
    Column("via", "through whom it reached the report, inner to outer", "texts", lambda d, a: [p.name for p in a.via]),
    Column("cue", "the words that carry the attribution", "text", lambda d, a: a.cue.text if a.cue else None),
    Column("status", "actual, possible, future, hypothetical or denied", "text", lambda d, a: a.status),
    Column("confidence_type", "probability that it is an event of this type", "number", lambda d, a: a.confidence.type if a.confidence else None),
    Column("confidence_source", "probability that the source is right, if it is one", "number", lambda d, a: a.confidence.source if a.confidence else None),
    Column("confidence_status", "probability that the status is right, if it is one", "number", lambda d, a: a.confidence.status if a.confidence else None),
    Column("why_type", "the rule or head that gave the type", "text", lambda d, a: a.why.get("type")),
    Column("why_source", "the rule or head that gave the source", "text", lambda d, a: a.why.get("source")),
    Column("why_status", "the rule or head that gave the status", "text", lambda d, a: a.why.get("status")),
)


def rows(report: Report) -> list[list[Any]]:
    """The values of all columns for each assertion."""
    return [[c.value(report.document, a) for c in COLUMNS] for a in report.assertions]
