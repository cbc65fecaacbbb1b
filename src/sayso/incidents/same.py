"""When two names are one party, two parties one side, two assertions one happening."""

from __future__ import annotations

import re
from functools import cache

from sayso.data import table
from sayso.records import BOTH_WAYS, Assertion, Party

_WORD = re.compile(r"\w+")


def _words(name: str) -> list[str]:
    return _WORD.findall(name.lower().removeprefix("the "))


def same_party(p: Party, q: Party) -> bool:
    """One name's words contain the other's."""
    a, b = set(_words(p.name)), set(_words(q.name))
    return bool(a and b) and (a <= b or b <= a)


def same_side(p: Party, q: Party) -> bool:
    """The same party, or two that stand for one country: the country itself, its capital, its government, its officers, its forces."""
    return same_party(p, q) or (p.iso3 is not None and p.iso3 == q.iso3 and _stands_for_country(p) and _stands_for_country(q))


def _stands_for_country(p: Party) -> bool:
    return len(_words(p.name)) == 1 or bool(_state_nouns() & set(_words(p.name)))


@cache
def _state_nouns() -> frozenset[str]:
    return frozenset(row["lemma"] for row in table("nouns") if row["class"] == "GOV" or (row["class"] == "ARMED" and row["sector"] in ("military", "police")))


def same_happening(a: Assertion, b: Assertion) -> bool:
    """Same type and trigger word, or the same parties at no different place or time."""
    if a.event.type != b.event.type:
        return False
    if a.event.trigger.start == b.event.trigger.start:
        return True
    if a.time and b.time and (a.time.start, a.time.end) != (b.time.start, b.time.end):
        return False
    if a.place and b.place and a.place.name != b.place.name and a.place.precision != "country" and b.place.precision != "country":
        return False
    mine, other = [*a.actors, *a.recipients], [*b.actors, *b.recipients]
    if a.event.type in BOTH_WAYS:
        return len(mine) > 1 and all(any(same_side(p, q) for q in other) for p in mine)
    if not a.actors or not b.actors or not a.recipients or not b.recipients:
        return False
    return all(any(same_side(p, q) for q in b.actors) for p in a.actors) and any(same_side(p, q) for p in a.recipients for q in b.recipients)
