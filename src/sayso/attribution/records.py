"""What the attribution step adds to an event."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.events import Found


@dataclass(frozen=True, slots=True)
class Telling:
    """One event as one voice tells it: head words of the source and of who passed it on, the words of the cue, and the status.

    `turn` is who speaks the words around it, by the turn of a transcript, the head of a statement or an act of speech; None where the report itself does.
    `sure_source` and `sure_status` are raw scores between 0 and 1, None where a rule settled the matter without weighing.
    """

    found: Found
    source: int | None
    cue: tuple[int, int] | None
    via: tuple[int, ...]
    status: str
    why_source: str
    why_status: str
    sure_source: float | None
    sure_status: float | None
    turn: int | None = None
