"""Where an event happens: the place that the network's arc or the syntax of the trigger names."""

from __future__ import annotations

from sayso.events import Found
from sayso.grounding.mentions import Mentions
from sayso.reader import countries
from sayso.reader.view import View
from sayso.records import Place

_WHERE = frozenset({"in", "at", "near", "on", "inside", "outside", "across", "around", "over"})


def of(view: View, mentions: Mentions, found: Found) -> Place | None:
    """The place of an event, None where the text names none."""
    word = found.place
    if word is None:
        word = next((k for k in view.kids_by(found.trigger.word, "obl", "nmod") if view.case(k) in _WHERE and view.name[k] in ("Location", "Facility")), None)
    if word is None:
        return None
    if word in view.name_at:
        a, b, label = view.name_at[word]
        if label not in ("Location", "Facility"):
            return None
    else:
        a, b = view.phrase(word)
    text = view.words(a, b)
    for mark in ("'s", "’s", "'", "’"):
        text = text.removesuffix(mark)
    country = countries.lookup(text)
    return Place(
        text, view.start[a], view.end(b - 1), iso3=country.iso3 if country else None, precision="country" if country and country.kind == "name" else None
    )
