"""What the event step finds: triggers with their parties as words of the `Doc`, not yet names."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.events.lexicon import Entry


@dataclass(frozen=True, slots=True)
class Trigger:
    """The word that names an event. `entry` is the line of the table that it met, if any; `score` how sure the type is, 0 to 1."""

    word: int
    end: int
    type: str
    entry: Entry | None
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Found:
    """A trigger with the head words of its actors and recipients, and the word of its place."""

    trigger: Trigger
    actors: tuple[int, ...]
    recipients: tuple[int, ...]
    place: int | None
