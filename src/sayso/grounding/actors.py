"""Participants as actors that tables can join on: states, their offices and forces, known bodies, and who held an office on the day of the report."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from sayso.data import table
from sayso.events.slots import words_of
from sayso.grounding import own
from sayso.grounding.mentions import collectives
from sayso.reader import countries, leaders
from sayso.records import Party

_NOT_NOW = words_of("no holder")


@dataclass(frozen=True, slots=True)
class Term:
    """A person's time in a national office: `end` is None while it lasts."""

    iso3: str
    office: str
    title: str
    name: str
    start: date
    end: date | None

    def holds(self, day: date) -> bool:
        """Whether the office is the person's on a day; on the day that it changes hands it is the new one's."""
        return self.start <= day and (self.end is None or day < self.end)


@cache
def terms() -> tuple[Term, ...]:
    """All terms of the table of holders."""
    return tuple(
        Term(row["iso3"], row["office"], row["title"], row["name"], date.fromisoformat(row["start"]), date.fromisoformat(row["end"]) if row["end"] else None)
        for row in table("holders")
    )


@cache
def _by(field: str) -> dict[str, list[Term]]:
    found: dict[str, list[Term]] = {}
    for term in terms():
        found.setdefault(getattr(term, field), []).append(term)
    return found


@cache
def _title_words() -> frozenset[str]:
    """The last words of all titles: a phrase without one names no office."""
    titles = [t for term in terms() for t in (term.title, term.office)] + [row["title"] for row in table("titles")]
    return frozenset(t.split()[-1] for t in titles)


def slug(name: str) -> str:
    """A name as the last part of an id: small Latin letters, digits and hyphens."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def holder(iso3: str, title: str, day: date) -> Term | None:
    """Who held an office of a country on a day, by the title that news gives it; None where the table does not say, or says two."""
    title = _plain(title)
    found = [t for t in _by("iso3").get(iso3, ()) if t.holds(day) and title in (_plain(t.title), t.office)]
    return found[0] if len({t.name for t in found}) == 1 else None


def who(phrase: str, day: date) -> Term | None:
    """Whom a phrase such as "the Iraqi prime minister" or "Germany's foreign minister" means on a day."""
    words = re.findall(r"[\w’'.-]+", phrase)
    low = {w.lower() for w in words}
    if low & _NOT_NOW or not {part for w in low for part in w.split("-")} & _title_words():
        return None
    words = [w for w in words if w.lower() != "the"]
    for n in range(len(words) - 1, 0, -1):
        for cut, rest in ((words[:n], words[n:]), (words[-n:], words[:-n])):
            country = countries.lookup(re.sub(r"['’]s?$", "", " ".join(cut)))
            title = " ".join(rest).lower().removesuffix(" of")
            if country is not None and (found := holder(country.iso3, title, day)) is not None:
                return found
    return None


def _plain(title: str) -> str:
    title = title.lower().replace("-", " ")
    for row in table("titles"):
        title = re.sub(rf"\b{row['title']}\b", row["other"], title)
    return title


def members(body: str, year: int) -> frozenset[str]:
    """The alpha-3 codes of the states that belonged to an organisation in a year; empty where the table has none."""
    name = collectives().get(body.lower(), (body,))[0]
    return frozenset(
        row["iso3"] for row in table("memberships") if row["body"] == name and int(row["start"] or 0) <= year and (not row["end"] or year <= int(row["end"]))
    )


@cache
def _persons() -> dict[str, tuple[str, str]]:
    return {t.name.lower(): (t.iso3, t.name) for t in terms()}


def _in_office(name: str, day: date | None) -> bool:
    return day is not None and any(t.holds(day) for t in _by("name").get(name, ()))


def known(party: Party, published: date | None) -> Party:
    """The party with an id where the user's or a built-in table knows it, and with the country and sector that the table gives; as it is where none does."""
    name = party.name.removeprefix("the ").removeprefix("The ")
    mine = own.forms().get(name.lower())
    if mine is not None:
        return replace(party, id=mine.id or f"own:{slug(mine.name)}", iso3=mine.iso3 or party.iso3, sector=mine.sector or party.sector)
    country = countries.lookup(name)
    if country is not None and country.kind in ("name", "capital", "seat"):
        government = country.kind in ("capital", "seat")
        return replace(party, id=f"state:{country.iso3}", iso3=party.iso3 or country.iso3, sector=party.sector or ("government" if government else None))
    body = collectives().get(name.lower())
    if body is not None:
        return replace(party, id=f"body:{slug(body[0])}", iso3=party.iso3 or body[1], sector=party.sector or body[2])
    person = leaders.known(name) or _persons().get(name.lower())
    if person is not None:
        sector = party.sector or ("government" if _in_office(person[1], published) else None)
        return replace(party, id=f"person:{slug(person[1])}", iso3=party.iso3 or person[0], sector=sector)
    if published is not None and (term := who(party.name, published)) is not None:
        return replace(party, id=f"person:{slug(term.name)}", iso3=party.iso3 or term.iso3, sector=party.sector or "government")
    return party
