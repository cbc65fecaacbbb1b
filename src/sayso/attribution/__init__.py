"""Events to tellings: who vouches for each event, through whom, with which status."""

from __future__ import annotations

from dataclasses import replace

from sayso.attribution import channels, claims, cues, links, sources, status, turns
from sayso.attribution.links import Link
from sayso.attribution.records import Telling
from sayso.events import Found
from sayso.events.inherit import told_before
from sayso.reader import signals
from sayso.reader.view import View

__all__ = ["Link", "Telling", "attribute"]


def attribute(view: View, events: list[Found]) -> tuple[list[Telling], list[Link]]:
    """The tellings of all events in the text's order, and the attributions that the report prints."""
    heard = signals.of(view.doc)
    found_links = links.join(view)
    said = turns.find(view)
    speakers = [said.speaker(event.trigger.word) for event in events]
    voices = [sources.choose(view, heard, found_links, event, speaker) for event, speaker in zip(events, speakers, strict=True)]
    events = [accused(view, event, voice, events) for event, voice in zip(events, voices, strict=True)]
    tellings: list[Telling] = []
    for event, voice, speaker in zip(events, voices, speakers, strict=True):
        how, why, sure = status.decide(view, heard, event.trigger.word, voice)
        if sources.performs(view, event.trigger.word, event.trigger.type):
            speaker = voice.source if voice.source is not None else speaker
            voice = sources.Voice(None, None, None, "an act of speech in its own words")
        telling = Telling(event, voice.source, voice.cue, channels.of(view, voice), how, voice.why, why, voice.share, sure, speaker)
        tellings += claims.also_told(view, telling)
    return tellings, found_links


def accused(view: View, event: Found, voice: sources.Voice, events: list[Found]) -> Found:
    """Who accuses does not accuse himself: what he alleges was done by others, or by those of the event told before."""
    if voice.source is None or voice.source not in event.actors or not _accuses(view, voice):
        return event
    left = tuple(a for a in event.actors if a != voice.source)
    if not left:
        before = told_before(view, event, [e for e in events if e.trigger.word < event.trigger.word and voice.source not in e.actors])
        left = before.actors if before is not None else ()
    return replace(event, actors=left)


def _accuses(view: View, voice: sources.Voice) -> bool:
    """The cue accuses, or the source hangs on a noun that does: "despite accusations in the West that …"."""
    if voice.row is not None and voice.row.kind == "accuse":
        return True
    noun = None if voice.source is None else cues.match(view, view.head[voice.source])
    return noun is not None and noun.kind == "accuse" and noun.pos == "N"
