"""Tellings that share a trigger: claims of responsibility, denials of the doing, and "what Moscow says are" descriptions of the target."""

from __future__ import annotations

from dataclasses import replace

from sayso.attribution import cues
from sayso.attribution.records import Telling
from sayso.events import slots
from sayso.reader.view import View

REACH = 9  # words from an event to "what its teller says …"
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
                    sure_source=None,
                    sure_status=None,
                )
                return [own, claim]
    # "X claimed responsibility for the bombing": the noun hangs on "responsibility" or on the verb
    h = view.head[i]
    verb = view.head[h] if view.lemma[h] in _CLAIM_NOUNS else h
    if view.lemma[verb] in _CLAIM_VERBS and any(view.lemma[k] in _CLAIM_NOUNS for k in view.kids_by(verb, "obj")):
        who = slots.fill(view, verb, "subj")
        if who:
            own = replace(
                telling, found=replace(telling.found, actors=tuple(a for a in telling.found.actors if a not in who)), source=None, cue=None, sure_source=None
            )
            claim = replace(
                telling,
                found=replace(telling.found, actors=(who[0],)),
                source=who[0],
                cue=(verb, verb + 1),
                status="actual",
                why_source="claim of responsibility",
                sure_source=None,
                sure_status=None,
            )
            return [own, claim]
    return []


def _described(view: View, telling: Telling, i: int) -> list[Telling]:
    """ "raids against what Moscow says are X": that there were raids is the teller's word, that they hit X is Moscow's."""
    for w in range(i + 1, min(i + REACH, view.n)):
        if view.lower[w] == "what" and view.sentence[w] == view.sentence[i]:
            found = _description(view, w)
            if found is not None:
                who, verb, head = found
                actors = tuple(p for p in telling.found.actors if not w <= p <= head)
                recipients = tuple(r for r in telling.found.recipients if r < w)
                own = replace(telling, found=replace(telling.found, actors=actors, recipients=recipients))
                if telling.source == who:  # it vouches for its targets, the report for the rest
                    own = replace(own, source=None, cue=None, via=(), why_source="the report's own words", sure_source=None)
                told = replace(
                    telling,
                    found=replace(telling.found, actors=actors, recipients=(head,)),
                    source=who,
                    cue=(verb, verb + 1),
                    via=(),
                    status="actual",
                    why_source="described by its source",
                    sure_source=None,
                    sure_status=None,
                )
                return [own, told]
        if view.lower[w] in (".", ";"):
            break
    return []


def _description(view: View, w: int) -> tuple[int, int, int] | None:
    """In "what SOURCE says are TARGETS", with `w` at "what": the head words of source, cue and targets. Read along the words: parsers stumble here."""
    verb = next((k for k in range(w + 2, min(w + REACH, view.n)) if view.pos[k] == "VERB"), None)
    row = None if verb is None else cues.match(view, verb)
    if verb is None or row is None or row.kind not in ("say", "think", "accuse"):
        return None
    who = next((k for k in range(verb - 1, w, -1) if view.pos[k] in ("NOUN", "PROPN", "PRON")), None)
    k = verb + 1
    while k < view.n and (view.lemma[k] == "be" or view.lower[k] in ("to", "as")):
        k += 1
    if who is None or k == verb + 1:
        return None
    head = None
    while k < view.n and view.pos[k] in ("DET", "ADJ", "NOUN", "PROPN", "NUM", "ADV", "PUNCT") and (view.pos[k] != "PUNCT" or view.text[k] == "-"):
        head = k if view.pos[k] in ("NOUN", "PROPN") else head
        k += 1
    return None if head is None else (view.noun_head(who), verb, head)
