"""Which words name an event: the event head of the network, the trigger table and what the word looks like, weighed together as log odds."""

from __future__ import annotations

import math

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
        odds = weigh["trigger_base"] + weigh["trigger_head"] * math.log((p + 1e-4) / (1.0 - p + 1e-4))
        if entry is not None:
            odds += weigh["trigger_blocked"] if entry.type == "-" else weigh[f"trigger_strength_{entry.strength}"]
        odds += weigh["trigger_modifier"] * (view.dep[i] == "amod") + weigh["trigger_name"] * (view.pos[i] == "PROPN")
        if odds < weigh["trigger_threshold"]:
            continue
        for role in ("actor", "recipient"):
            odds += weigh[f"trigger_no_{role}"] * heard.parties(i, role)[0]
        if odds < weigh["trigger_threshold"]:
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
        share = float(scores[heard.event_labels.index(label)] / max(float(scores.sum()), 1e-9))
        found.append(_trigger(view, i, label, entry if entry is not None and entry.type == label else None, share / (1.0 + math.exp(-odds)), why))
    return found


def _trigger(view: View, i: int, label: str, entry: lexicon.Entry | None, score: float, why: str) -> Trigger:
    end = i + 1
    particle = view.kid(i, "compound:prt")
    if particle is not None and i < particle <= i + 2:
        end = particle + 1
    return Trigger(i, end, label, entry, score, why)
