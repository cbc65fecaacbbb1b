"""Reading to events: triggers, their types and their participants."""

from __future__ import annotations

from sayso.events import inherit, merge, participants, triggers
from sayso.events.records import Found, Trigger
from sayso.reader import signals
from sayso.reader.view import View

__all__ = ["Found", "Trigger", "find"]


def find(view: View, words: list[int]) -> list[Found]:
    """The events that `words` of a reading name, with their parties; an event with no party in reach is left out."""
    heard = signals.of(view.doc)
    found = [participants.find(view, heard, t) for t in triggers.find(view, heard, words)]
    return [f for f in merge.once(view, inherit.complete(view, found)) if f.actors or f.recipients]
