"""Who does it and to whom: the slots of syntax and the network's arcs from trigger to word, weighed together."""

from __future__ import annotations

from sayso.data import settings
from sayso.events import conditions, lexicon, slots
from sayso.events.records import Found, Trigger
from sayso.reader import signals
from sayso.reader.view import View
from sayso.records import BOTH_WAYS

Scores = dict[int, float]
_PARTIES = frozenset({"PERSON", "GROUP", "ARMED", "GOV", "PLACE", "MEDIA"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ"})


def find(view: View, heard: signals.Signals | None, trigger: Trigger) -> Found:
    """The parties of one trigger."""
    weigh = settings()
    i = trigger.word
    actor_slots, recipient_slots = (trigger.entry.actor, trigger.entry.recipient) if trigger.entry else lexicon.default_slots(view.pos[i])
    worth = weigh["party_syntax"] if heard is not None else 1.0  # without the network syntax decides alone
    actors = _syntactic(view, i, actor_slots, worth)
    recipients = _syntactic(view, i, recipient_slots, worth)
    place = None
    if heard is not None:
        actors = _hear(view, heard, i, "actor", actors)
        recipients = _hear(view, heard, i, "recipient", recipients)
        place = _where(*heard.parties(i, "place"))
    keep_actors = _choose(view, actors)
    keep_recipients = _choose(view, recipients)
    both = set(keep_actors) & set(keep_recipients)
    for w in both:
        (keep_recipients if actors.get(w, 0.0) >= recipients.get(w, 0.0) else keep_actors).remove(w)
    if trigger.type in BOTH_WAYS:
        keep_recipients = [w for w in keep_recipients if w not in keep_actors]
    return Found(trigger, tuple(keep_actors), tuple(keep_recipients), place)


def _syntactic(view: View, i: int, names: tuple[str, ...], worth: float) -> Scores:
    """The fillers of the first slot that is filled by something that can be a party."""
    for name in names:
        filled = [w for part in name.split("+") for w in slots.fill(view, i, part.strip())]
        able = [w for w in filled if may_be_party(view, w, name)]
        if able:
            return {w: worth if likely_party(view, w) else worth * settings()["party_thing"] for w in able}
    return {}


def _where(nowhere: float, words: list[tuple[int, float]]) -> int | None:
    """The likeliest word of a place; None where "nowhere" is likelier."""
    return words[0][0] if words and words[0][1] > settings()["place_nowhere"] * nowhere else None


def _hear(view: View, heard: signals.Signals, i: int, role: str, scores: Scores) -> Scores:
    """Add what the network's arcs say; where it is sure that nobody is named, syntax alone counts less."""
    weigh = settings()
    nobody, likely = heard.parties(i, role, least=0.05)
    out = {w: score * (1.0 - weigh["party_nobody"] * nobody) for w, score in scores.items()}
    for w, p in likely:
        head = slots.referent(view, view.noun_head(w, stop=i))
        if head != i and view.pos[head] not in ("VERB", "AUX", "ADP", "PUNCT", "DET"):
            able = role != "actor" or likely_party(view, head)
            out[head] = out.get(head, 0.0) + weigh["party_head"] * p * (1.0 if able else weigh["party_actor_thing"])
    return out


def _choose(view: View, scores: Scores) -> list[int]:
    """The parties in the text's order. Coordinated phrases share what speaks for them: they are taken or left together."""
    weigh = settings()
    groups: dict[int, list[int]] = {}
    for w in sorted(scores):
        groups.setdefault(_first(view, w), []).append(w)
    worth = {first: sum(scores[w] for w in members) for first, members in groups.items()}
    best = max(worth.values(), default=0.0)
    kept: list[int] = []
    for first, score in worth.items():
        if score < weigh["party_threshold"] and not (best >= weigh["party_threshold"] and score >= weigh["party_share"] * best):
            continue
        for c in view.conjuncts(first):
            if c not in kept and (scores.get(c, 0.0) >= weigh["party_conjunct"] or (c >= groups[first][0] and may_be_party(view, c, ""))):
                kept.append(c)
    covered = {k for w in kept for a, b, _ in slots.countries_before(view, w) for k in range(a, b)}
    for w in kept:  # "Modi's government" is one party, not two
        a, b = view.phrase(w, of=False)
        covered.update(k for k in kept if a <= k < b and k != w and _first(view, k) != _first(view, w))
    return sorted(w for w in kept if w not in covered)


def _first(view: View, i: int) -> int:
    """The first of the phrases that a phrase is coordinated with."""
    while view.dep[i] == "conj" and view.pos[view.head[i]] in _NOMINAL:
        i = view.head[i]
    return i


def likely_party(view: View, i: int) -> bool:
    """A name, a pronoun, a number, or a noun that the table knows as people, bodies, fighters or places."""
    if view.name[i] or view.pos[i] in ("PRON", "PROPN", "NUM"):
        return True
    return bool(conditions.noun_classes().get(view.lemma[i], frozenset()) & _PARTIES)


def may_be_party(view: View, i: int, slot: str) -> bool:
    """A name, a pronoun or a noun for people, bodies and places; for modifiers only names and nouns of countries, bodies and forces."""
    if slot in ("amod", "compound"):
        named = bool(view.name[i]) and view.name[i] not in ("Date", "Money", "Misc")
        return named or (view.pos[i] in ("NOUN", "PROPN") and bool(conditions.noun_classes().get(view.lemma[i], frozenset()) & {"ARMED", "GOV", "GROUP"}))
    if view.name[i]:
        return view.name[i] not in ("Date", "Money")
    if view.pos[i] == "PRON":
        return view.lower[i] not in ("that", "this", "there", "what", "which")
    return view.pos[i] in ("NOUN", "PROPN", "NUM", "ADJ", "DET")
