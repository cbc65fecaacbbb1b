"""Columns and fields of the ledger's exports, from the tables of `data/`, and their values as cells of a delimited file."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from sayso.data import table


class Field(NamedTuple):
    """A column or field of an export: its name, the kind of its values, and what it holds."""

    name: str
    kind: str
    comment: str


@cache
def fields(name: str) -> tuple[Field, ...]:
    """The fields that a table lists, in their order."""
    return tuple(Field(row["name"], row["kind"], row["comment"]) for row in table(name))


@cache
def _sectors() -> dict[str, tuple[str, str]]:
    return {row["sector"]: (row["code"], row["actor"]) for row in table("export_sectors")}


def sector_code(party: dict[str, Any]) -> str | None:
    """PLOVER's code of a party's sector; a sector that is no PLOVER sector, of a user's own list of parties, stands as it is."""
    sector = party["sector"]
    return None if sector is None else _sectors()[sector][0] if sector in _sectors() else str(sector)


def actor_code(party: dict[str, Any]) -> str | None:
    """PLOVER's code of an actor: its country, or IGO or NGO for such a body with none."""
    return party["iso3"] or (_sectors().get(party["sector"], ("", ""))[1] or None)


def cell(value: Any) -> str:
    """A value as a cell: null is empty, a list is joined by "; " and empty where no item says anything, a flag is true or false."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "; ".join("" if x is None else str(x) for x in value) if any(value) else ""
    return str(value)
