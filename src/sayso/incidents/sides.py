"""Whose side a source or a participant is on: names that are one party, and a country with its government, officers and forces."""

from __future__ import annotations

import re
from functools import cache

from sayso.data import table
from sayso.events.slots import words_of
from sayso.reader import countries
from sayso.records import Party

_WORD = re.compile(r"\w+")


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(_WORD.findall(name.lower().removeprefix("the ")))


@cache
def _nouns(kind: str) -> frozenset[str]:
    """Words for a state's own: its government and officers (GOV), its soldiers and police (ARMED). A federation or a council may be anybody's."""
    anybody = {row["lemma"] for row in table("nouns") if row["class"] == "GROUP" and not row["sector"]}
    own = {row["lemma"] for row in table("nouns") if row["class"] == kind and (kind == "GOV" or row["sector"] in words_of("state sector"))}
    return frozenset(own - anybody)


@cache
def _has_office(name: str) -> bool:
    """Whether a name has a word of government in it, or is a country's "army" or "police" and no more: the Northern Freedom Army is no state's."""
    low = _words(name)
    if _nouns("GOV") & low:
        return True
    if not _nouns("ARMED") & low:
        return False
    others = [
        w for w in re.findall(r"[^\W\d]+", name.removeprefix("The ").replace("’s", "").replace("'s", "")) if w[0].isupper() and w.lower() not in _nouns("ARMED")
    ]
    return all(countries.lookup(w) is not None for w in others)


@cache
def _is_country(name: str) -> bool:
    return (found := countries.lookup(name.removeprefix("the "))) is not None and found.kind in ("name", "capital", "seat")


def same_party(p: Party, q: Party) -> bool:
    """One id, or one name's words contain the other's."""
    if p.id is not None and p.id == q.id:
        return True
    a, b = _words(p.name), _words(q.name)
    return bool(a and b) and (a <= b or b <= a)


def same_side(p: Party, q: Party) -> bool:
    """The same party, or two that stand for one country: the country itself, its capital, its government, its officers, its forces."""
    return same_party(p, q) or (p.iso3 is not None and p.iso3 == q.iso3 and stands_for_country(p) and stands_for_country(q))


def stands_for_country(p: Party) -> bool:
    """Whether a party speaks and acts for its state: by its id, the country's own name or capital, a word of office, or its sector."""
    if (p.id or "").startswith("state:") or _is_country(p.name) or _has_office(p.name):
        return True
    return p.sector in words_of("state sector") and not _nouns("ARMED") & _words(p.name)


def side(p: Party) -> str:
    """The key that all tellings of one side share, across reports: its country, else its id, else its name."""
    if p.iso3 is not None and stands_for_country(p):
        return f"state:{p.iso3}"
    return p.id or "name:" + " ".join(sorted(_words(p.name)))
