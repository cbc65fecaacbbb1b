"""The cue table: words that lay what they govern in somebody's mouth."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sayso.data import table
from sayso.events.conditions import Condition, hold, parse
from sayso.reader.view import View

_POS = {"VERB": "V", "AUX": "V", "NOUN": "N", "PROPN": "N", "ADJ": "A", "ADV": "R"}


@dataclass(frozen=True, slots=True)
class Cue:
    """One line of the table: `status` is what an event in the content gets by itself; `source` and `content` are slots in order of preference."""

    word: str
    pos: str
    conditions: tuple[Condition, ...]
    kind: str
    status: str
    source: tuple[str, ...]
    content: tuple[str, ...]
    strength: int


@cache
def _cues() -> dict[tuple[str, str], tuple[Cue, ...]]:
    found: dict[tuple[str, str], list[Cue]] = {}
    for row in table("cues"):
        cue = Cue(
            row["word"], row["pos"], parse(row["with"]), row["kind"], row["status"], _slots(row["source"]), _slots(row["content"]), int(row["strength"] or 1)
        )
        found.setdefault((cue.word, cue.pos), []).append(cue)
    return {k: tuple(v) for k, v in found.items()}


def _slots(cell: str) -> tuple[str, ...]:
    return tuple(s.strip() for s in cell.split(",") if s.strip())


def match(view: View, i: int) -> Cue | None:
    """The first line of the table that word `i` meets."""
    pos = _POS.get(view.pos[i])
    if pos is None:
        return None
    for key in ((view.lemma[i], pos), (view.lower[i], pos)):
        for cue in _cues().get(key, ()):
            if hold(view, i, cue.conditions):
                return cue
    return None
