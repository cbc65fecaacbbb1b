"""Denials without an event of their own: "a charge refuted by X", "X rejected the accusation" tell again, as not so, what was told before (ruling 4)."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from sayso.attribution import cues
from sayso.events.slots import words_of
from sayso.grounding import confidence, parties
from sayso.reader.view import View
from sayso.records import Assertion, Confidence, Party, Span

DEEDS = frozenset({"AID", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})  # what accusations are about
REACH = 3  # sentences between what is told and its denial
_ACCUSATIONS = words_of("accusation noun")


def add(view: View, assertions: list[Assertion]) -> list[Assertion]:
    """The assertions in the order of their triggers, with the denied telling of what each bare denial denies."""
    at = {start: i for i, start in enumerate(view.start)}
    words = {a.id: at[a.event.trigger.start] for a in assertions if a.event.trigger.start in at}
    out = list(assertions)
    for a in assertions:
        word = words.get(a.id)
        if word is None or a.event.type != "REJECT" or not a.actors:
            continue
        objects = _denied_nouns(view, word)
        told = _inside(view, objects, assertions, words) or _before(view, word, a.actors[0], assertions, words) if objects else []
        for b in told:
            again = _denied(b, a.actors[0], a.event.trigger)
            if not any(_same(again, x) for x in out):
                out.append(again)
    return sorted(out, key=lambda x: x.event.trigger.start)


def _denied_nouns(view: View, i: int) -> list[int]:
    """What a word of denial is aimed at, if that is only "the accusation", "involvement", "it"; empty where it denies something of its own."""
    row = cues.match(view, i)
    if (row is None or row.kind != "deny") and view.lemma[i] not in words_of("denial verb"):
        return []
    nouns = [k for k in view.kids_by(i, "xcomp", "ccomp") if view.pos[k] == "NOUN"]  # parsers take a bare noun for a clause now and then
    objects = view.kids_by(i, "obj", "nsubj:pass") + nouns
    if view.dep[i] in ("acl", "acl:relcl") and not objects:
        objects = [view.head[i]]
    clauses = [k for k in view.kids_by(i, "ccomp", "xcomp", "advcl", "csubj") if k not in nouns]
    if clauses or not all(view.lemma[k] in _ACCUSATIONS or view.pos[k] == "PRON" for k in objects):
        return []
    return [*objects, *(k for k in view.kids_by(i, "obl") if k > i and view.case(k) in ("in", "for", "of"))] if objects else []


def _inside(view: View, objects: list[int], assertions: list[Assertion], words: dict[str, int]) -> list[Assertion]:
    """Deeds that the denied noun names: "involvement in the attack"."""
    below = {w for k in objects for w in view.subtree(k)}
    return [b for b in assertions if words.get(b.id) in below and b.event.type in DEEDS and b.source is None]


def _before(view: View, word: int, denier: Party, assertions: list[Assertion], words: dict[str, int]) -> list[Assertion]:
    """The last deed that was told of the denier by somebody else."""
    for b in reversed(assertions):
        told = words.get(b.id)
        if told is None or told >= word or view.sentence[word] - view.sentence[told] > REACH:
            continue
        others = b.source is not None and not _one_side(b.source, denier)
        if b.event.type in DEEDS and b.status in ("actual", "possible") and others and any(_one_side(denier, p) for p in b.actors):
            return [b]
    return []


def _denied(told: Assertion, denier: Party, cue: Span) -> Assertion:
    evidence = f"{told.id} denied {denier.name} {cue.start}"
    why = {**told.why, "source": "denial of what was told before", "status": "denial"}
    actors = told.actors or (denier,)
    sure = None if told.confidence is None else Confidence(told.confidence.type, confidence.by_rule(), confidence.by_rule())
    return replace(
        told, confidence=sure, id=hashlib.sha256(evidence.encode()).hexdigest()[:16], actors=actors, source=denier, via=(), cue=cue, status="denied", why=why
    )


def _same(a: Assertion, b: Assertion) -> bool:
    """One source that tells one trigger as not so."""
    trigger = a.event.trigger.start == b.event.trigger.start
    return trigger and b.status == "denied" and b.source is not None and a.source is not None and parties.one(a.source, b.source)


def _one_side(p: Party, q: Party) -> bool:
    """One party, or two that belong to one country."""
    return parties.one(p, q) or (p.iso3 is not None and p.iso3 == q.iso3)
