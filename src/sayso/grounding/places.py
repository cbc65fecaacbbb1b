"""Where an event happens: the place that the network's arc or the syntax of the trigger names, with its point on the map."""

from __future__ import annotations

from sayso.events import Found
from sayso.events.conditions import noun_classes
from sayso.grounding import gazetteer, parties
from sayso.grounding.toponyms import Toponym
from sayso.reader import countries
from sayso.reader.view import View
from sayso.records import Place

_WHERE = frozenset({"in", "at", "near", "on", "inside", "outside", "across", "around", "over"})
_RIVALS = 2  # candidates that lost which the reason names


class Map:
    """The places that a report names, by word, found once."""

    def __init__(self, view: View, found: list[Toponym]) -> None:
        self.view = view
        self._at: dict[int, Toponym] = {i: t for t in found for i in range(t.first, t.last)}

    def of(self, found: Found) -> tuple[Place | None, str]:
        """The place of an event and why it lies where it lies; None where the text names none."""
        view = self.view
        word = found.place
        if word is None:
            word = next(
                (k for k in view.kids_by(found.trigger.word, "obl", "nmod") if view.case(k) in _WHERE and view.name[k] in ("Location", "Facility")), None
            )
        if word is None:
            return None, ""
        at = self._at.get(word)
        if at is not None:
            a, b = at.first, at.last
        elif word in view.name_at and view.name_at[word][2] in ("Location", "Facility"):
            a, b, _ = view.name_at[word]
        else:
            head, country = view.noun_head(word), countries.lookup(view.text[word])
            if "PLACE" in noun_classes().get(view.lemma[head], ()) and head not in view.name_at:
                a, b = view.phrase(head)
            elif country is not None:
                return self._colour(word, country), f"{view.text[word]}, which stands for the country"
            else:
                return None, ""
            at = next((self._at[i] for i in range(a, b) if i in self._at), None)
        text = view.words(a, b)
        for mark in ("'s", "’s", "'", "’"):
            text = text.removesuffix(mark)
        if at is None or at.chosen is None:
            country = countries.lookup(text)
            return Place(text, view.start[a], view.end(b - 1), iso3=country.iso3 if country else None), "in no gazetteer"
        own = at.chosen
        tied = at.tied or (at.first, at.last) != (a, b)
        latitude, longitude = (round(x, 5) for x in own.point)
        place = Place(text, view.start[a], view.end(b - 1), own.id, own.iso3, latitude, longitude, "site" if tied else own.precision)
        return place, _why(at, tied)

    def _colour(self, word: int, country: countries.Country) -> Place:
        """A country that only its adjective names, "the Syrian war"."""
        view = self.view
        latitude, longitude = gazetteer.middles().get(country.iso3, (None, None))
        name = parties.printed(view, country)
        return Place(name, view.start[word], view.end(word), f"country:{country.iso3}", country.iso3, latitude, longitude, "country")


def _why(at: Toponym, tied: bool) -> str:
    assert at.chosen is not None
    if tied:
        return f"in no gazetteer; the point is that of {at.chosen.id}, named beside it"
    rivals = ", ".join(c.id for c in at.lost[:_RIVALS])
    return f"{at.chosen.id} by the report's other places, by its country and by its people" + (f"; before {rivals}" if rivals else "")
