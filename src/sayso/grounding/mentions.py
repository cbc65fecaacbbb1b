"""The participants that a report speaks of: every name and every noun phrase for people, gathered under the fullest name."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from sayso.data import table
from sayso.events import slots
from sayso.events.conditions import noun_classes
from sayso.reader import countries, leaders
from sayso.reader.view import View

_TITLES = frozenset({"det", "amod", "compound", "nmod:poss", "flat", "nmod:desc"})


@dataclass(slots=True)
class Chain:
    """Mentions of one participant. `kind` is person, body, country or group; `number` sg or pl.

    `roles` holds the role nouns printed with it, `titles` all words of the phrases that it stands in, in lower case.
    """

    name: str
    kind: str
    number: str
    iso3: str | None
    words: list[int] = field(default_factory=list)
    roles: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)
    head: int = 0
    sector: str | None = None
    named: bool = False


@dataclass(slots=True)
class Mentions:
    """All chains of a report, and the chain of each head word."""

    chains: list[Chain]
    at: dict[int, Chain]
    order: list[int]

    def before(self, view: View, i: int, reach: int) -> Iterator[Chain]:
        """The chains mentioned before a word, latest first, within so many sentences."""
        for k in range(bisect_left(self.order, i) - 1, -1, -1):
            w = self.order[k]
            if view.sentence[i] - view.sentence[w] > reach:
                return
            yield self.at[w]


@cache
def collectives() -> dict[str, tuple[str, str | None, str | None]]:
    """Printed forms of known bodies in lower case: their name, country and sector."""
    found: dict[str, tuple[str, str | None, str | None]] = {}
    for row in table("collectives"):
        for form in (row["name"], *filter(None, row["aliases"].split("|"))):
            found.setdefault(form.lower(), (row["name"], row["iso3"] or None, row["sector"] or None))
    return found


_MOUTHPIECES = slots.words_of("mouthpiece")
_PAST = slots.words_of("past holder")


@cache
def _nouns() -> dict[str, tuple[str, str]]:
    return {row["lemma"]: (row["sector"], row["number"]) for row in reversed(table("nouns"))}


def gather(view: View, words: list[int]) -> Mentions:
    """Find the chains among `words`, names first, then common nouns that stand for people."""
    chains: list[Chain] = []
    at: dict[int, Chain] = {}
    covered: set[int] = set()
    allowed = set(words)
    for a, b, label in view.names:
        if label in ("Date", "Money") or a not in allowed:
            continue
        text = view.words(a, b)
        own = _strip(text)
        country = countries.lookup(own)
        covered.update(range(a, b))
        head = _span_head(view, a, b)
        if label == "NORP" and view.dep[head] in ("amod", "compound", "nmod:desc") and country is not None:
            covered.difference_update(range(a, b))  # a modifier: it colours its noun, and stands for the country only where asked
            continue
        kind = (
            "country" if country is not None else "person" if label == "Person" else "body" if label in ("Organization", "Misc", "Product", "NORP") else "place"
        )
        chain = _join(chains, own, kind, country)
        if chain is None:
            known = collectives().get(own.lower())
            chain = Chain(
                own, kind, "pl" if label == "NORP" and own.endswith("s") else "sg", country.iso3 if country else known[1] if known else None, head=head
            )
            chain.named = True
            if known:
                chain.sector = known[2]
            if kind == "person":
                chain.iso3 = leaders.country(own)
            chains.append(chain)
        elif len(own) > len(chain.name) and kind != "country" and not (label == "NORP" and chain.named):
            chain.name = own
        chain.words.append(head)
        at[head] = chain
        for i in range(a, b):
            at.setdefault(i, chain)
        _colour(view, chain, head, a)
    for i in words:
        if i in covered or view.pos[i] != "NOUN":
            continue
        classes = noun_classes().get(view.lemma[i])
        if classes and classes & {"PERSON", "GROUP", "ARMED", "GOV", "MEDIA"} and view.dep[i] not in ("compound", "flat", "nmod:desc"):
            plural = view.tag[i] in ("NNS", "NNPS") or _nouns().get(view.lemma[i], ("", ""))[1] == "pl"
            kind = "person" if "PERSON" in classes and not plural else "group" if plural else "body"
            chain = Chain(
                view.words(*view.phrase(i)),
                kind,
                "pl" if plural else "sg",
                None,
                [i],
                {view.lemma[i]},
                head=i,
                sector=_nouns().get(view.lemma[i], ("", ""))[0] or None,
            )
            _colour(view, chain, i, i)
            chains.append(chain)
            at[i] = chain
    order = sorted({w for c in chains for w in c.words})
    return Mentions(chains, at, order)


def _strip(text: str) -> str:
    for mark in ("'s", "’s", "'", "’"):
        if text.endswith(mark) and len(text) > len(mark) + 1:
            text = text[: -len(mark)]
            break
    return text[4:] if text.lower().startswith("the ") else text


def _span_head(view: View, a: int, b: int) -> int:
    return next((i for i in range(a, b) if not a <= view.head[i] < b or view.head[i] == i), a)


def _join(chains: list[Chain], own: str, kind: str, country: countries.Country | None) -> Chain | None:
    """The chain that a name belongs to: the same name, a last name, a name that contains it, its initials, or a known alias."""
    words = own.replace("-", " ").split()
    low = [w.lower() for w in words]
    known = collectives().get(own.lower())
    for chain in reversed(chains):
        if chain.kind in ("group",) or (chain.kind == "country") != (kind == "country"):
            continue
        other = chain.name.replace("-", " ").split()
        other_low = [w.lower() for w in other]
        if low == other_low:
            return chain
        if known and chain.named and collectives().get(chain.name.lower(), (None,))[0] == known[0]:
            return chain
        if kind == "country":
            continue
        if chain.kind == "person" and len(low) == 1 and len(other_low) > 1 and low[0] == other_low[-1] and not known:
            return chain  # a last name alone, whatever kind of name the network took it for
        if kind == "person" and chain.kind == "person":
            if low[-1] == other_low[-1] and (len(low) == 1 or len(other_low) == 1 or low[0] == other_low[0] or set(low) <= set(other_low)):
                return chain
            if len(low) == 1 and low[0] in other_low:
                return chain
        elif chain.kind != "person" and kind != "person":
            if (len(own) > 1 and own.isupper() and own == "".join(w[0] for w in other if w[0].isupper())) or (
                chain.name.isupper() and len(chain.name) > 1 and chain.name == "".join(w[0] for w in words if w[0].isupper())
            ):
                return chain
            if len(low) > 1 and (set(low) <= set(other_low)) and len(low) >= len(other_low) - 1:
                return chain
    return None


def _colour(view: View, chain: Chain, head: int, first: int) -> None:
    """What the words around a mention tell: its country and its roles ("Syrian President …", "…, the Turkish foreign minister")."""
    around = [view.noun_head(head)]
    around += view.kids_by(around[0], "appos")
    if view.dep[around[0]] == "appos":
        around.append(view.head[around[0]])
    for w in around:
        if w != head and chain.kind == "country":
            continue
        a, b = view.phrase(w, of=True)
        if chain.kind == "person":
            chain.titles.update(view.lower[a:b])
            chain.roles.update(view.lemma[i] for i in range(a, b) if view.pos[i] in ("NOUN", "PROPN") and "PERSON" in noun_classes().get(view.lemma[i], ()))
            chain.sector = chain.sector or _sector(view, w)
        if chain.iso3 is None and chain.kind != "place":
            found = countries.inside(view.text[a:b])
            if len({c.iso3 for c in found}) == 1:
                chain.iso3 = found[0].iso3
    if chain.iso3 is None and chain.kind == "person":
        for k in view.kids_by(around[0], "nmod", "nmod:poss"):
            found = countries.inside([view.text[k]])
            if found:
                chain.iso3 = found[0].iso3


def _sector(view: View, w: int) -> str | None:
    """The sector of a person's role in the phrase headed by word `w`: "Defence Minister Name", "Name, a spokesman for the army"; none for former ones."""
    a, b = view.phrase(w, of=False)
    if not _PAST.isdisjoint(view.lower[a:b]):
        return None
    role = [i for i in range(a, b) if view.pos[i] in ("NOUN", "PROPN") and view.name[i] != "Person" and view.lemma[i] not in _MOUTHPIECES]
    if view.pos[w] == "NOUN" and not any(_nouns().get(view.lemma[i], ("", ""))[0] for i in role):
        role += [k for k in view.kids_by(w, "nmod") if view.case(k) in ("of", "for")]
    return next((sector for i in role if (sector := _nouns().get(view.lemma[i], ("", ""))[0])), None)
