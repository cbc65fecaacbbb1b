"""The country that a participant belongs to where no word beside it says so: told by what the report speaks of, or not at all.

A choice among the countries that the report names, and none of them, by a table of weights (`homes.tsv`) for each kind of participant: a multinomial
logit over what stands around it, fitted on the train leads.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from sayso.data import table
from sayso.events.conditions import noun_classes
from sayso.events.slots import words_of
from sayso.grounding.mentions import Mentions, collectives
from sayso.grounding.toponyms import Candidate, Toponym
from sayso.reader import countries, leaders
from sayso.reader.view import View
from sayso.records import Party

FEATURES = ("share", "most", "sentence", "before", "after", "places", "publisher", "first")
KINDS = ("person", "body", "government", "armed", "people")
Floats = NDArray[np.float64]
TOWN = 4.2  # worth of a town of some 1,500 people by its own name
_SEVERAL = words_of("several country")


@cache
def _weights() -> dict[str, tuple[Floats, float]]:
    """For each kind the weights of the features, and the worth of none."""
    return {row["kind"]: (np.array([float(row[f]) for f in FEATURES]), float(row["none"])) for row in table("homes")}


def _speaks(t: Toponym, c: Candidate) -> bool:
    """A place that tells of its country: a region, or a town by its own name that is no hamlet, or has no namesake elsewhere."""
    if c.precision != "city" or t.tied:
        return c.precision == "region" and not t.tied
    return c.own and (c.worth >= TOWN or len({x.iso3 for x in t.candidates}) == 1)


@dataclass(frozen=True, slots=True)
class Mark:
    """A word that speaks of a country."""

    word: int
    iso3: str


class Homes:
    """The countries of a report, gathered once."""

    def __init__(self, view: View, mentions: Mentions, places: list[Toponym], publisher: str | None) -> None:
        self.view, self.mentions = view, mentions
        self.place_at = {i: t for t in places for i in range(t.first, t.last)}
        marks = [Mark(a, c.iso3) for a, _, c in countries.marks(view.text)]
        told = {m.word for m in marks}
        for a, b, label in view.names:
            known = collectives().get(view.words(a, b).lower().removeprefix("the "))
            iso3 = leaders.country(view.words(a, b)) if label == "Person" else known[1] if known else None
            if iso3 is not None and not told & set(range(a, b)):
                marks.append(Mark(a, iso3))
        towns = [Mark(t.first, c.iso3) for t in places if (c := t.chosen) is not None and c.iso3 is not None and _speaks(t, c)]
        self.marks = sorted(marks + [t for t in towns if t.word not in told], key=lambda m: m.word)
        self.candidates = sorted({m.iso3 for m in self.marks})
        self._share = self._shares(self.marks)
        self._towns = self._shares(towns)
        known = collectives().get((publisher or "").lower()) or collectives().get((publisher or "").lower().removeprefix("the "))
        self._publisher = known[1] if known else None

    def _shares(self, marks: list[Mark]) -> Floats:
        counts = np.array([sum(m.iso3 == c for m in marks) for c in self.candidates], np.float64)
        shares: Floats = counts / max(1.0, float(counts.sum()))
        return shares

    def kind(self, i: int) -> str | None:
        """What kind of participant the word heads; None for one whose country is nobody's to guess."""
        view = self.view
        if i in view.name_at:
            label = view.name_at[i][2]
            return "person" if label == "Person" else "body" if label in ("Organization", "Misc", "NORP", "Product") else None
        classes = noun_classes().get(view.lemma[i], frozenset())
        return "government" if "GOV" in classes else "armed" if "ARMED" in classes else "people" if classes & {"PERSON", "GROUP"} else None

    def features(self, i: int) -> Floats:
        """What speaks for each candidate (candidates, 8) as the country of the participant at word `i`, or at its first mention if it is a name."""
        view = self.view
        chain = self.mentions.at.get(i)
        if chain is not None and chain.named and chain.words:
            i = min(chain.words)
        out = np.zeros((len(self.candidates), len(FEATURES)))
        for k, c in enumerate(self.candidates):
            own = [m.word for m in self.marks if m.iso3 == c]
            here = [w for w in own if view.sentence[w] == view.sentence[i]]
            before = max((w for w in own if w <= i), default=None)
            after = min((w for w in own if w > i and view.sentence[w] == view.sentence[i]), default=None)
            out[k, 2] = min(2, len(here)) / 2
            out[k, 3] = math.exp(-(i - before) / 30) if before is not None else 0.0
            out[k, 4] = math.exp(-(after - i) / 10) if after is not None else 0.0
            out[k, 6] = c == self._publisher
            out[k, 7] = bool(self.marks) and self.marks[0].iso3 == c
        out[:, 0], out[:, 5] = self._share, self._towns
        if len(self._share):
            out[:, 1] = self._share >= self._share.max()
        return out

    def settle(self, party: Party, i: int) -> Party:
        """The party with the country that the report speaks for, if it has none of its own and none of them is likelier than none."""
        if party.iso3 is not None or not self.candidates:
            return party
        if i in self.place_at and (found := self.place_at[i].chosen) is not None and found.precision != "continent":
            return replace(party, iso3=found.iso3)
        led = {
            iso3
            for w in party.name.replace("’", "'").split()
            if w[1:2].islower() and w[:1].isupper() and (iso3 := leaders.country(w.removesuffix("'s"))) is not None
        }
        if len(led) == 1:  # "the Assad regime"
            return replace(party, iso3=led.pop())
        kind = self.kind(i)
        if kind is None or self._of_many(party, i):
            return party
        weights, none = _weights()[kind]
        scores = self.features(i) @ weights
        best = int(scores.argmax())
        return replace(party, iso3=self.candidates[best]) if scores[best] > none else party

    def _of_many(self, party: Party, i: int) -> bool:
        """A body of no one country, somebody of an armed or intergovernmental one, or several countries: never forced onto one country."""
        if self.view.lemma[i] in _SEVERAL and self.view.tag[i] in ("NNS", "NNPS"):
            return True
        words = re.findall(r"\w+", party.name.lower())
        words = words[words[:1] == ["the"] :]
        for a in range(len(words)):
            for b in range(a + 1, min(a + 5, len(words)) + 1):
                known = collectives().get(" ".join(words[a:b]))
                if known is not None and known[1] is None and (b - a == len(words) or known[2] not in (None, "media")):
                    return True
        return False
