"""What an overview counts, within one filter: events by week and type, places, who acts on whom, and the disputes with most to them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

import numpy as np

from sayso.incidents.questions import question
from sayso.ledger.queries import DAY, Filter, Row
from sayso.records import QUADS
from sayso.web.columns import EPOCH, NONE, Columns, Mask
from sayso.web.listing import chosen
from sayso.web.shelf import Shelf

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
    of, fits = shelf.columns().of, chosen(shelf, wanted)
    reports = shelf.kept("reports", lambda: shelf.ask("SELECT count(*) AS n FROM documents")[0]["n"])
    counts = {"incidents": fits.sum(), "contested": of["contested"][fits].sum(), "assertions": of["assertions"][fits].sum(), "documents": reports}
    return {k: int(v) for k, v in counts.items()}


def spell(shelf: Shelf, wanted: Filter) -> Spell:
    """Incidents by week and type; by month or year where weeks would be too many. Where a few far days would stretch it, they are counted, not drawn."""
    return shelf.kept(("spell", wanted), lambda: _spell(shelf, wanted))


def _spell(shelf: Shelf, wanted: Filter) -> Spell:
    of, fits = shelf.columns().of, chosen(shelf, wanted)
    days = of["day"][fits]
    weeks = days - (days + 3) % 7  # the first of January 1970 was a Thursday
    kinds, kind = np.unique(of["type_rank"][fits], return_inverse=True)
    named = shelf.kept("types", lambda: dict(zip(*np.unique(of["type_rank"], return_index=True), strict=True)))
    has = days != NONE
    keys, told = np.unique(weeks[has] * 64 + kind[has], return_counts=True)
    dated: list[Row] = [
        {"week": date.fromordinal(EPOCH + k // 64), "type": str(of["type"][named[kinds[k % 64]]]), "n": n}
        for k, n in zip(keys.tolist(), told.tolist(), strict=True)
    ]
    undated = int(len(days) - has.sum())
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
            bars = _starts(first, days[-1], step)
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
    """The first days of the bars between two days, as many as are drawn."""
    found = [_floor(first, step)]
    while len(found) < MOST_BARS and found[-1] < last and (following := after(found[-1], step)) <= last:
        found.append(following)
    return found


def places(shelf: Shelf, wanted: Filter) -> Sequence[Row]:
    """The places with most incidents, the largest first so that the small are drawn over them."""
    columns, fits = shelf.columns(), chosen(shelf, wanted)
    fits &= columns.of["point"] >= 0
    point = columns.of["point"][fits]
    counts = np.bincount(point, minlength=len(columns.points))
    contested = np.bincount(point[columns.of["contested"][fits]], minlength=len(columns.points))
    there = np.flatnonzero(counts)
    order = there[np.lexsort((columns.point_rank[there], -counts[there]))][:PLACES]
    found = []
    for k in order.tolist():
        latitude, longitude, place = columns.points[k]
        found.append({"latitude": latitude, "longitude": longitude, "place": place, "incidents": int(counts[k]), "contested": int(contested[k])})
    return found


def pairs(shelf: Shelf, wanted: Filter, limit: int = 40) -> Sequence[Row]:
    """Who is told to act on whom most often, in cooperation and in conflict."""
    columns, fits = shelf.columns(), chosen(shelf, wanted)
    here = fits[columns.pair_incident]
    pair, incident = columns.pair[here], columns.pair_incident[here]
    counts = np.bincount(pair, minlength=len(columns.pairs))
    most = int(np.partition(counts, -limit)[-limit]) if len(counts) > limit else 0
    # Pairs are numbered in the order of their names: of those that are told as often, the first.
    above, level = np.flatnonzero(counts > most), np.flatnonzero((counts == most) & (counts > 0))
    order = np.concatenate([above[np.argsort(-counts[above], kind="stable")], level])[:limit]
    conflict = np.bincount(pair[_of_conflict(columns)[incident]], minlength=len(columns.pairs))
    return [
        {"actor": columns.pairs[k][0], "recipient": columns.pairs[k][1], "cooperation": int(counts[k] - conflict[k]), "conflict": int(conflict[k])}
        for k in order.tolist()
    ]


def _of_conflict(columns: Columns) -> Mask:
    return np.isin(columns.of["type"], [t for t, quad in QUADS.items() if quad.endswith("conflict")])


def liveliest(shelf: Shelf, wanted: Filter) -> Sequence[Row]:
    """The contested incidents with most disputes, sides and tellings, each with its question and what two sides hold."""
    return shelf.kept(("liveliest", wanted), lambda: _liveliest(shelf, wanted))


def _liveliest(shelf: Shelf, wanted: Filter) -> list[Row]:
    columns, fits = shelf.columns(), chosen(shelf, wanted)
    ids = columns.names(columns.lively[fits[columns.lively]][:LIVELIEST])
    query = f"SELECT i.id, {DAY} AS day, i.type, i.trigger, i.actors, i.recipients, i.place, i.tellings, i.sources FROM incidents i WHERE i.id IN ({{ids}})"
    rows = {r["id"]: r for r in shelf.by_id(query, ids)}
    told = shelf.by_id("SELECT incident_id, ground, why FROM memory.fast.disputes WHERE incident_id IN ({ids}) ORDER BY ground, id", ids)
    found = [rows[id] for id in ids]
    for row in found:
        row["disputes"] = [d for d in told if d["incident_id"] == row["id"]][:3]
        row["question"] = asked(row["disputes"][0]["ground"], row) if row["disputes"] else f'"{row["trigger"]}"'
    return found


def asked(ground: str, incident: dict[str, Any]) -> str:
    """The question of a dispute about an incident."""
    return question(ground, incident["trigger"], ", ".join(incident["actors"][:2]), ", ".join(incident["recipients"][:2]), incident.get("place") or "")
