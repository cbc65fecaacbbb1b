"""Geometry of the drawings: bars, map and network as numbers that a template writes into SVG."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import Any, NamedTuple

from sayso.ledger.queries import Row
from sayso.records import QUADS
from sayso.web.overview import PARTIES, Spell, after

WIDE, HIGH = 720.0, 220.0
LEFT, BELOW, ABOVE = 34.0, 24.0, 10.0
MAP_WIDE, MAP_HIGH = 720.0, 350.0
TYPES = tuple(QUADS)


class Bar(NamedTuple):
    """One piece of a bar: a type in one week."""

    x: float
    y: float
    width: float
    height: float
    type: str
    quad: str
    shade: int
    incidents: int
    first: date
    last: date


def quad_class(kind: str) -> str:
    """The style class of a type's quad: "verbal-conflict"."""
    return QUADS[kind].replace(" ", "-")


def shade(kind: str) -> int:
    """Which of its quad's shades a type has, from 0."""
    return [t for t in TYPES if QUADS[t] == QUADS[kind]].index(kind)


def bars(spell: Spell) -> dict[str, Any]:
    """Stacked bars with their axes."""
    most = max((sum(c.values()) for _, c in spell.bars), default=0)
    top = _nice(most)
    n = max(1, len(spell.bars))
    step = (WIDE - LEFT) / n
    room = HIGH - BELOW - ABOVE
    pieces = []
    for k, (day, counts) in enumerate(spell.bars):
        y = HIGH - BELOW
        width = min(48.0, step * 0.82)
        for kind in TYPES:
            if counts.get(kind):
                height = counts[kind] / top * room
                y -= height
                x = LEFT + k * step + (step - width) / 2
                last = date.fromordinal(after(day, spell.step).toordinal() - 1)
                pieces.append(Bar(round(x, 1), round(y, 1), round(width, 1), round(height, 1), kind, quad_class(kind), shade(kind), counts[kind], day, last))
    every = max(1, math.ceil(n / 8))
    ticks = [(round(LEFT + (k + 0.5) * step, 1), day) for k, (day, _) in enumerate(spell.bars) if k % every == 0]
    lines = [(round(HIGH - BELOW - part * room, 1), round(top * part)) for part in (0, 0.5, 1)]
    used = {b.type for b in pieces}
    return {"pieces": pieces, "ticks": ticks, "lines": lines, "types": [t for t in TYPES if t in used], "width": WIDE, "height": HIGH, "left": LEFT}


def _nice(most: int) -> int:
    """The next round number that halves evenly."""
    if most <= 2:
        return 2
    size: int = 10 ** int(math.log10(most))
    return next(n for m in (1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10) if (n := math.ceil(size * m)) >= most and n % 2 == 0)


def projected(latitude: float, longitude: float) -> tuple[float, float]:
    """A point of the Equal Earth projection (Šavrič, Patterson and Jenny, 2018) on the map's sheet."""
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    theta = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(max(-90.0, min(90.0, latitude)))))
    t2 = theta * theta
    t6 = t2**3
    x = 2 * math.sqrt(3) * math.radians(longitude) * math.cos(theta) / (3 * (9 * a4 * t6 * t2 + 7 * a3 * t6 + 3 * a2 * t2 + a1))
    y = theta * (a4 * t6 * t2 + a3 * t6 + a2 * t2 + a1)
    scale = MAP_WIDE / 5.42
    return round(MAP_WIDE / 2 + x * scale, 1), round(MAP_HIGH / 2 - y * scale, 1)


@cache
def graticule() -> str:
    """The outline and every thirtieth meridian and parallel, as a path."""
    lines = [[projected(lat, lon) for lat in range(-90, 91, 5)] for lon in range(-180, 181, 30)]
    lines += [[projected(lat, -180), projected(lat, 180)] for lat in range(-60, 61, 30)]
    return "".join("M" + "L".join(f"{x},{y}" for x, y in line) for line in lines)


@cache
def land() -> str | None:
    """The countries of Natural Earth as a path, where the package was built with them (`front/build.py`)."""
    found = files("sayso.web") / "static" / "built" / "land.json"
    if not found.is_file():
        return None
    parts = []
    for ring in json.loads(found.read_text(encoding="ascii")):
        points = [k for k, _ in groupby(projected(lat, lon) for lon, lat in ring)]
        parts.append("M" + "L".join(f"{x:g},{y:g}" for x, y in points) + "z")
    return "".join(parts)


def places(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Circles, diamonds where contested; their area grows with the number of incidents."""
    most = max((r["incidents"] for r in rows), default=1)
    found = []
    for r in rows:
        x, y = projected(r["latitude"], r["longitude"])
        size = round(3 + 13 * math.sqrt(r["incidents"] / most), 1) if most > 1 else 5.0
        d = round(size * 1.25, 1)
        found.append({**r, "x": x, "y": y, "r": size, "diamond": f"M{x},{y - d:.1f}l{d},{d}l{-d},{d}l{-d},{-d}z"})
    return found


def network(rows: Sequence[Row]) -> dict[str, Any]:
    """The parties of the busiest pairs on a circle, with an arrow a pair: cooperation and conflict apart."""
    names: list[str] = []
    for r in rows:
        new = [n for n in (r["actor"], r["recipient"]) if n not in names]
        if len(names) + len(new) <= PARTIES:
            names += new
    centre, radius = (360.0, 190.0), 135.0
    at = {name: 2 * math.pi * k / max(1, len(names)) - math.pi / 2 for k, name in enumerate(names)}
    nodes = []
    for name, angle in at.items():
        x, y = centre[0] + 1.35 * radius * math.cos(angle), centre[1] + radius * math.sin(angle)
        side = "middle" if abs(math.cos(angle)) < 0.2 else "start" if math.cos(angle) > 0 else "end"
        lx = x + (0 if side == "middle" else 12 if side == "start" else -12)
        ly = y + (4 if side != "middle" else 22 if math.sin(angle) > 0 else -12)
        nodes.append({"name": name, "x": round(x, 1), "y": round(y, 1), "label_x": round(lx, 1), "label_y": round(ly, 1), "anchor": side})
    most = max((r["cooperation"] + r["conflict"] for r in rows), default=1)
    links = []
    for r in rows:
        if r["actor"] in at and r["recipient"] in at:
            for kind, bend in (("cooperation", 0.14), ("conflict", 0.26)):
                if r[kind]:
                    links.append(
                        {
                            "path": _arc(at[r["actor"]], at[r["recipient"]], centre, radius, bend),
                            "kind": kind,
                            "n": r[kind],
                            "pair": r,
                            "width": round(1.2 + 3.8 * r[kind] / most, 1),
                        }
                    )
    return {"nodes": nodes, "links": links}


def _arc(a: float, b: float, centre: tuple[float, float], radius: float, bend: float) -> str:
    """A curve between two points of the circle that ends short of the second, for its arrow head."""
    (x1, y1), (x2, y2) = ((centre[0] + 1.35 * radius * math.cos(t), centre[1] + radius * math.sin(t)) for t in (a, b))
    mx, my = (x1 + x2) / 2 + (y2 - y1) * bend, (y1 + y2) / 2 - (x2 - x1) * bend
    far = math.hypot(x2 - mx, y2 - my) or 1.0
    x2, y2 = x2 - (x2 - mx) / far * 11, y2 - (y2 - my) / far * 11
    return f"M{x1:.1f},{y1:.1f}Q{mx:.1f},{my:.1f} {x2:.1f},{y2:.1f}"
