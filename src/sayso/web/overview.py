"""What an overview counts, within one filter: events by week and type, places, who acts on whom, and the disputes with most to them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from sayso.incidents.questions import question
from sayso.ledger.queries import Filter, Row
from sayso.records import QUADS
from sayso.web.index import condition
from sayso.web.shelf import Shelf

_DAY = "coalesce(i.first_day, i.first_published)"
MOST_BARS = 60
MOST_HELD = 0.8  # of all incidents: a stretch with fewer asks for a coarser step
PLACES = 300
PARTIES = 12
LIVELIEST = 4


class Spell(NamedTuple):
    """The bars of a time line: a step (week, month or year), each bar's first day with its counts by type, and what lies outside."""

    step: str
    bars: Sequence[tuple[date, dict[str, int]]]
    earlier: int
    later: int
    undated: int


def figures(shelf: Shelf, wanted: Filter) -> Row:
    """How much there is: incidents, those contested, assertions, and reports in the whole ledger."""
    where, values = condition(wanted)
    query = f"""SELECT count(*) AS incidents, count(*) FILTER (i.contested) AS contested, coalesce(sum(i.assertions), 0)::BIGINT AS assertions,
        (SELECT count(*) FROM documents) AS documents FROM incidents i WHERE {where}"""
    return shelf.kept(("figures", wanted), lambda: shelf.ask(query, values)[0])


def spell(shelf: Shelf, wanted: Filter) -> Spell:
    """Incidents by week and type; by month or year where weeks would be too many. Where a few far days would stretch it, they are counted, not drawn."""
    return shelf.kept(("spell", wanted), lambda: _spell(shelf, wanted))


def _spell(shelf: Shelf, wanted: Filter) -> Spell:
    where, values = condition(wanted)
    days = shelf.ask(f"SELECT date_trunc('week', {_DAY})::DATE AS week, i.type, count(*) AS n FROM incidents i WHERE {where} GROUP BY ALL", values)
    undated = sum(r["n"] for r in days if r["week"] is None)
    dated = sorted((r for r in days if r["week"] is not None), key=lambda r: (r["week"], r["type"]))
    if not dated:
        return Spell("week", (), 0, 0, undated)
    step, starts = _window(dated)
    counts: dict[date, dict[str, int]] = {d: {} for d in starts}
    earlier = later = 0
    for r in dated:
        begin = _floor(r["week"], step)
        if begin in counts:
            counts[begin][r["type"]] = counts[begin].get(r["type"], 0) + r["n"]
        elif begin < starts[0]:
            earlier += r["n"]
        else:
            later += r["n"]
    return Spell(step, [(d, counts[d]) for d in starts], earlier, later, undated)


def _window(dated: list[Row]) -> tuple[str, list[date]]:
    """The finest step of which `MOST_BARS` hold most incidents, and the bars of the stretch that has them."""
    total = sum(r["n"] for r in dated)
    for step in ("week", "month", "year"):
        counts: dict[date, int] = {}
        for r in dated:
            begin = _floor(r["week"], step)
            counts[begin] = counts.get(begin, 0) + r["n"]
        days = sorted(counts)
        best, held = [], 0
        for k, first in enumerate(days):
            bars = _starts(first, days[-1], step)[:MOST_BARS]
            within = sum(counts[d] for d in days[k:] if d <= bars[-1])
            if within > held:
                best, held = bars, within
        if held >= MOST_HELD * total or step == "year":
            break
    while best and best[-1] not in counts:
        best.pop()
    return step, best


def _floor(day: date, step: str) -> date:
    return day if step == "week" else day.replace(day=1) if step == "month" else day.replace(month=1, day=1)


def after(day: date, step: str) -> date:
    """The first day of the next bar."""
    if step == "week":
        return date.fromordinal(day.toordinal() + 7)
    if step == "month":
        return day.replace(year=day.year + day.month // 12, month=day.month % 12 + 1)
    return day.replace(year=day.year + 1)


def _starts(first: date, last: date, step: str) -> list[date]:
    found = [_floor(first, step)]
    while found[-1] < last and (following := after(found[-1], step)) <= last:
        found.append(following)
    return found


def places(shelf: Shelf, wanted: Filter) -> Sequence[Row]:
    """The places with most incidents, the largest first so that the small are drawn over them."""
    where, values = condition(wanted)
    query = f"""SELECT i.latitude, i.longitude, mode(i.place) AS place, count(*) AS incidents, count(*) FILTER (i.contested) AS contested FROM incidents i
        WHERE i.latitude IS NOT NULL AND i.longitude IS NOT NULL AND {where} GROUP BY i.latitude, i.longitude ORDER BY incidents DESC, place LIMIT {PLACES}"""
    return shelf.kept(("places", wanted), lambda: shelf.ask(query, values))


def pairs(shelf: Shelf, wanted: Filter, limit: int = 40) -> Sequence[Row]:
    """Who is told to act on whom most often, in cooperation and in conflict."""
    where, values = condition(wanted)
    kinds = {k: ", ".join(f"'{t}'" for t, quad in QUADS.items() if quad.endswith(k)) for k in ("cooperation", "conflict")}
    query = f"""SELECT actor, recipient, count(*) FILTER (type IN ({kinds["cooperation"]})) AS cooperation,
            count(*) FILTER (type IN ({kinds["conflict"]})) AS conflict
        FROM (SELECT type, actor, unnest(recipients) AS recipient FROM (
            SELECT i.type, unnest(i.actors[:4]) AS actor, i.recipients[:4] AS recipients FROM incidents i WHERE {where}))
        WHERE actor != recipient GROUP BY actor, recipient ORDER BY count(*) DESC, actor, recipient LIMIT {limit}"""
    return shelf.kept(("pairs", wanted, limit), lambda: shelf.ask(query, values))


def liveliest(shelf: Shelf, wanted: Filter) -> Sequence[Row]:
    """The contested incidents with most disputes, sides and tellings, each with its question and what two sides hold."""
    return shelf.kept(("liveliest", wanted), lambda: _liveliest(shelf, wanted))


def _liveliest(shelf: Shelf, wanted: Filter) -> list[Row]:
    where, values = condition(wanted)
    found = shelf.ask(
        f"""SELECT i.id, {_DAY} AS day, i.type, i.trigger, i.actors, i.recipients, i.place, i.tellings, i.sources FROM incidents i
        LEFT JOIN (SELECT incident_id, count(*) AS n FROM disputes GROUP BY incident_id) d ON d.incident_id = i.id
        WHERE i.contested AND {where} ORDER BY d.n DESC NULLS LAST, i.sources DESC, i.tellings DESC, day DESC, i.id LIMIT {LIVELIEST}""",
        values,
    )
    for row in found:
        row["disputes"] = shelf.ask("SELECT ground, why FROM memory.fast.disputes WHERE incident_id = ? ORDER BY ground, id LIMIT 3", [row["id"]])
        row["question"] = asked(row["disputes"][0]["ground"], row) if row["disputes"] else f'"{row["trigger"]}"'
    return found


def asked(ground: str, incident: dict[str, Any]) -> str:
    """The question of a dispute about an incident."""
    return question(ground, incident["trigger"], ", ".join(incident["actors"][:2]), ", ".join(incident["recipients"][:2]))
