"""Conditions of the tables: which slots of a word must be filled, and by what."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sayso.data import table
from sayso.events import slots
from sayso.reader.view import View


@dataclass(frozen=True, slots=True)
class Condition:
    """A slot that must (or, negated, must not) be filled, by any word or by one of `values`."""

    slot: str
    values: frozenset[str]
    negated: bool


def parse(text: str) -> tuple[Condition, ...]:
    """Read a cell such as "obj:tables;!subj:PERSON;prt"."""
    found = []
    for part in filter(None, (p.strip() for p in text.split(";"))):
        slot, _, values = part.lstrip("!").partition(":")
        found.append(Condition(slot.strip(), frozenset(v.strip() for v in values.split(",") if v.strip()), part.startswith("!")))
    return tuple(found)


def hold(view: View, i: int, conditions: tuple[Condition, ...]) -> bool:
    """Whether word `i` meets all conditions."""
    return all(_fits(view, i, c) != c.negated for c in conditions)


def _fits(view: View, i: int, condition: Condition) -> bool:
    slot, values = condition.slot, condition.values
    if slot == "passive":
        return slots.is_passive(view, i)
    if slot == "prt":
        words = view.kids_by(i, "compound:prt", "advmod")
        return any(view.lower[k] in values for k in words) if values else bool(view.kids_by(i, "compound:prt"))
    if slot in ("xcomp", "ccomp"):
        words = view.kids_by(i, slot)
    elif slot == "gov":
        verb = slots.governor(view, i)
        words = [] if verb is None else [verb]
    elif slot == "det":
        words = view.kids_by(i, "det")
    else:
        words = slots.fill(view, i, slot)
    return any(word_is(view, w, values) for w in words) if values else bool(words)


def word_is(view: View, i: int, values: frozenset[str]) -> bool:
    """A word is one of the listed lemmas, or falls in a listed class (in capitals)."""
    if view.lemma[i] in values or view.lower[i] in values:
        return True
    return any(v.isupper() and in_class(view, i, v) for v in values)


@cache
def noun_classes() -> dict[str, frozenset[str]]:
    """The classes of each common noun that stands for participants, places, weapons or media."""
    found: dict[str, set[str]] = {}
    for row in table("nouns"):
        found.setdefault(row["lemma"], set()).add(row["class"])
    return {k: frozenset(v) for k, v in found.items()}


_NAME_CLASSES = {"PERSON": {"Person"}, "GROUP": {"Organization", "NORP"}, "PLACE": {"Location", "Facility"}, "GOV": {"Location", "NORP"}, "MONEY": {"Money"}}
_WIDER = {"GROUP": {"GROUP", "ARMED", "GOV"}, "PERSON": {"PERSON"}, "GOV": {"GOV"}}


def in_class(view: View, i: int, name: str) -> bool:
    """A word belongs to a class of the tables, by its noun or by the kind of name that it is a part of."""
    if name == "ANY":
        return True
    if name == "NAME":
        return bool(view.name[i]) or view.pos[i] == "PROPN"
    if view.name[i] in _NAME_CLASSES.get(name, ()):
        return True
    return bool(noun_classes().get(view.lemma[i], frozenset()) & _WIDER.get(name, {name}))
