"""Which words name an event: the event head of the network and the trigger table, weighed together."""

from __future__ import annotations

import numpy as np

from sayso.data import settings
from sayso.events import lexicon
from sayso.events.records import Trigger
from sayso.reader import signals
from sayso.reader.view import View

_CONTENT = frozenset({"VERB", "NOUN", "PROPN", "ADJ", "AUX", "ADV", "X"})


def find(view: View, heard: signals.Signals | None, words: list[int]) -> list[Trigger]:
    """The triggers among `words`. Without the network's signals a line of the table of strength 2 or more decides alone."""
    weigh = settings()
    found = []
    if heard is not None:
        none = heard.event_labels.index("O")
        likely = 1.0 - heard.event[:, none]
    for i in words:
        if view.pos[i] not in _CONTENT:
            continue
        if heard is None:
            entry = lexicon.match(view, i)
            if entry and entry.type != "-" and entry.strength >= 2:
                found.append(_trigger(view, i, entry.type, entry, entry.strength / 4 + 0.2, f"table {entry.name}"))
            continue
        p = float(likely[i])
        if p < weigh["trigger_floor"] and view.pos[i] not in ("VERB", "NOUN"):
            continue
        entry = lexicon.match(view, i)
        score = p + (
            weigh["trigger_unlisted"] if entry is None else weigh["trigger_blocked"] if entry.type == "-" else weigh[f"trigger_strength_{entry.strength}"]
        )
        if score < weigh["trigger_threshold"]:
            continue
        scores = heard.event[i].copy()
        scores[none] = 0.0
        scores /= max(float(scores.sum()), 1e-9)
        label = heard.event_labels[int(scores.argmax())]
        why = f"head {float(scores.max()) * p:.2f}"
        if entry is not None and entry.type != "-":
            at = heard.event_labels.index(entry.type)
            scores = scores + np.eye(len(scores), dtype=np.float32)[at] * weigh["type_strength"] * entry.strength * (1.2 - p)
            label = heard.event_labels[int(scores.argmax())]
            why = f"table {entry.name}, " + why
        found.append(_trigger(view, i, label, entry if entry is not None and entry.type == label else None, min(1.0, max(0.0, score)), why))
    return found


def _trigger(view: View, i: int, label: str, entry: lexicon.Entry | None, score: float, why: str) -> Trigger:
    end = i + 1
    particle = view.kid(i, "compound:prt")
    if particle is not None and i < particle <= i + 2:
        end = particle + 1
    return Trigger(i, end, label, entry.mode if entry else None, entry, score, why)
