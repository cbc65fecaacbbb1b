"""Who stands where around a trigger: the grammatical slots of a verb or an event noun, with passives, control, relatives and light verbs undone.

A slot is named as in the trigger table: `subj`, `obj`, `iobj`, `poss`, `amod`, `compound`, `gov.subj`, `gov.obj`, or a preposition. It gives the head
words of the phrases that fill it; coordinated phrases come one by one.
"""

from __future__ import annotations

from functools import cache

from sayso.data import table
from sayso.reader import countries
from sayso.reader.view import View


@cache
def words_of(kind: str) -> frozenset[str]:
    """The words that the table of grammar words lists under a kind."""
    return frozenset(row["word"] for row in table("grammar") if row["kind"] == kind)


# verbs whose infinitive is done by their subject even where they have an object
_SUBJECT_CONTROL = words_of("subject control")
_LIGHT = words_of("light verb")
_LINKS = words_of("link noun")
RELATIVE = words_of("relative pronoun")


def fill(view: View, i: int, slot: str) -> list[int]:
    """The head words that fill a slot of word `i`, coordinated ones included; empty where nothing does."""
    if slot == "subj":
        return spread(view, subject(view, i))
    if slot == "obj":
        return spread(view, obj(view, i))
    if slot == "iobj":
        return spread(view, view.kids_by(i, "iobj"))
    if slot == "poss":
        return spread(view, view.kids_by(i, "nmod:poss"))
    if slot in ("amod", "compound"):
        return spread(view, [k for k in view.kids_by(i, "amod", "compound", "nmod:desc", "nmod:unmarked") if k < i])
    if slot.startswith("gov."):
        verb = governor(view, i)
        return [] if verb is None or view.lemma[verb] not in _LIGHT else [w for w in fill(view, verb, slot[4:]) if w != i]
    if slot == "by":
        return spread(view, [k for k in view.kids_by(i, "obl:agent", "obl", "nmod") if view.case(k) == "by"])
    if slot == "-":
        return []
    found = [k for k in view.kids_by(i, "obl", "nmod", "obl:agent", "advcl", "acl") if view.case(k).split(" ")[0] == slot or view.case(k) == slot]
    if not found and view.pos[i] in ("NOUN", "PROPN"):
        # "launched an attack against the town", "held talks with Paris": the phrase may hang on the light verb
        verb = governor(view, i)
        if verb is not None and verb != i and view.lemma[verb] in _LIGHT:
            found = [k for k in view.kids_by(verb, "obl") if view.case(k).split(" ")[0] == slot and k > i]
    return spread(view, found)


def spread(view: View, heads: list[int]) -> list[int]:
    """Heads with what is coordinated with them; a relative pronoun stands for the noun it refers to."""
    out: list[int] = []
    for h in heads:
        for w in view.conjuncts(referent(view, h)):
            if w not in out:
                out.append(w)
    return out


def referent(view: View, i: int) -> int:
    """The noun that a relative pronoun refers to; any other word is its own referent."""
    if view.lower[i] in RELATIVE and view.pos[i] in ("PRON", "DET", "SCONJ"):
        for a in view.ancestors(i):
            if view.dep[a] == "acl:relcl":
                return view.head[a]
    return i


def is_passive(view: View, i: int) -> bool:
    """A verb in the passive, by its auxiliary or subject, or a bare participle that modifies a noun."""
    if any(view.dep[k] in ("nsubj:pass", "aux:pass", "csubj:pass") for k in view.kids[i]):
        return True
    if view.tag[i] == "VBN" and view.dep[i] in ("acl", "amod", "advcl"):
        return not any(view.base[k] in ("aux", "nsubj", "obj") for k in view.kids[i])
    if view.dep[i] == "conj" and view.tag[i] == "VBN" and not any(view.base[k] in ("aux", "nsubj", "obj") for k in view.kids[i]):
        return is_passive(view, view.head[i])
    return False


def subject(view: View, i: int, depth: int = 0) -> list[int]:
    """Who does it: the subject, a passive's agent, or the subject that the clause shares with the one above it."""
    if depth > 6:
        return []
    if is_passive(view, i):
        return [k for k in view.kids_by(i, "obl:agent", "obl") if view.case(k) == "by"]
    own = [k for k in view.kids[i] if view.dep[k] in ("nsubj", "nsubj:outer")]
    if own:
        return own
    return _shared(view, i, depth)


def _shared(view: View, i: int, depth: int) -> list[int]:
    """The subject that a clause without its own takes from the clause or noun above."""
    h, dep = view.head[i], view.dep[i]
    if h == i:
        return []
    if dep == "conj" and view.pos[h] in ("VERB", "AUX", "ADJ"):
        if is_passive(view, h):
            return view.kids_by(h, "nsubj:pass")
        return subject(view, h, depth + 1)
    if dep == "xcomp":
        upper = obj(view, h) if view.lemma[h] not in _SUBJECT_CONTROL else []
        if not upper:  # "called on the rebels to withdraw", "called for him to step down"
            upper = [k for k in view.kids_by(h, "obl") if h < k < i and view.case(k) in ("on", "upon", "for")]
        if is_passive(view, h):
            upper = view.kids_by(h, "nsubj:pass")
        return upper or view.kids_by(h, "iobj") or subject(view, h, depth + 1) or view.kids_by(h, "nsubj:pass")
    if dep in ("advcl", "ccomp", "parataxis"):
        marked = next((view.lower[k] for k in view.kids[i] if view.dep[k] in ("mark", "case")), "")
        if marked in ("of", "from") and (upper := view.kids_by(h, "obj")):  # "accuse X of doing", "ban X from doing"
            return upper
        if is_passive(view, h):
            return view.kids_by(h, "nsubj:pass") or subject(view, h, depth + 1)
        return subject(view, h, depth + 1) if view.pos[h] in ("VERB", "AUX") else view.kids_by(h, "nsubj")
    if dep == "acl":
        if view.tag[i] in ("VBG", "VBN"):
            return [h]
        if view.pos[h] in ("NOUN", "PROPN"):  # "the decision of X to withdraw", "X's plan to strike"
            return view.kids_by(h, "nmod:poss") or [k for k in view.kids_by(h, "nmod") if view.case(k) in ("of", "by")] or fill(view, h, "gov.subj")
    if dep == "acl:relcl" and not any(view.base[k] == "nsubj" for k in view.kids[i]):
        return [h]
    return []


def obj(view: View, i: int) -> list[int]:
    """Whom or what it is done to: the object, a passive's subject, the noun that a participle or a relative clause modifies."""
    if is_passive(view, i):
        own = view.kids_by(i, "nsubj:pass")
        if own:
            return own
        if view.dep[i] in ("acl", "amod", "acl:relcl"):
            return [view.head[i]]
        if view.dep[i] == "conj":
            return obj(view, view.head[i])
        if view.dep[i] in ("xcomp", "advcl"):
            return subject_or_object(view, view.head[i])
        return []
    own = view.kids_by(i, "obj")
    if own:
        return own
    if view.dep[i] == "acl:relcl":
        gap = any(view.base[k] == "nsubj" and view.lower[k] not in RELATIVE for k in view.kids[i])
        if gap and not view.kids_by(i, "ccomp", "xcomp"):
            return [view.head[i]]
    if view.dep[i] != "conj":  # "shelled and stormed the town": the object stands with the last verb
        later = [k for k in view.kids_by(i, "conj") if view.pos[k] == "VERB" and not any(view.base[x] == "nsubj" for x in view.kids[k])]
        if later and not view.kids_by(i, "obl", "ccomp", "xcomp") and later[0] - i <= 2:
            return view.kids_by(later[0], "obj")
    return []


def subject_or_object(view: View, i: int) -> list[int]:
    """What an infinitive in the passive or a participle shares with the clause above it: its object, else its subject."""
    return view.kids_by(i, "obj") or view.kids_by(i, "nsubj:pass") or subject(view, i)


def governor(view: View, i: int) -> int | None:
    """The verb that a noun hangs on as object, subject or oblique, through nouns that only link ("a series of raids")."""
    for _ in range(5):
        h = view.head[i]
        if h == i:
            return None
        if view.base[i] in ("obj", "nsubj", "obl", "xcomp", "iobj") and view.pos[h] in ("VERB", "AUX", "ADJ"):
            return h
        if view.dep[i] == "conj" or (view.dep[i] == "nmod" and view.lemma[h] in _LINKS):
            i = h
            continue
        return None
    return None


def countries_before(view: View, i: int) -> list[tuple[int, int, countries.Country]]:
    """The coordinated countries that a noun's phrase begins with, as (start, end, country)."""
    if view.pos[i] != "NOUN":
        return []
    low = max(0, i - 10)
    found = [(low + a, low + b, country) for a, b, country in countries.marks(view.text[low:i])]
    run: list[tuple[int, int, countries.Country]] = []
    for a, b, country in reversed(found):
        after = run[0][0] if run else i
        between = range(b, after)
        if run and not all(view.lower[k] in (",", "and", "-", "/", "–") for k in between):
            break
        if not run and not all(view.pos[k] in ("ADJ", "NOUN", "PROPN") for k in between):
            break
        run.insert(0, (a, b, country))
    return run
