"""How many people a sentence says were killed and injured, as ranges with the words that give them."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from sayso.data import table
from sayso.grounding.numbers import Amount, Word, amount, number, words
from sayso.records import Range

Kind = Literal["killed", "injured"]
_FAR = 9  # words between a count and its verb
_YEAR = re.compile(r"(?:19|20)\d\d")
_MONEY = ("$", "£", "€", ".")  # before a number: an amount of money, or the end of one that is no whole number
_VERBS = ("verb", "active", "bare")
_ASIDE = 12  # words of an aside between commas


@dataclass(frozen=True, slots=True)
class TollMention:
    """A count of people killed or injured: `start` and `end` of the words that count, `cue_start` of the word that says what befell them."""

    kind: Kind
    range: Range
    start: int
    end: int
    cue_start: int


class Cue(NamedTuple):
    """A word or phrase of the table in a sentence: words `first` to `last`, exclusive."""

    kind: Kind
    form: str
    first: int
    last: int


class Count(NamedTuple):
    """A range and the words that give it: `first` to `last`, exclusive."""

    range: Range
    first: int
    last: int


def tolls(text: str, start: int, end: int) -> list[TollMention]:
    """The tolls that text[start:end], one sentence, gives."""
    ws = words(text, start, end)
    return [] if _openers().isdisjoint(w.lower for w in ws) else _Sentence(text, ws).mentions()


@cache
def _cues() -> dict[tuple[str, ...], list[tuple[Kind, str]]]:
    found: dict[tuple[str, ...], list[tuple[Kind, str]]] = {}
    for row in table("toll_words"):
        if row["kind"]:
            found.setdefault(tuple(row["word"].split()), []).append(("killed" if row["kind"] == "killed" else "injured", row["form"]))
    return found


@cache
def deadly() -> frozenset[tuple[str, ...]]:
    """The words and phrases that say that somebody was killed."""
    return frozenset(words for words, forms in _cues().items() if any(kind == "killed" and form in (*_VERBS, "noun") for kind, form in forms))


@cache
def _openers() -> frozenset[str]:
    return frozenset(key[0] for key in _cues())


@cache
def _helpers(form: str) -> frozenset[str]:
    return frozenset(row["word"] for row in table("toll_words") if row["form"] == form)


@cache
def _nouns() -> dict[str, bool]:
    """Whether a common noun in the singular is a person."""
    found: dict[str, bool] = {}
    for row in table("nouns"):
        found[row["lemma"]] = found.get(row["lemma"], False) or (row["class"] in ("PERSON", "ARMED") and row["number"] != "pl")
    return found


def _one_person(word: str) -> bool:
    return _nouns().get(word, False) and word not in _helpers("group")


def _people(word: str) -> bool:
    """A plural noun for people: "soldiers", "women", "others"."""
    if word.endswith("men"):
        return _nouns().get(word[:-3] + "man", False)
    return word in _helpers("people") or _nouns().get(word.removesuffix("s"), False)


def _both(a: Range, b: Range) -> Range:
    """Two groups that do not overlap, added up."""
    low = None if a[0] is None and b[0] is None else (a[0] or 0) + (b[0] or 0)
    return low, None if a[1] is None or b[1] is None else a[1] + b[1]


class _Sentence:
    """The words of one sentence, and the walks from a cue to its count."""

    def __init__(self, text: str, ws: Sequence[Word]) -> None:
        self.text, self.ws, self.low = text, ws, [w.lower for w in ws]
        self.mixed = any(text[w.start].islower() for w in ws)
        self.cues = {c.first: c for c in self._find()}

    def _find(self) -> list[Cue]:
        found, i = [], 0
        while i < len(self.low):
            hit = next((n for n in (3, 2, 1) if self.low[i] in _openers() and tuple(self.low[i : i + n]) in _cues()), 0)
            if hit:
                forms = _cues()[tuple(self.low[i : i + hit])]
                kind, form = next((f for f in forms if f[1] == "noun" and (self._at(i + hit) == "of" or self._at(i - 1) in _helpers("own"))), forms[0])
                found.append(Cue(kind, form, i, i + hit))
            i += hit or 1
        return found

    def _at(self, i: int) -> str:
        return self.low[i] if 0 <= i < len(self.low) else ""

    def mentions(self) -> list[TollMention]:
        found: dict[tuple[Kind, int], TollMention] = {}
        for cue in self.cues.values():
            count, either = self._count(cue)
            if count is None:
                continue
            span = (None, count.range[1]) if either else count.range
            if span != (None, None):
                at = self.ws[count.first].start
                found.setdefault((cue.kind, at), TollMention(cue.kind, span, at, self.ws[count.last - 1].end, self.ws[cue.first].start))
        return list(found.values())

    def _count(self, cue: Cue) -> tuple[Count | None, bool]:
        """The count of a cue, and whether it is shared by "killed or wounded"."""
        if cue.form == "toll":
            return self._after_toll(cue.last), False
        if cue.form == "victim":
            return self._subject(cue.first - 1, 4, ()), False
        if cue.form in ("noun", "loss"):
            found = self._object(cue.last + 1, cue.form == "noun") if self._at(cue.last) == "of" else None
            if found is not None:
                return found, False
            own = cue.form == "noun" and self._at(cue.first - 1) in _helpers("own") and not self._at(cue.first).endswith("s")
            return Count((1, 1), cue.first - 1, cue.first) if own else self._subject(cue.first - 1, 3, ()), False
        ahead, behind, either = cue.last, cue.first - 1, False
        while self._at(ahead) in ("and", "or") and ahead + 1 in self.cues and self.cues[ahead + 1].form in _VERBS:
            either |= self.low[ahead] == "or"
            ahead = self.cues[ahead + 1].last
        while self._at(behind) in ("and", "or") and behind - 1 in self.cues and self.cues[behind - 1].form in _VERBS:
            either |= self.low[behind] == "or"
            behind = behind - 2
        if cue.form in ("active", "bare"):
            return self._object(ahead + (self._at(ahead) == "of"), cue.form == "active"), either
        helpers, subject = self._before(behind)
        passive, single = bool(helpers & _helpers("passive")), bool(helpers & _helpers("one"))
        if cue.form == "verb" and not passive:
            found = self._object(ahead)
            if found is not None or helpers & _helpers("perfect"):
                return found, either
            if self._at(ahead).isalnum() and self._at(ahead) not in _helpers("lead") and not self._at(ahead).endswith("ing"):
                return None, either
        found = self._subject(subject, _FAR, _helpers("lead") - _helpers("stop"))
        if found is None and cue.form == "verb":
            found = self._mass(ahead) or self._one_subject(subject, single)
        return found, either

    def _before(self, i: int) -> tuple[set[str], int]:
        """The auxiliaries and adverbs that end at word `i`, and the last word of the subject before them and before an aside."""
        seen: set[str] = set()
        helping = _helpers("aux") | _helpers("passive") | _helpers("perfect")
        while i >= 0 and (self.low[i] in helping or self.low[i].endswith("ly")):
            seen.add(self.low[i])
            i -= 1
        while self._at(i) == ",":
            other = next((k for k in range(i - 1, max(i - _ASIDE, -1), -1) if self.low[k] == ","), -1)
            if other < 1:
                break
            i = other if self._at(other - 2) == "," and number(self.ws, other - 1) is not None else other - 1
        return seen, i

    def _counts_people(self, a: Amount | None) -> bool:
        """Whether an amount may count people: no age, date, time or percentage."""
        if a is None:
            return False
        after = a.last + (self._at(a.last) in ("-", "–"))
        if self._at(after) in _helpers("measure") or self._at(a.last) in _helpers("month"):
            return False
        if a.last == a.number + 1 and _YEAR.fullmatch(self._at(a.number)) and not _people(self._at(a.last)):
            return False
        return self._at(a.first - 1) not in _helpers("month") and self._at(a.first - 1) not in _MONEY

    def _amount_ending(self, last: int) -> Amount | None:
        """The longest amount whose number holds word `last`."""
        found = None
        for i in range(last, max(last - 9, -1), -1):
            a = amount(self.ws, i)
            if a is not None and a.number <= last < a.last:
                found = a
            elif found is not None and i < found.first - 2:
                break
        return found

    def _subject(self, i: int, far: int, barred: Collection[str]) -> Count | None:
        """The count of the noun phrase that ends at word `i`, with the groups joined to it by "and"; a count after one of `barred` words belongs elsewhere."""
        for k in range(i, max(i - far, -1), -1):
            if self.low[k] in _helpers("stop") or k in self.cues:
                return None
            if number(self.ws, k) is None:
                continue
            a = self._amount_ending(k)
            if a is None or not self._counts_people(a) or a.last > i + 1:
                return None
            if a.last <= i and self._at(a.first - 1) in barred:
                continue
            more = self._subject(a.first - 2, 5, barred) if self._at(a.first - 1) == "and" and self._joined(a, i) else None
            return Count(_both(more.range, a.range), more.first, a.last) if more is not None else Count(a.range, a.first, a.last)
        return None

    def _joined(self, a: Amount, i: int) -> bool:
        """Whether the count before "and" is of people too: both nouns are."""
        return any(_people(w) for w in self.low[a.last : i + 1]) and any(_people(w) for w in self.low[max(a.first - 4, 0) : a.first - 1])

    def _one_subject(self, i: int, single: bool) -> Count | None:
        """The one person that the noun phrase ending at word `i` names."""
        word = self._at(i)
        named = single and word.isalpha() and self._capital(i) and word not in _nouns() and word not in _helpers("stop")
        one = (word in _helpers("pronoun") and (single or word != "who")) or _one_person(word) or named
        return Count((1, 1), i, i + 1) if one else None

    def _capital(self, i: int) -> bool:
        """Whether word `i` may be a name; in a text all of capitals any word may."""
        return 0 <= i < len(self.ws) and self.text[self.ws[i].start].isupper()

    def _object(self, i: int, one: bool = True) -> Count | None:
        """The count of the noun phrase that begins at word `i`, with the groups joined to it by "and"."""
        a = amount(self.ws, i)
        if a is not None and self._at(a.last) in ("-", "–") and self._at(a.last + 1) == "year":
            return Count((1, 1), i, a.last)
        if a is None:
            return self._mass(i) or (self._one_object(i) if one else None)
        if not self._counts_people(a):
            return None
        span, k = a.range, a.last
        while k < min(len(self.low), a.last + 6) and self.low[k] not in _helpers("stop") | _helpers("lead") and k not in self.cues:
            k += 1
        if self._at(k) == "and" and k + 1 not in self.cues:
            b = amount(self.ws, k + 1)
            after = self.low[b.last : b.last + 5] if b is not None else []
            told = set(after) & (_helpers("passive") | _openers())
            if b is not None and any(_people(w) for w in after[:3]) and any(_people(w) for w in self.low[a.last : k]) and not told:
                return Count(_both(span, b.range), a.first, b.last)
        return Count(span, a.first, a.last)

    def _mass(self, i: int) -> Count | None:
        """ "killed in their thousands", "killing civilians by the dozens"."""
        for k in range(i, i + 4):
            for n in (2, 3):
                a = amount(self.ws, k + n) if " ".join(self.low[k : k + n]) in _helpers("mass") else None
                if a is not None and a.range[1] is None:
                    return Count(a.range, a.first, a.last)
        return None

    def _one_object(self, i: int) -> Count | None:
        """The one person named by the noun phrase that begins at word `i`, or two joined by "and"."""
        if self._at(i) not in _helpers("single"):
            return self._one_name(i)
        for k in range(i + 1, min(i + 5, len(self.low))):
            if self.low[k] in _helpers("stop") | _helpers("lead"):
                break
            if _one_person(self.low[k]) and not _one_person(self._at(k + 1)):
                other = self._one_object(k + 2) if self._at(k + 1) == "and" and self._at(k + 2) in _helpers("single") else None
                return Count((1 + (other.range[0] or 0),) * 2 if other is not None else (1, 1), i, k + 1 if other is None else other.last)
        return None

    def _one_name(self, i: int) -> Count | None:
        """One person's name at word `i`, with or without a role before it."""
        k = i
        while self._capital(k) and self.mixed and self.low[k] not in _helpers("single") and self.low[k] not in _helpers("lead"):
            k += 1
        if k > i and not self._at(k - 1).endswith("s") and (not self._at(k).isalpha() or self._at(k) in _helpers("lead")):
            return Count((1, 1), i, k)
        for k in range(i, min(i + 4, len(self.low) - 1)):
            if self.low[k] in _helpers("stop") | _helpers("lead") | _helpers("passive"):
                break
            if _one_person(self.low[k]) and self._capital(k + 1) and not _people(self.low[k + 1]):
                return Count((1, 1), i, k + 1)
        return None

    def _after_toll(self, i: int) -> Count | None:
        """The number that a toll is put at: "the death toll rose to 31"."""
        for k in range(i, min(i + 9, len(self.low))):
            if self.low[k] in _helpers("stop") - {","}:
                return None
            a = amount(self.ws, k)
            if a is not None and self._counts_people(a) and self._at(k - 1) in _helpers("link") | {"toll"}:
                return Count(a.range, a.first, a.last)
        return None
