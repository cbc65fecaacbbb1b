"""Names of places to points: candidates from tables and gazetteer, weighed by what else the report names.

Context decides: the container after a comma ("Alexandria, La."), the countries and the other places of the report, then population. The weights
were chosen on the LGL and GeoVirus corpora.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

import numpy as np
from numpy.typing import NDArray

from sayso.data import settings, table
from sayso.grounding import gazetteer
from sayso.grounding.mentions import collectives
from sayso.grounding.votes import Votes
from sayso.reader import countries
from sayso.reader.view import View

EARTH = 6371.0  # km
_LABELS = ("Location", "Facility")
_WORTH = {"country": 12.0, "namesake": 7.0, "continent": 9.0, "region": 6.6}  # on the scale of towns: the logarithm of their people, 1 for their own name
Floats = NDArray[np.float64]
ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean: a GeoNames id or table name, alpha-3 code, point, what kind of place it is, and its weight by itself."""

    id: str
    iso3: str | None
    point: tuple[float, float]
    precision: str
    worth: float
    division: str = ""
    own: bool = True  # the name is the place's own and no by-name


@dataclass(slots=True)
class Toponym:
    """A name of a place in a report: words `first` to `last`, exclusive; `inside` is the toponym after its comma."""

    first: int
    last: int
    text: str
    candidates: list[Candidate]
    inside: int | None = None
    chosen: Candidate | None = None
    lost: list[Candidate] = field(default_factory=list)
    tied: bool = False  # the point is that of the place it belongs to


@cache
def _regions() -> tuple[dict[str, list[Candidate]], dict[str, list[Candidate]]]:
    """Regions by folded name, and by the short forms that count only after a comma."""
    full: dict[str, list[Candidate]] = {}
    short: dict[str, list[Candidate]] = {}
    for row in table("regions"):
        aliases = [a for a in row["aliases"].split("|") if a]
        code = next((a for a in aliases if len(a) == 2 and a.isupper()), "")
        own = Candidate(f"region:{row['name']}", row["iso3"] or None, (float(row["latitude"]), float(row["longitude"])), row["kind"], _WORTH[row["kind"]], code)
        for form in (row["name"], *aliases):
            brief = form.endswith(".") or (len(form) == 2 and form.isupper())
            (short if brief else full).setdefault(gazetteer.folded(form), []).append(own)
    return full, short


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(row["word"] for row in table("place_words") if row["kind"] == kind)


def find(view: View, words: Iterable[int] | None = None) -> list[Toponym]:
    """All places that a report names, each with the point that its context speaks for."""
    allowed = None if words is None else set(words)
    found = []
    for a, b, label in _parts(view):
        if allowed is not None and a not in allowed:
            continue
        a, b = _core(view, a, b)
        text = view.words(a, b)
        country, body = countries.lookup(text), collectives().get(text.lower())
        if body is not None and body[1] is None and country is None and gazetteer.folded(text) not in _regions()[0]:
            continue  # "the West" is no town in Texas
        if a < b and (label in _LABELS or (country is not None and country.kind in ("name", "capital") and label != "Person")):
            found.append(Toponym(a, b, text, []))
    for k, t in enumerate(found):
        after = found[k + 1] if k + 1 < len(found) else None
        if after is not None and after.first == t.last + 1 and view.text[t.last] == ",":
            t.inside = k + 1
    shorts = [_short(view, t.last + 1) if t.inside is None and t.last < view.n and view.text[t.last] == "," else None for t in found]
    for t in found:
        before = view.text[t.first - 1] if t.first else ""
        t.candidates = _candidates(t.text, before == ",")
    _settle(view, found, shorts)
    _tie(view, found)
    return found


def _parts(view: View) -> Iterator[tuple[int, int, str]]:
    """The names of a report, cut at commas: "Tripoli, Lebanon" names two places."""
    for a, b, label in view.names:
        start = a
        for i in range(a, b):
            if view.text[i] == ",":
                if i > start:
                    yield start, i, label
                start = i + 1
        if b > start:
            yield start, b, label


def _core(view: View, a: int, b: int) -> tuple[int, int]:
    """A name without "the", possessive and the direction before it."""
    while a < b - 1 and (view.lower[a] in ("the", ",") or view.lower[a] in _words("direction")):
        a += 1
    while b > a and view.lower[b - 1] in ("'s", "’s", "'", "’", ",", "."):
        b -= 1
    return a, b


def _short(view: View, i: int) -> Candidate | None:
    """The state that an abbreviation after a comma stands for."""
    for n in (4, 3, 2, 1):
        if i + n <= view.n:
            own = _regions()[1].get(gazetteer.folded("".join(view.text[i : i + n])))
            if own and view.text[i][:1].isupper():
                return own[0]
    return None


def _candidates(text: str, after_comma: bool) -> list[Candidate]:
    full, short = _regions()
    found: list[Candidate] = []
    country = countries.lookup(text)
    key = gazetteer.folded(text)
    if country is not None and country.kind == "name" and country.iso3 in gazetteer.middles() and (key not in full or country.name == text):
        worth = _WORTH["namesake" if key in full else "country"]
        found.append(Candidate(f"country:{country.iso3}", country.iso3, gazetteer.middles()[country.iso3], "country", worth))
    found += full.get(key, [])
    if after_comma:
        found += short.get(key, [])
    found += _listed(text)
    if not found and not _is_county(text):
        for form in _shorter(text):
            found = full.get(gazetteer.folded(form), []) + _listed(form)
            if found:
                break
    return found


def _shorter(text: str) -> list[str]:
    """A name without the words that say what kind of place it is: "Homs province", "City of London"."""
    ws = text.split()
    out = []
    if len(ws) > 1 and ws[-1].lower() in _words("kind"):
        out.append(" ".join(ws[:-1]))
    if len(ws) > 2 and ws[1].lower() == "of":
        out.append(" ".join(ws[2:]))
    if len(ws) > 1 and ws[0].lower() in _words("kind") | _words("direction"):
        out.append(" ".join(ws[1:]))
    if len(ws) > 2 and ws[-2].lower() in _words("kind"):
        out.append(" ".join(ws[:-2]))
    return out


def _listed(name: str) -> list[Candidate]:
    places = gazetteer.gazetteer()
    weigh = settings()
    out = []
    for k, own in places.named(name):
        people = int(places.populations[k])
        worth = math.log10(people + 100) + (weigh["place_own_name"] if own else 0.0)
        iso3 = gazetteer.alpha3().get(str(places.countries[k]))
        point = (float(places.points[k, 0]), float(places.points[k, 1]))
        out.append(Candidate(f"geonames:{places.ids[k]}", iso3, point, "city", worth, str(places.divisions[k]), own))
    return out


def distances(point: tuple[float, float], points: Sequence[tuple[float, float]]) -> Floats:
    """Great-circle distances in km."""
    a, b = np.radians(np.array(point, np.float64)), np.radians(np.array(points, np.float64).reshape(-1, 2))
    h = np.sin((b[:, 0] - a[0]) / 2) ** 2 + np.cos(a[0]) * np.cos(b[:, 0]) * np.sin((b[:, 1] - a[1]) / 2) ** 2
    result: Floats = 2 * EARTH * np.arcsin(np.sqrt(h))
    return result


def _settle(view: View, found: list[Toponym], shorts: list[Candidate | None]) -> None:
    """Choose for each name the candidate of most weight, again and again beside the choices of the round before."""
    weigh = settings()
    told = _countries_told(view)
    for t in found:
        t.chosen = max(t.candidates, key=lambda c: c.worth + weigh["place_country"] * told.get(c.iso3 or "", 0.0), default=None)
    for _ in range(ROUNDS):
        before = [t.chosen for t in found]
        votes = _votes(found, shorts)
        for k, t in enumerate(found):
            if not t.candidates:
                continue
            others = [c for j, c in enumerate(before) if j != k and c is not None and found[j].text != t.text and c.precision in ("city", "region")]
            holder = shorts[k] or (before[t.inside] if t.inside is not None else None)
            points = [c.point for c in t.candidates]
            near = np.zeros(len(points))
            for other in {c.id: c for c in others}.values():
                near += np.exp(-distances(other.point, points) / weigh["place_reach"])
            scores = []
            for c, n in zip(t.candidates, near, strict=True):
                score = c.worth + weigh["place_country"] * told.get(c.iso3 or "", 0.0) + weigh["place_near"] * min(2.0, float(n))
                score += weigh["place_voted"] * votes.share(t.text, c.iso3) + weigh["place_division"] * votes.share(t.text, c.iso3, c.division)
                if c.precision == "region" and _listed_with_region(found, before, k):
                    score += weigh["place_listed"]
                if holder is not None and holder.id != c.id and _within(c, holder):
                    score += weigh["place_inside"]
                scores.append(score)
            best = int(np.argmax(scores))
            own = t.candidates[best]
            # nothing but a by-name of some town speaks for it: left open
            t.chosen = own if own.own or scores[best] - own.worth >= weigh["place_by_name"] else None
            t.lost = [t.candidates[j] for j in sorted(range(len(scores)), key=lambda j: -scores[j]) if t.candidates[j] is not t.chosen]


def _votes(found: list[Toponym], shorts: list[Candidate | None]) -> Votes:
    votes = Votes()
    for t, short in zip(found, shorts, strict=True):
        if t.chosen is not None and t.chosen.precision != "continent":
            votes.add(t.text, t.chosen.iso3, t.chosen.division)
        elif t.chosen is None and _is_county(t.text):
            states = _counties().get(gazetteer.folded(t.text), [])
            for state in states:
                votes.add(t.text, "USA", state, 1 / len(states))
        if short is not None:
            votes.add(f"{t.text}, {short.id}", short.iso3, short.division)
    return votes


def _is_county(text: str) -> bool:
    return text.split()[-1].lower() in _words("county")


@cache
def _counties() -> dict[str, list[str]]:
    """The states of the USA that have a county of a name."""
    found: dict[str, list[str]] = {}
    for row in gazetteer.us_counties():
        found.setdefault(gazetteer.folded(row["name"]), []).append(row["state"])
    return found


def _listed_with_region(found: list[Toponym], chosen: list[Candidate | None], k: int) -> bool:
    """A neighbour two or three words off is a region: names in a list are of one kind."""
    beside = [j for j in (k - 1, k + 1) if 0 <= j < len(found) and 1 <= max(found[j].first - found[k].last, found[k].first - found[j].last) <= 2]
    return any((c := chosen[j]) is not None and c.precision == "region" for j in beside)


def _within(c: Candidate, holder: Candidate) -> bool:
    if holder.precision == "country":
        return c.iso3 == holder.iso3
    if holder.precision == "region":
        if holder.division and c.iso3 == holder.iso3 == "USA":
            return c.division == holder.division
        return c.iso3 == holder.iso3 and float(distances(holder.point, [c.point])[0]) < 450
    return c.iso3 == holder.iso3 and float(distances(holder.point, [c.point])[0]) < 150


def _countries_told(view: View) -> dict[str, float]:
    """How much a report speaks of each country: its share of the most named one's mentions."""
    counts: dict[str, int] = {}
    for a, b, country in countries.marks(view.text):
        if gazetteer.folded(view.words(a, b)) in _regions()[0] and country.kind == "name":
            continue  # "Georgia" speaks for neither before it is settled
        counts[country.iso3] = counts.get(country.iso3, 0) + 1
    most = max(counts.values(), default=1)
    return {iso3: math.sqrt(n / most) for iso3, n in counts.items()}


def _tie(view: View, found: list[Toponym]) -> None:
    """A site that no gazetteer lists takes the point of the place that it is printed in or next to; a county only that of a place in its state."""
    for t in found:
        if t.chosen is not None:
            continue
        holder = found[t.inside].chosen if t.inside is not None else None
        states = _counties().get(gazetteer.folded(t.text), []) if _is_county(t.text) else []
        others = [o for o in found if o is not t and not o.tied and (c := o.chosen) is not None and c.precision != "continent"]
        if holder is None and states:
            inside = [o for o in others if (c := o.chosen) is not None and c.iso3 == "USA" and c.division in states]
            holder = min(inside, key=lambda o: (o.chosen is not None and o.chosen.precision != "city", abs(o.first - t.first))).chosen if inside else None
        elif holder is None:
            near = [o for o in others if view.sentence[o.first] == view.sentence[t.first]]
            holder = min(near, key=lambda o: abs(o.first - t.first)).chosen if near else None
        if holder is not None:
            t.chosen, t.tied = holder, True
