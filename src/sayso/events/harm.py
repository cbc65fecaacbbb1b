"""Harm that an event did: "46 were killed by an airstrike", "a bombing that left 12 dead", "shelled the town, killing four" tell one event."""

from __future__ import annotations

from collections.abc import Collection

from sayso.events import slots
from sayso.reader.view import View

DEATH = slots.words_of("death verb")
_VERBS = slots.words_of("harm verb") | DEATH
_LASTING = slots.words_of("lasting violence")
_CASES = slots.words_of("cause word")
_REACH = 2  # nouns that only hold the event's noun: "the first day of the bombardment"


def tells_harm(view: View, i: int) -> bool:
    """The word tells what befell people, and may do so of another event."""
    return view.pos[i] in ("VERB", "ADJ") and view.lemma[i] in _VERBS


def cause(view: View, i: int, events: Collection[int]) -> int | None:
    """The event among the words `events` that did the harm told by word `i`, if syntax says so."""
    if not tells_harm(view, i):
        return None
    i = _first(view, i)
    events = {e for e in events if view.lemma[e] not in _LASTING}
    if view.dep[i] == "acl:relcl" and view.head[i] in events:
        return view.head[i]
    if view.tag[i] == "VBG" and not any(view.base[k] in ("aux", "nsubj", "mark", "case") for k in view.kids[i]):
        return next((a for a in view.ancestors(i) if a < i and a in events), None)
    suffered = slots.is_passive(view, i) or view.lemma[i] in DEATH
    loose = [x for k in view.kids_by(i, "advmod", "obl:unmarked") for x in view.kids[k]]  # "killed a year later in a raid"
    for k in (*view.kids[i], *loose):
        base, held = view.base[k], None
        if (base in ("nsubj", "csubj") and view.dep[k] not in ("nsubj:pass", "csubj:pass")) or (
            base == "obl" and suffered and view.case(k).split(" ")[0] in _CASES
        ):
            held = _event_in(view, slots.referent(view, k), events)
        elif base == "advcl" and suffered and any(view.lower[m] in _CASES for m in view.kids_by(k, "mark", "advmod", "case")):
            held = k if k in events else None
        if held is not None and held != i:
            return held
    return None


def _first(view: View, i: int) -> int:
    """The first of coordinated verbs of harm, which holds their phrases: "killed or wounded in the attack"."""
    while view.dep[i] == "conj" and tells_harm(view, view.head[i]) and not any(view.base[k] == "nsubj" for k in view.kids[i]):
        i = view.head[i]
    return i


def _event_in(view: View, i: int, events: Collection[int]) -> int | None:
    for _ in range(_REACH):
        if i in events:
            return i
        inner = [k for k in view.kids_by(i, "nmod") if view.case(k) == "of"]
        if not inner:
            return None
        i = inner[0]
    return i if i in events else None
