"""A ledger to the tab-separated columns of POLECAT, with what POLECAT does not have at their end."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from sayso.data import table
from sayso.export.fields import actor_code, cell, fields, sector_code
from sayso.export.lines import lines
from sayso.export.told import Row, Told, coder, of_role
from sayso.ledger import Ledger
from sayso.records import QUADS

NAMES = tuple(f.name for f in fields("export_polecat"))


@cache
def _numbers() -> dict[str, str]:
    return {row["iso3"]: row["cow"] for row in table("export_states")}


def _parties(role: str) -> dict[str, Callable[[Row], Any]]:
    """The columns of actors or recipients; an item each, in their order."""
    return {
        f"{role} Name": _each(role, lambda p: p["name"]),
        f"{role} Country": _each(role, actor_code),
        f"{role} COW": _each(role, lambda p: _numbers().get(p["iso3"])),
        f"Primary {role} Sector": _each(role, sector_code),
        f"{role} Sectors": _each(role, sector_code),
        f"{role} Name Raw": _each(role, lambda p: p["words"]),
    }


def _each(role: str, fill: Callable[[Row], str | None]) -> Callable[[Row], list[str | None]]:
    return lambda row: [fill(p) for p in of_role(row, role.lower())]


# How columns are filled; those that are not here Sayso does not know.
FILL: dict[str, Callable[[Row], Any]] = {
    "Event ID": lambda r: r["assertion_id"],
    "Event Date": lambda r: r["time_start"] if r["time_start"] == r["time_end"] else None,
    "Event Type": lambda r: r["type"],
    "Event Mode": lambda r: r["mode"],
    "Quad Code": lambda r: QUADS[r["type"]].upper(),
    "Contexts": lambda r: [c.replace(" ", "_") for c in r["contexts"] or ()],
    **_parties("Actor"),
    **_parties("Recipient"),
    "Placename": lambda r: r["place"],
    "City": lambda r: r["place"] if r["place_precision"] == "city" else None,
    "Country": lambda r: r["place_iso3"],
    "Latitude": lambda r: r["latitude"],
    "Longitude": lambda r: r["longitude"],
    "GeoNames ID": lambda r: geonames(r["place_id"]),
    "Raw Placename": lambda r: r["place_words"],
    "Source": lambda r: r["publisher"],
    "Publication Date": lambda r: r["published"],
    "Language": lambda r: r["language"],
    "Version": coder,
    "Sayso Source": lambda r: r["source"],
    "Sayso Source Country": lambda r: r["source_iso3"],
    "Via": lambda r: r["via"],
    "Cue": lambda r: r["cue"],
    "Status": lambda r: r["status"],
    "Grade": lambda r: r["grade"],
    "Contested": lambda r: r["contested"],
    "Disputed On": lambda r: list(dict.fromkeys(q["ground"] for q in r["quarrels"])),
    "Incident ID": lambda r: r["incident_id"],
    "Assertion ID": lambda r: r["assertion_id"],
    "Evidence": lambda r: r["sentence"],
}


def geonames(place: str | None) -> int | None:
    """The GeoNames number in the id of a place; None for a place of another table."""
    return int(place.removeprefix("geonames:")) if place is not None and place.startswith("geonames:") else None


def write(ledger: Ledger, part: Path, where: str | None) -> int:
    """One header, then one line an assertion."""
    count = 0
    with Told(ledger, where) as told, part.open("w", encoding="utf-8", newline="") as out:
        line = lines(out, "	")
        line(list(NAMES))
        for row in told.rows():
            line([cell(FILL[name](row)) if name in FILL else "" for name in NAMES])
            count += 1
    return count
