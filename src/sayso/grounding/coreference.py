"""Pronouns and definite phrases to the participant that they stand for, by plain rules: nearness, number, grammatical rank, and who is speaking."""

from __future__ import annotations

from bisect import bisect_left

from sayso.attribution import Link
from sayso.data import settings, table
from sayso.events.conditions import in_class
from sayso.events.slots import words_of
from sayso.grounding.mentions import Chain, Mentions
from sayso.reader import signals
from sayso.reader.view import View

_PRONOUNS = {row["word"]: row["stands_for"] for row in table("pronouns")}
_DEFINITE, _OTHERS = words_of("definite"), words_of("other holder")
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer"})
_TELLING_APART = frozenset({"nmod", "nmod:poss", "acl:relcl", "acl", "appos", "conj", "nummod"})
FULLER = 400  # words back to a phrase that says whose a document is
REACH = 4  # sentences that a pronoun looks back


def is_pronoun(view: View, i: int) -> bool:
    """A pronoun, also where the tagger takes it for a name in a text in capitals; "US" that stands for a country is none."""
    return view.lower[i] in _PRONOUNS and view.pos[i] in ("PRON", "DET", "PROPN") and not (view.text[i] == "US" and view.name[i])


def wanted(view: View, i: int) -> str | None:
    """What the pronoun at word `i` can stand for, None if it is no pronoun."""
    return _PRONOUNS[view.lower[i]] if is_pronoun(view, i) else None


def is_speaker(view: View, i: int) -> bool:
    """ "I", "we" and their forms: whoever says the words around it."""
    return wanted(view, i) == "speaker"


def antecedent(view: View, mentions: Mentions, i: int, speaker: Chain | None) -> Chain | None:
    """Whom the pronoun at word `i` stands for; `speaker` is who says the words around it."""
    kind = wanted(view, i)
    if kind is None or kind == "speaker":
        return speaker if kind else None
    return nearest(view, mentions, i, kind, speaker)


def nearest(view: View, mentions: Mentions, i: int, kind: str, speaker: Chain | None) -> Chain | None:
    """The best earlier mention: "person" (he, she), "many" (they), "one" (it); subjects and the nearest sentences first."""
    here = view.sentence[i]
    clause = _clause(view, i)
    possessive = view.dep[i] == "nmod:poss"
    likely = _likely(view, mentions, i)
    best: tuple[float, Chain] | None = None
    seen = 0
    for k in range(bisect_left(mentions.order, i) - 1, -1, -1):
        w = mentions.order[k]
        away = here - view.sentence[w]
        if away > REACH:
            break
        chain = mentions.at[w]
        if not fits(chain, kind):
            continue
        if not possessive and away == 0 and _clause(view, w) == clause and view.base[w] in ("nsubj", "obj", "iobj", "obl"):
            continue  # two parts of one predicate are two participants
        seen += 1
        score = -away - 0.05 * seen
        top = view.noun_head(w)
        if view.dep[top] in _SUBJECTS:
            score += 0.9
            if away == 0 or _main(view, top):
                score += 0.3
        elif view.dep[top] in ("nmod", "nmod:poss", "compound", "amod", "appos"):
            score -= 0.5
        if speaker is chain and view.quoted[i]:
            score -= 1.5  # who speaks in quotation marks says "I" of himself
        elif speaker is chain:
            score += 0.4
        score += min(len(chain.words), 5) * 0.06 + (0.5 if chain.named else -0.3 if _indefinite(view, w) else 0.0)
        score += likely.get(id(chain), 0.0)
        if best is None or score > best[0]:
            best = (score, chain)
    return best[1] if best else None


def _likely(view: View, mentions: Mentions, i: int) -> dict[int, float]:
    """What the network's head for antecedents is worth to each chain, by the chain's identity."""
    heard = signals.of(view.doc)
    worth: dict[int, float] = {}
    for w, p in (heard.antecedents(i) if heard is not None else {}).items():
        if w in mentions.at:
            key = id(mentions.at[w])
            worth[key] = worth.get(key, 0.0) + settings()["antecedent_head"] * p
    return worth


def _indefinite(view: View, i: int) -> bool:
    return any(view.dep[k] == "det" and view.lemma[k] == "a" for k in view.kids[i])


def fits(chain: Chain, kind: str) -> bool:
    """A participant can be what a pronoun stands for."""
    if kind == "person":
        return chain.kind == "person"
    if kind == "many":
        return chain.number == "pl" or chain.kind in ("group", "body", "country")
    return chain.kind in ("body", "country", "place") and chain.number == "sg"


def _clause(view: View, i: int) -> int:
    """The nearest verb above a word."""
    for a in view.ancestors(i):
        if view.pos[a] in ("VERB", "AUX") or view.head[a] == a:
            return a
    return i


def _main(view: View, i: int) -> bool:
    h = view.head[i]
    return view.head[h] == h or view.dep[h] == "ccomp"


def _definite(view: View, i: int) -> bool:
    return any(view.dep[k] == "det" and view.lower[k] in _DEFINITE for k in view.kids[i])


def by_kind(view: View, mentions: Mentions, i: int) -> Chain | None:
    """The body or place that "the group", "the ministry", "the country", "the town" stands for: the latest named one of that kind."""
    kind = _KINDS.get(view.lemma[i])
    if kind is None or not _definite(view, i):
        return None
    if any(view.dep[k] in ("nmod", "nmod:poss", "amod", "compound", "acl:relcl", "acl", "appos") for k in view.kids[i]):
        return None
    noun = view.lemma[i]
    for chain in mentions.before(view, i, REACH):
        if not chain.named:
            continue
        own = chain.name.lower()
        if kind == chain.kind and kind in ("country", "place"):
            return chain
        if chain.kind == "body" and (noun in own or (kind == "any body" and not any(k in own for k, v in _KINDS.items() if v == "named body"))):
            return chain
    return None


def told(view: View, mentions: Mentions, i: int, speaker: Chain | None) -> Chain | None:
    """Whom "the officer", "the spokesman" stands for: the fuller phrase with that noun before it, else the person named before who fits a pronoun best."""
    own = mentions.at.get(i)
    if own is None or own.named or own.kind != "person" or not _bare(view, i):
        return None
    narrowed = [view.lower[k] for k in view.kids_by(i, "amod", "compound")]
    if not _OTHERS.isdisjoint(narrowed):
        return None
    for chain in () if narrowed else mentions.before(view, i, REACH):
        if chain is not own and not chain.named and chain.kind == "person" and view.lemma[chain.head] == view.lemma[i]:
            return mentions.at[chain.head + 1] if view.name_at.get(chain.head + 1, (0, 0, ""))[2] == "Person" else chain
    found = nearest(view, mentions, i, "person", speaker)
    if found is None or not found.named or (found.roles and in_class(view, i, "GOV") and view.lemma[i] not in found.roles):
        return None  # "the minister" is nobody who is told to be the opposition's leader
    return found


def _bare(view: View, i: int) -> bool:
    """A definite noun without what would tell it from others: "the officer", "the senior officer", not "the officer in charge"."""
    return _definite(view, i) and not any(view.dep[k] in _TELLING_APART for k in view.kids[i])


def issued(view: View, i: int, links: list[Link]) -> int | None:
    """Who speaks through "the statement": the fuller phrase with that noun before it, else the last source named before that is no document itself."""
    if not (in_class(view, i, "INFO") and _bare(view, i)) or view.kids_by(i, "amod", "compound"):
        return None
    for k in range(i - 1, max(i - FULLER, -1), -1):
        if view.lemma[k] == view.lemma[i] and view.pos[k] == "NOUN" and view.kids_by(k, "compound", "nmod:poss"):
            return k
    for link in reversed(links):
        if link.source is not None and max(link.source, link.content[0]) < i:
            if view.sentence[i] - view.sentence[link.source] > REACH:
                return None
            if not in_class(view, link.source, "INFO"):
                return link.source
    return None


_KINDS = {row["word"]: row["stands_for"] for row in table("definites")}
