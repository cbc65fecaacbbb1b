"""Accounts as arrays of numbers, so that a million of them can be laid beside each other."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np
import snowballstemmer
from numpy.typing import NDArray
from spacy.lang.en.stop_words import STOP_WORDS

from sayso.data import table
from sayso.incidents.account import Account
from sayso.records import BOTH_WAYS, QUADS, Party

Ints = NDArray[np.int32]
_WORD = re.compile(r"\w+")
NAMES, COUNTRIES, PLACE, WORDS = 8, 4, 4, 24  # words of the parties on one side, their countries, words of the place, words of the sentence
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
        self._stem = snowballstemmer.stemmer("english").stemWord
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


def traits(accounts: Iterable[Account], vocabulary: Vocabulary | None = None) -> Traits:
    """The traits of accounts, in their order, weighed among themselves."""
    vocabulary = vocabulary or Vocabulary()
    parts = [_columns([])]
    own: list[tuple[object, ...]] = []
    for account in accounts:
        own.append(_row(account, vocabulary))
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


def _row(account: Account, v: Vocabulary) -> tuple[object, ...]:
    a = account.assertion
    actors, recipients = (tuple(a.actors) + tuple(a.recipients), ()) if a.event.type in BOTH_WAYS else (a.actors, a.recipients)
    trigger = a.event.trigger.text.lower()
    words = trigger.split() or [trigger]
    days = [d.toordinal() if d else int(NEVER) for d in ((a.time.start, a.time.end) if a.time else (None, None))]
    if days[0] == NEVER or days[1] == NEVER:  # an open interval tells no day
        days = [int(NEVER), int(NEVER)]
    tolls = [NOTHING if x is None else x for r in ((a.toll.killed, a.toll.injured) if a.toll else (None, None)) for x in (r or (None, None))]
    return (
        v.number("/" + a.event.type),
        v.number("//" + QUADS[a.event.type]),
        v.word(words[0]) if v.word(words[0]) != NOTHING else v.number(words[0]),
        v.start(words[0]),
        _padded((n for p in actors for n in v.phrase(p.name)), NAMES),
        _padded((n for p in recipients for n in v.phrase(p.name)), NAMES),
        _padded(_countries(actors, v), COUNTRIES),
        _padded(_countries(recipients, v), COUNTRIES),
        _padded(v.phrase(a.place.name) if a.place else (), PLACE),
        v.number(":" + a.place.iso3) if a.place and a.place.iso3 else NOTHING,
        _padded(v.phrase(account.sentence), WORDS),
        days[0],
        days[1],
        account.published.toordinal() if account.published else int(NEVER),
        tuple(min(t, 2**30) for t in tolls),
        v.number("=" + a.status),
        v.number("#" + account.document),
        a.event.trigger.start,
    )


def _countries(parties: tuple[Party, ...], v: Vocabulary) -> list[int]:
    return [v.number(":" + p.iso3) for p in parties if p.iso3]


def _padded(values: Iterable[int], width: int) -> tuple[int, ...]:
    own = tuple(dict.fromkeys(values))[:width]
    return own + (NOTHING,) * (width - len(own))
