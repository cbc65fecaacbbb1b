"""Events to tellings: who vouches for each event, through whom, with which status."""

from __future__ import annotations

from sayso.attribution import channels, claims, links, sources, status
from sayso.attribution.links import Link
from sayso.attribution.records import Telling
from sayso.events import Found
from sayso.reader import signals
from sayso.reader.view import View

__all__ = ["Link", "Telling", "attribute"]


def attribute(view: View, events: list[Found]) -> tuple[list[Telling], list[Link]]:
    """The tellings of all events in the text's order, and the attributions that the report prints."""
    heard = signals.of(view.doc)
    found_links = links.join(view)
    tellings: list[Telling] = []
    for event in events:
        voice = sources.choose(view, heard, found_links, event)
        how, why = status.decide(view, heard, event.trigger.word, voice)
        telling = Telling(event, voice.source, voice.cue, channels.of(view, voice), how, voice.why, why)
        tellings += claims.also_told(view, telling)
    return tellings, found_links
