"""Words to parties: the fullest name that the report gives for a participant, with its country."""

from __future__ import annotations

import re

from sayso.events import slots
from sayso.grounding import coreference, roles
from sayso.grounding.mentions import Chain, Mentions, collectives
from sayso.reader import countries
from sayso.reader.view import View
from sayso.records import Party

_WORD = re.compile(r"\w{2,}|\d")
_ARTICLES = slots.words_of("article")
_BARE, _OFFICES, _SPOKESMEN = slots.words_of("bare noun"), slots.words_of("office"), slots.words_of("spokesman")


def resolve(view: View, mentions: Mentions, i: int, speaker: Chain | None = None) -> Party | None:
    """The party that the phrase headed by word `i` stands for; None for a pronoun that the rules cannot settle."""
    if coreference.is_pronoun(view, i):
        chain = coreference.antecedent(view, mentions, i, speaker)
        return None if chain is None else _of_chain(view, chain, i)
    chain = mentions.at.get(i)
    if chain is None and not view.name[i] and view.pos[i] in ("PROPN", "ADJ"):  # "Additional DIG Walid Hossain": the name follows its titles
        k = i + 1
        while k < view.n and not view.name[k] and view.pos[k] in ("PROPN", "ADJ", "NOUN") and k - i < 4:
            k += 1
        if k < view.n and view.name[k] == "Person" and k in mentions.at:
            return _of_chain(view, mentions.at[k], k)
    if chain is None and i in view.name_at:
        a, b, _ = view.name_at[i]
        chain = next((mentions.at[k] for k in range(a, b) if k in mentions.at), None)
    if chain is not None and chain.kind == "country":
        a, b = view.name_at.get(i, (i, i + 1, ""))[:2]
        return Party(_plain(view.words(a, b)), view.start[a], view.end(b - 1), iso3=chain.iso3, sector="government" if _is_seat(view.words(a, b)) else None)
    if chain is not None and (chain.kind in ("person", "body", "place")) and view.name[i]:
        return _of_chain(view, chain, i)
    known = roles.holder(view, mentions, i) or coreference.by_kind(view, mentions, i) or coreference.told(view, mentions, i, speaker)
    if known is not None and known is not chain:
        return _of_chain(view, known, i)
    a, b = view.phrase(i)
    if view.lemma[i] in _BARE and b == i + 1:  # "officials in Washington": the noun alone says too little
        b = max([b, *(view.phrase(k)[1] for k in view.kids_by(i, "nmod") if k > i and view.case(k))])
    named = view.kids_by(i, "appos")
    if not named and i + 2 < view.n and view.lower[i + 1] == "," and view.name_at.get(i + 2, (0, 0, ""))[0] == i + 2 and view.lemma[i] in _OFFICES:
        named = [k for k in range(*view.name_at[i + 2][:2]) if k in mentions.at]  # "the president, Name, …", whatever the parser made of it
    for k in named:  # "the group's leader, Name": the name is what informs most
        if view.name[k] == "Person" and k in mentions.at:
            return _of_chain(view, mentions.at[k], i)
    after = next((k for k in range(i + 1, b) if view.name[k] == "Person" and k in mentions.at), None)
    if after is not None and view.lemma[i] in _OFFICES | _SPOKESMEN and not any(view.pos[x] in ("ADP", "PART", "CCONJ") for x in range(i, after)):
        return _of_chain(view, mentions.at[after], i)  # "the ministry's spokesman, Colonel Name"
    text = _plain(view.words(a, b))
    own = countries.lookup(text)
    if own is not None and own.kind in ("adjective", "people") and view.dep[i] in ("amod", "compound", "nmod:desc", "nmod:unmarked"):
        return Party(printed(view, own), view.start[a], view.end(b - 1), iso3=own.iso3)
    iso3 = own.iso3 if own else chain.iso3 if chain else None
    if iso3 is None:
        iso3 = _country_of(view, mentions, a, b, i, speaker)
    known_body = collectives().get(text.lower().removeprefix("the "))
    return Party(text, view.start[a], view.end(b - 1), iso3=iso3 or (known_body[1] if known_body else None), sector=chain.sector if chain else None)


def one(p: Party, q: Party) -> bool:
    """Two names of one party: but for articles, the words of one are among the other's."""
    a, b = ({w for w in _WORD.findall(x.name.lower()) if w not in _ARTICLES} for x in (p, q))
    return a <= b or b <= a


def joint(view: View, mentions: Mentions, i: int) -> Party | None:
    """The source headed by word `i`; coordinated sources are one with the joint name (ruling 11 of the codebook)."""
    first = i
    while view.dep[first] == "conj" and view.pos[view.head[first]] in ("NOUN", "PROPN", "PRON"):
        first = view.head[first]
    found = [p for w in view.conjuncts(first) if view.pos[w] in ("NOUN", "PROPN", "PRON") for p in each(view, mentions, w)]
    if len(found) < 2:
        return resolve(view, mentions, i)
    shared = {p.iso3 for p in found}
    names = [p.name for p in found]
    return Party(f"{', '.join(names[:-1])} and {names[-1]}", found[0].start, found[-1].end, iso3=found[0].iso3 if len(shared) == 1 else None)


def each(view: View, mentions: Mentions, i: int, speaker: Chain | None = None) -> list[Party]:
    """The parties that a phrase stands for: several where it names several countries' ("Russian and Syrian forces"), none if the rules cannot settle it."""
    together = roles.several(view, mentions, i)
    if together:
        return [_of_chain(view, chain, i) for chain in together]
    run = slots.countries_before(view, i)
    if len({country.iso3 for _, _, country in run}) < 2 or view.tag[i] not in ("NNS", "NNPS"):
        party = resolve(view, mentions, i, speaker)
        return [] if party is None else [party]
    rest = view.words(run[-1][1], i + 1)
    return [Party(f"{view.words(a, b)} {rest}", view.start[a], view.end(b - 1), iso3=country.iso3) for a, b, country in run]


def _country_of(view: View, mentions: Mentions, a: int, b: int, i: int, speaker: Chain | None) -> str | None:
    """The one country that a phrase names, or that its possessive pronoun stands for."""
    found = {c.iso3 for c in countries.inside(view.text[a:b])}
    if len(found) == 1:
        return found.pop()
    if found:
        return None
    for k in view.kids_by(i, "nmod:poss"):
        chain = mentions.at.get(k) or coreference.antecedent(view, mentions, k, speaker)
        if chain is not None:
            return chain.iso3
    return None


def _of_chain(view: View, chain: Chain, i: int) -> Party:
    a, b = view.name_at.get(i, (i, i + 1, ""))[:2]
    return Party(_plain(chain.name), view.start[a], view.end(b - 1), iso3=chain.iso3, sector=chain.sector)


def _plain(text: str) -> str:
    for mark in ("'s", "’s", "'", "’"):
        if text.endswith(mark) and len(text) > len(mark) + 1:
            return text[: -len(mark)]
    return text.strip(' ,;:"“”')


def printed(view: View, country: countries.Country) -> str:
    """A country that only its adjective names: its name as the report prints it elsewhere, else its common name."""
    for a, b, _ in view.names:
        text = _plain(view.words(a, b))
        found = countries.lookup(text)
        if found is not None and found.iso3 == country.iso3 and found.kind == "name":
            return text
    return country.name


def _is_seat(text: str) -> bool:
    found = countries.lookup(_plain(text))
    return found is not None and found.kind in ("capital", "seat")
