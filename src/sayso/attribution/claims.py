"""Tellings that share a trigger: claims of responsibility, denials of the doing, and "what Moscow says are" descriptions of the target."""

from __future__ import annotations

from dataclasses import replace

from sayso.attribution import cues
from sayso.attribution.records import Telling
from sayso.events import slots
from sayso.reader.view import View

_CLAIM_VERBS, _CLAIM_NOUNS = slots.words_of("claim verb"), slots.words_of("claim noun")


def also_told(view: View, telling: Telling) -> list[Telling]:
    """The further tellings of the same trigger, and the telling itself as they leave it."""
    i = telling.found.trigger.word
    for rule in (_claimed, _described):
        found = rule(view, telling, i)
        if found:
            return found
    return [telling]


def _claimed(view: View, telling: Telling, i: int) -> list[Telling]:
    """ "a bombing claimed by X": the report tells that it happened, X that X did it (ruling 3 of the codebook)."""
    for k in view.kids_by(i, "acl"):
        if view.lemma[k] == "claim" and slots.is_passive(view, k):
            who = slots.fill(view, k, "by")
            if who:
                own = replace(telling, found=replace(telling.found, actors=tuple(a for a in telling.found.actors if a not in who)))
                claim = replace(
                    telling,
                    found=replace(telling.found, actors=(who[0],)),
                    source=who[0],
                    cue=(k, min(k + 2, view.n)),
                    status="actual",
                    why_source="claim of responsibility",
                )
                return [own, claim]
    # "X claimed responsibility for the bombing": the noun hangs on "responsibility" or on the verb
    h = view.head[i]
    verb = view.head[h] if view.lemma[h] in _CLAIM_NOUNS else h
    if view.lemma[verb] in _CLAIM_VERBS and any(view.lemma[k] in _CLAIM_NOUNS for k in view.kids_by(verb, "obj")):
        who = slots.fill(view, verb, "subj")
        if who:
            own = replace(telling, found=replace(telling.found, actors=tuple(a for a in telling.found.actors if a not in who)), source=None, cue=None)
            claim = replace(
                telling,
                found=replace(telling.found, actors=(who[0],)),
                source=who[0],
                cue=(verb, verb + 1),
                status="actual",
                why_source="claim of responsibility",
            )
            return [own, claim]
    return []


def _described(view: View, telling: Telling, i: int) -> list[Telling]:
    """ "raids against what Moscow says are X": that there were raids is the teller's word, that they hit X is Moscow's."""
    for w in view.subtree(i):
        if view.lower[w] != "what" or w < i:
            continue
        for k in view.subtree(view.head[w] if view.head[w] != i else w):
            row = cues.match(view, k) if view.pos[k] == "VERB" and k > w else None
            if row is None or row.kind not in ("say", "think", "accuse"):
                continue
            who = [s for s in slots.fill(view, k, "subj") if s != w]
            below = [x for x in view.subtree(w) if x > k and view.pos[x] in ("NOUN", "PROPN") and view.kid(x, "cop") is not None]
            if who and below:
                own = replace(telling, found=replace(telling.found, recipients=tuple(r for r in telling.found.recipients if r < w)))
                told = replace(
                    telling, found=replace(telling.found, recipients=(below[0],)), source=who[0], cue=(k, k + 1), via=(), why_source="described by its source"
                )
                return [own, told]
    return []
