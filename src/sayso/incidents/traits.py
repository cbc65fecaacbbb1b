"""Accounts as arrays of numbers, so that a million of them can be laid beside each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

import numpy as np
import Stemmer
from numpy.typing import NDArray
from spacy.lang.en.stop_words import STOP_WORDS

from sayso.data import table
from sayso.incidents.account import Account
from sayso.records import BOTH_WAYS, QUADS

Ints = NDArray[np.int32]
_WORD = re.compile(r"\w+")
NAMES, COUNTRIES, PLACE, WORDS = 8, 4, 4, 16  # words of the parties on one side, their countries, words of the place, words of the sentence
NEVER = np.int32(-(2**30))  # a day that is not known
NOTHING = -1  # no word; in tolls: not given
ROWS = 20_000  # rows at once as Python numbers


@cache
def _plain() -> frozenset[str]:
    """Words that tell nobody apart: function words, titles and what a cue says."""
    return frozenset(STOP_WORDS) | {row["word"] for row in table("plain_words")}


def tells_nobody_apart(name: str) -> bool:
    """Whether a name is only a count of people: "17 people", "those wounded"."""
    return all(w.isdigit() or w in _plain() for w in _WORD.findall(name.lower()))


class Vocabulary:
    """Words to numbers, the same for all that is compared; words of one stem are one."""

    def __init__(self) -> None:
        self._stem = Stemmer.Stemmer("english").stemWord
        self._known: dict[str, int] = {}
        self._numbers: dict[str, int] = {}
        self._phrases: dict[str, tuple[int, ...]] = {}

    def number(self, stem: str) -> int:
        """The number of a stem, or of any other key."""
        return self._numbers.setdefault(stem, len(self._numbers))

    def word(self, word: str) -> int:
        """The number of a word, by its stem; -1 for a word that tells nobody apart."""
        found = self._known.get(word)
        if found is None:
            found = NOTHING if word in _plain() else self.number(self._stem(word))
            self._known[word] = found
        return found

    def start(self, word: str) -> int:
        """The number of a word's first four letters."""
        return self.number("^" + word[:4])

    def phrase(self, text: str) -> tuple[int, ...]:
        """The numbers of the telling words of a name or a sentence, each once."""
        found = self._phrases.get(text)
        if found is None:
            found = tuple(dict.fromkeys(n for w in _WORD.findall(text.lower()) if (n := self.word(w)) != NOTHING))
            if len(text) < 60:  # names come again and again, sentences do not
                self._phrases[text] = found
        return found

    def __len__(self) -> int:
        return len(self._numbers)


@dataclass(slots=True)
class Traits:
    """One row an account. Word columns are padded with -1; days are ordinals, NEVER where unknown; `tolls` is killed and injured, least and most."""

    type: Ints
    quad: Ints
    stem: Ints
    start: Ints
    actors: Ints
    recipients: Ints
    actor_iso3: Ints
    recipient_iso3: Ints
    place: Ints
    place_iso3: Ints
    words: Ints
    first: Ints
    last: Ints
    published: Ints
    tolls: Ints
    status: Ints
    document: Ints
    trigger: Ints
    weight: NDArray[np.float32] = field(default_factory=lambda: np.zeros(0, np.float32))

    def __len__(self) -> int:
        return len(self.type)

    def weigh(self) -> None:
        """Weigh each word by how few reports it stands in: inverse document frequency, as if twenty reports more had been read."""
        every = np.concatenate([self.actors, self.recipients, self.place, self.words], axis=1)
        rows, columns = np.nonzero(every >= 0)
        size = int(every.max(initial=-1)) + 1
        pairs = np.unique(self.document[rows].astype(np.int64) * (size + 1) + every[rows, columns])
        counts = np.bincount(pairs % (size + 1), minlength=size)[:size]
        reports = len(np.unique(self.document))
        self.weight = np.log((reports + 20) / (counts + 1)).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Flat:
    """What traits are made of, one account: names and ISO codes of both sides, and the rest of the assertion's plain values."""

    type: str
    trigger: str
    start: int
    actors: Sequence[str]
    actor_iso3: Sequence[str]
    recipients: Sequence[str]
    recipient_iso3: Sequence[str]
    place: str | None
    place_iso3: str | None
    sentence: str
    first: date | None
    last: date | None
    published: date | None
    tolls: tuple[int | None, int | None, int | None, int | None]
    status: str
    document: str


def flat(account: Account) -> Flat:
    """The plain values of an account."""
    a = account.assertion
    killed, injured = (a.toll.killed or (None, None), a.toll.injured or (None, None)) if a.toll else ((None, None), (None, None))
    return Flat(
        a.event.type,
        a.event.trigger.text,
        a.event.trigger.start,
        [p.name for p in a.actors],
        [p.iso3 or "" for p in a.actors],
        [p.name for p in a.recipients],
        [p.iso3 or "" for p in a.recipients],
        a.place.name if a.place else None,
        a.place.iso3 if a.place else None,
        account.sentence,
        a.time.start if a.time else None,
        a.time.end if a.time else None,
        account.published,
        (*killed, *injured),
        a.status,
        account.document,
    )


def traits(accounts: Iterable[Account]) -> Traits:
    """The traits of accounts, in their order, weighed among themselves."""
    return traits_of(map(flat, accounts))


def traits_of(values: Iterable[Flat]) -> Traits:
    """The same from plain values."""
    vocabulary = Vocabulary()
    parts = [_columns([])]
    own: list[tuple[object, ...]] = []
    for value in values:
        own.append(_row(value, vocabulary))
        if len(own) == ROWS:
            parts.append(_columns(own))
            own = []
    parts.append(_columns(own))
    found = Traits(*(np.concatenate(column) for column in zip(*parts, strict=True)))
    found.weigh()
    return found


def _columns(rows: list[tuple[object, ...]]) -> list[Ints]:
    width = {4: NAMES, 5: NAMES, 6: COUNTRIES, 7: COUNTRIES, 8: PLACE, 10: WORDS, 14: 4}
    columns: list[Any] = list(zip(*rows, strict=True)) if rows else [[] for _ in range(18)]
    return [np.array(c, np.int32).reshape((len(rows), width[k]) if k in width else (len(rows),)) for k, c in enumerate(columns)]


def _row(x: Flat, v: Vocabulary) -> tuple[object, ...]:
    actors, recipients, actor_iso3, recipient_iso3 = x.actors, x.recipients, x.actor_iso3, x.recipient_iso3
    if x.type in BOTH_WAYS:
        actors, recipients, actor_iso3, recipient_iso3 = [*actors, *recipients], (), [*actor_iso3, *recipient_iso3], ()
    trigger = x.trigger.lower()
    word = (trigger.split() or [trigger])[0]
    stem = v.word(word)
    dated = x.first is not None and x.last is not None  # an open interval tells no day
    return (
        v.number("/" + x.type),
        v.number("//" + QUADS[x.type]),
        stem if stem != NOTHING else v.number(word),
        v.start(word),
        _padded((n for name in actors for n in v.phrase(name)), NAMES),
        _padded((n for name in recipients for n in v.phrase(name)), NAMES),
        _padded((v.number(":" + c) for c in actor_iso3 if c), COUNTRIES),
        _padded((v.number(":" + c) for c in recipient_iso3 if c), COUNTRIES),
        _padded(v.phrase(x.place) if x.place else (), PLACE),
        v.number(":" + x.place_iso3) if x.place_iso3 else NOTHING,
        _padded(v.phrase(x.sentence), WORDS),
        x.first.toordinal() if dated and x.first else int(NEVER),
        x.last.toordinal() if dated and x.last else int(NEVER),
        x.published.toordinal() if x.published else int(NEVER),
        tuple(NOTHING if t is None else min(t, 2**30) for t in x.tolls),
        v.number("=" + x.status),
        v.number("#" + x.document),
        x.start,
    )


def _padded(values: Iterable[int], width: int) -> tuple[int, ...]:
    own = tuple(dict.fromkeys(values))[:width]
    return own + (NOTHING,) * (width - len(own))
