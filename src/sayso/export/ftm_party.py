"""Parties as FollowTheMoney entities: no more than the tables know of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from typing import Any

from sayso.data import table
from sayso.export.ftm_put import entity, put
from sayso.export.told import Row

_PUBLIC = ("agency", "court")


@cache
def _kinds() -> dict[str, str]:
    """The kind of each body that the table of collectives knows, by the last part of its id."""
    from sayso.grounding.actors import slug  # brings spaCy with it, which no other export waits for

    return {slug(row["name"]): row["kind"] for row in table("collectives")}


@cache
def _states() -> dict[str, str]:
    return {row["iso3"]: row["name"] for row in table("countries")}


def schema(key: str | None) -> str:
    """The schema that the id of a party allows: a person, a state or its body, another body; else no more than an entity that can act."""
    kind, _, name = (key or "").partition(":")
    if kind == "person":
        return "Person"
    if kind == "state":
        return "PublicBody"
    if kind == "body":
        return "PublicBody" if _kinds().get(name) in _PUBLIC else "Organization"
    return "LegalEntity"


def party_id(p: Row, key: str) -> str:
    """The id of a party's entity: one for all incidents where a table knows the party, else one for its name and country within the incident `key`."""
    told = f"party {p['id']}" if p["id"] else f"party {key} {p['iso3'] or ''} {p['name'].lower()}"
    return "sayso-party-" + hashlib.sha256(told.encode()).hexdigest()[:20]


def known(row: Row) -> Iterator[Any]:
    """The entity of a party that a table knows, with all that the picked assertions call it."""
    state = row["id"].removeprefix("state:") if row["id"].startswith("state:") else ""
    name: str = _states()[state] if state in _states() else row["name"]
    yield from _party(party_id(row, ""), schema(row["id"]), name, [n for n in row["names"] if n != name], row["iso3"], row["sectors"])


def local(number: str, p: Row) -> Iterator[Any]:
    """The entity of a party that only one incident knows."""
    yield from _party(number, "LegalEntity", p["name"], [], [p["iso3"]], [p["sector"]])


def _party(number: str, kind: str, name: str, others: list[str], countries: list[str | None], sectors: list[str | None]) -> Iterator[Any]:
    found = entity(kind, number)
    put(found, "name", name)
    if len(name) > found.proxy.schema.properties["name"].max_length:
        put(found, "description", name)
    for other in others:
        put(found, "weakAlias", other)
    for country in countries:
        put(found, "country", country, otherwise="notes")
    for sector in sectors:
        put(found, "sector", sector)
    yield found.checked()
