"""How many people a word of killing was done to where no number says so: the persons that its sentence names."""

from __future__ import annotations

from sayso.events import harm, slots
from sayso.events.conditions import noun_classes
from sayso.grounding import quantities
from sayso.reader.view import View

_ONE = slots.words_of("single person")


def named(view: View, i: int) -> int | None:
    """How many persons a word says were killed, each named or told by a noun in the singular; None where it does not say so."""
    victims = _victims(view, i)
    if len(victims) != 1:
        return None
    each = view.conjuncts(_names_after(view, victims[0]))
    return len(each) if all(_one_person(view, w) for w in each) else None


def _names_after(view: View, w: int) -> int:
    """The first of the names that tell who a plural noun means: "the journalists Doe and Roe"; the word itself where none follows it."""
    k = w + 1
    tells = view.tag[w] == "NNS" and k < view.n and view.name[k] == "Person" and view.tag[k] == "NNP" and view.base[k] in ("appos", "flat", "nmod")
    return k if tells else w


def _victims(view: View, i: int) -> list[int]:
    """The head word of the phrase for those killed, empty for a word that kills nobody."""
    if view.lemma[i] in harm.DEATH and view.pos[i] == "VERB":
        return [] if view.tag[i] == "VB" else [slots.referent(view, k) for k in view.kids_by(i, "nsubj")]
    if (view.lower[i],) not in quantities.deadly() and (view.lemma[i],) not in quantities.deadly():
        return []
    if view.pos[i] == "NOUN":
        return [k for k in view.kids_by(i, "nmod") if view.case(k) == "of"]
    if view.pos[i] != "VERB" or view.tag[i] == "VB":  # "to kill him" has killed nobody yet
        return []
    return [slots.referent(view, k) for k in slots.obj(view, i)]


def _one_person(view: View, w: int) -> bool:
    if view.lower[w] in _ONE:
        return True
    if view.kids_by(w, "nummod") or view.tag[w] not in ("NN", "NNP"):
        return False
    return view.name[w] == "Person" or "PERSON" in noun_classes().get(view.lemma[w], ())
