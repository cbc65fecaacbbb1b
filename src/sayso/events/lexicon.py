"""The trigger table: which words name which PLOVER type, under which conditions, and where their parties stand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sayso.data import table
from sayso.events.conditions import Condition, hold, parse
from sayso.reader.view import View

_POS = {"VERB": "V", "AUX": "V", "NOUN": "N", "PROPN": "N", "ADJ": "A"}
_DEFAULT = {
    "V": (("subj",), ("obj",)),
    "A": (("subj",), ("obj",)),
    "N": (("by", "poss", "amod", "compound", "gov.subj"), ("against", "on", "of")),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the table. `actor` and `recipient` are slots in order of preference, "a+b" joining two; `type` "-" says: no event."""

    word: str
    pos: str
    conditions: tuple[Condition, ...]
    type: str
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    mode: str | None
    strength: int

    @property
    def name(self) -> str:
        """How `why` cites the line."""
        return f"{self.word}/{self.pos}" + "".join(f" {'!' * c.negated}{c.slot}" for c in self.conditions)


def default_slots(pos: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Where actors and recipients of a word stand if no line of the table says otherwise."""
    return _DEFAULT.get(_POS.get(pos, "N"), _DEFAULT["N"])


def match(view: View, i: int) -> Entry | None:
    """The first line of the table whose conditions word `i` meets."""
    pos = _POS.get(view.pos[i])
    if pos is None:
        return None
    for key in ((view.lemma[i], pos), (view.lower[i], pos)):
        for entry in _entries().get(key, ()):
            if hold(view, i, entry.conditions):
                return entry
    return None


@cache
def _entries() -> dict[tuple[str, str], tuple[Entry, ...]]:
    found: dict[tuple[str, str], list[Entry]] = {}
    for row in table("triggers"):
        actor, recipient = _DEFAULT[row["pos"]]
        if row["actor"]:
            actor = tuple(s.strip() for s in row["actor"].split(","))
        if row["recipient"]:
            recipient = tuple(s.strip() for s in row["recipient"].split(","))
        entry = Entry(row["word"], row["pos"], parse(row["with"]), row["type"], actor, recipient, row["mode"] or None, int(row["strength"] or 1))
        found.setdefault((entry.word, entry.pos), []).append(entry)
    return {k: tuple(v) for k, v in found.items()}
