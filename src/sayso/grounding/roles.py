"""Phrases that name an office or a number of parties, to those whom they stand for: "Iraq's foreign minister", "the US president", "the two countries"."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.data import table
from sayso.events.conditions import noun_classes
from sayso.events.slots import words_of
from sayso.grounding.mentions import Chain, Mentions
from sayso.reader import countries, leaders
from sayso.reader.view import View

_OFFICES, _DEFINITE = words_of("office"), words_of("definite")
_OTHERS = words_of("other holder")
_KINDS = {kind: words_of(f"several {kind}") for kind in ("country", "person")}
_NUMBERS = {row["word"]: int(row["value"]) for row in table("number_words") if row["kind"] == "unit"}
_WHERE = words_of("where")
REACH = 8  # sentences that "the two countries" looks back


@dataclass(frozen=True, slots=True)
class Role:
    """What a phrase says of its holder: the noun, the words that narrow it, its country."""

    noun: str
    words: frozenset[str]
    iso3: str | None


def read(view: View, i: int) -> Role | None:
    """The role that the phrase headed by word `i` names; None for an indefinite phrase, or one that says more than a role and a country."""
    if view.tag[i] not in ("NN", "NNP") or "PERSON" not in noun_classes().get(view.lemma[i], ()):
        return None
    narrowing: set[str] = set()
    iso3 = None
    definite = False
    for k in view.kids[i]:
        dep = view.dep[k]
        if dep == "det":
            if view.lower[k] not in _DEFINITE:
                return None
            definite = True
        elif dep in ("amod", "compound", "nmod:poss", "nmod:desc", "nmod", "nmod:unmarked"):
            country = countries.lookup(view.text[k])
            if country is not None:
                iso3, definite = country.iso3, True
            elif dep in ("amod", "compound", "nmod:desc") and not view.name[k] and not view.kids_by(k, "conj"):
                narrowing.add(view.lower[k])
            elif dep != "nmod" or view.case(k) == "of":
                return None
        elif dep in ("acl", "acl:relcl", "appos", "flat", "nummod", "conj"):
            return None
    return Role(view.lemma[i], frozenset(narrowing), iso3) if definite else None


def holds(chain: Chain, role: Role) -> bool:
    """A person is printed with all words of a role and, where it names one, with its country."""
    if chain.kind != "person" or not chain.named or role.noun not in chain.roles or not role.words <= chain.titles:
        return False
    if any(w in chain.titles and w not in role.words for w in _OTHERS):
        return False
    return role.iso3 is None or role.iso3 == chain.iso3 or (chain.iso3 is None and bool(role.words))


def holder(view: View, mentions: Mentions, i: int) -> Chain | None:
    """The person whom a role phrase stands for: the latest one printed with that role, else the one who is printed with it later on."""
    role = read(view, i)
    if role is None:
        return None
    for chain in mentions.before(view, i, len(view.sentences)):
        if holds(chain, role):
            return chain
    if role.noun in _OFFICES and role.iso3 and not role.words:  # "the US president", whom the report names without his office
        known = [c for c in mentions.chains if c.kind == "person" and c.named and not c.roles and leaders.country(c.name) == role.iso3]
        if len(known) == 1:
            return known[0]
    later = [c for c in mentions.chains if c.words and min(c.words) > i and holds(c, role)] if role.iso3 else []
    return later[0] if len(later) == 1 else None


def several(view: View, mentions: Mentions, i: int) -> list[Chain]:
    """The last so many countries or persons named before "the two countries", "both leaders"; empty where there are fewer."""
    kind = next((k for k, nouns in _KINDS.items() if view.lemma[i] in nouns), None)
    if kind is None or view.tag[i] not in ("NNS", "NNPS"):
        return []
    number = 2 if any(view.lower[k] == "both" for k in view.kids[i]) else 0
    for k in view.kids_by(i, "nummod"):
        number = _NUMBERS.get(view.lower[k], int(view.text[k]) if view.text[k].isdecimal() else 0)
    if not 2 <= number <= 5 or any(view.dep[k] in ("nmod", "acl", "acl:relcl", "appos", "nmod:poss") for k in view.kids[i]):
        return []
    found: list[Chain] = []
    for w in reversed([w for w in mentions.order if w < i and view.sentence[i] - view.sentence[w] <= REACH]):
        chain = mentions.at[w]
        new = all(chain is not c and (kind != "country" or chain.iso3 != c.iso3) for c in found)
        if chain.kind == kind and chain.named and new and view.case(view.noun_head(w)) not in _WHERE:
            found.insert(0, chain)
        if len(found) == number:
            return found
    return []
