"""Parties that an event takes from another: "the strikes are targeting X" is done by who carries out the strikes, and "the strikes" are those told before."""

from __future__ import annotations

from dataclasses import replace

from sayso.events.records import Found
from sayso.events.slots import words_of
from sayso.reader.view import View

_DEFINITE = words_of("definite")
REACH = 2  # sentences that "the strikes" looks back


def complete(view: View, found: list[Found]) -> list[Found]:
    """The events with the parties that they take from events named before or beside them."""
    by_word: dict[int, Found] = {}
    out: list[Found] = []
    for f in found:
        if not f.actors and _takes_up(view, f):
            before = told_before(view, f, out)
            if before is not None:
                f = replace(f, actors=before.actors)
        out.append(f)
        by_word[f.trigger.word] = f
    return [_through_events(f, by_word) for f in out]


def _takes_up(view: View, f: Found) -> bool:
    """A noun with "the", "these" or "this": an event that was told before."""
    i = f.trigger.word
    return view.pos[i] == "NOUN" and any(view.dep[k] == "det" and view.lower[k] in _DEFINITE for k in view.kids[i])


def told_before(view: View, f: Found, told: list[Found]) -> Found | None:
    """The last event of the same type with actors, within so many sentences."""
    for earlier in reversed(told):
        if view.sentence[f.trigger.word] - view.sentence[earlier.trigger.word] > REACH:
            return None
        if earlier.trigger.type == f.trigger.type and earlier.actors:
            return earlier
    return None


def _through_events(f: Found, by_word: dict[int, Found]) -> Found:
    """An actor that is itself an event stands for that event's actors."""
    if not any(a in by_word for a in f.actors):
        return f
    actors: list[int] = []
    for a in f.actors:
        other = by_word.get(a)
        for w in (a,) if other is None else other.actors:
            if w not in actors and w != f.trigger.word:
                actors.append(w)
    return replace(f, actors=tuple(actors), recipients=tuple(r for r in f.recipients if r not in actors))
