"""How an event is done, and in which field it stands: PLOVER's modes and contexts, by the words of the event's own clause."""

from __future__ import annotations

from functools import cache

from sayso.data import table
from sayso.events import lexicon
from sayso.reader.view import View

# relations that lead out of a clause into another one
_OUT = frozenset({"ccomp", "xcomp", "advcl", "acl:relcl", "acl", "parataxis", "conj", "csubj", "dep"})
REACH = 12  # words from the trigger that still speak for it


@cache
def _modes() -> dict[tuple[str, str, str], str]:
    found: dict[tuple[str, str, str], str] = {}
    for row in table("modes"):
        found.setdefault((row["type"], row["where"], row["word"]), row["mode"])
    return found


@cache
def _contexts() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for row in table("contexts"):
        found.setdefault(row["word"], []).append(row["context"])
    return {word: tuple(contexts) for word, contexts in found.items()}


def mode(view: View, i: int, kind: str, entry: lexicon.Entry | None, around: list[int]) -> str | None:
    """The mode of an event of type `kind` that word `i` names, `around` being its clause; None where no word settles it."""
    if entry is not None and entry.mode is not None:
        return entry.mode
    near = [w for k in around if k != i and (w := _modes().get((kind, "near", view.lemma[k])) or _modes().get((kind, "near", view.lower[k])))]
    own = _modes().get((kind, "trigger", view.lemma[i]))
    if kind in _WEAPONS and near:  # "shot dead by a sniper", "killed in an air raid": the means says more than the deed
        return near[0]
    return own or (near[0] if near else None)


_WEAPONS = frozenset({"ASSAULT", "MOBILIZE", "THREATEN"})


def contexts(view: View, around: list[int]) -> tuple[str, ...]:
    """The contexts that the words of a clause speak for, in alphabetical order."""
    found: set[str] = set()
    for k in around:
        if not view.name[k] or view.lower[k] == view.text[k]:
            found.update(_contexts().get(view.lemma[k], _contexts().get(view.lower[k], ())))
    return tuple(sorted(found))


def clause(view: View, i: int) -> list[int]:
    """The words of the clause around an event's trigger, those of clauses within it and farther away left out."""
    top = i
    while view.pos[top] not in ("VERB", "AUX") and view.dep[top] not in _OUT and view.head[top] != top:
        top = view.head[top]
    found: set[int] = set()
    todo = [top, i]
    while todo:
        w = todo.pop()
        if w not in found:
            found.add(w)
            todo += [k for k in view.kids[w] if view.dep[k] not in _OUT or (view.dep[k] == "conj" and view.pos[k] != "VERB")]
    return sorted(k for k in found if abs(k - i) <= REACH)
