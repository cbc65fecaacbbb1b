"""How a source puts an event: modals, negation, conditions, plans and requests above it, weighed with the network's status head."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sayso.attribution.sources import Voice
from sayso.data import settings, table
from sayso.events.conditions import Condition, hold, parse
from sayso.reader import signals
from sayso.reader.view import View

_POS = {"VERB": "V", "AUX": "V", "NOUN": "N", "PROPN": "N", "ADJ": "A", "ADV": "R", "PART": "R", "SCONJ": "R", "ADP": "R", "DET": "R", "CCONJ": "R"}
STATUSES = ("actual", "possible", "future", "hypothetical", "denied")


@dataclass(frozen=True, slots=True)
class Mark:
    """One line of the status table: a word that gives `status` to what it reaches."""

    word: str
    pos: str
    conditions: tuple[Condition, ...]
    status: str
    reaches: frozenset[str]


@cache
def _marks() -> dict[str, tuple[Mark, ...]]:
    found: dict[str, list[Mark]] = {}
    for row in table("status"):
        mark = Mark(row["word"], row["pos"], parse(row["with"]), row["status"], frozenset(r.strip() for r in row["reaches"].split(",")))
        found.setdefault(mark.word, []).append(mark)
    return {k: tuple(v) for k, v in found.items()}


def _matches(view: View, i: int, reach: set[str]) -> Mark | None:
    for mark in _marks().get(view.lemma[i], ()) or _marks().get(view.lower[i], ()):
        if mark.pos in ("", "P", _POS.get(view.pos[i], ""), "M") and reach & mark.reaches and hold(view, i, mark.conditions):
            return mark
    return None


def evidence(view: View, i: int) -> list[tuple[str, str]]:
    """Statuses that the words around a trigger give it, nearest first, each with the word that does."""
    out: list[tuple[str, str]] = []
    child = i
    for step in range(4):
        for k in view.kids[child]:
            reach = {f"{view.base[k]}-head", view.base[k], "head"}
            mark = _matches(view, k, reach) if view.base[k] in ("aux", "advmod", "amod", "mark", "det", "cc", "case") else None
            if mark:
                out.append((mark.status, view.lower[k]))
        h = view.head[child]
        if h == child or (view.dep[child] in ("acl:relcl", "parataxis") and step):
            break
        case = view.case(child)
        reach = (
            {view.dep[child], view.base[child], f"{view.base[child]}:{case}", f"nmod:{case}", f"obl:{case}", case}
            if case
            else {view.dep[child], view.base[child]}
        )
        mark = _matches(view, h, reach)
        if mark:
            out.append((mark.status, view.lower[h]))
        if view.dep[child] in ("ccomp", "advcl"):
            break
        child = h
    return out


def decide(view: View, heard: signals.Signals | None, i: int, voice: Voice) -> tuple[str, str, float]:
    """The status of the event at word `i` as `voice` tells it, why, and its share of all scores."""
    weigh = settings()
    scores = dict.fromkeys(STATUSES, 0.0)
    scores["actual"] = weigh["status_actual"]
    why = ""
    found = evidence(view, i)
    for rank, (status, word) in enumerate(found):
        if status in scores:
            scores[status] += weigh["status_word"] / (rank + 1)
            why = why or f"word {word}"
    if voice.row is not None and voice.row.status in scores and voice.row.status != "actual" and voice.cue is not None and abs(voice.cue[0] - i) < 12:
        scores[voice.row.status] += weigh["status_denial" if voice.row.kind == "deny" else "status_cue"]
        why = why or f"cue {voice.row.word}"
    if heard is not None:
        for k, label in enumerate(heard.status_labels):
            scores[label] += weigh["status_head"] * float(heard.status[i, k])
    best = max(STATUSES, key=lambda s: scores[s])
    return best, f"{why + ', ' if why else ''}score {scores[best]:.2f}", scores[best] / sum(scores.values())
