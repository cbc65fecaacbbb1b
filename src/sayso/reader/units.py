"""What the network reads as one word: a word, or all words of a form of a country or of a leader's name.

Countries go in as their kind and a number, leaders as stand-ins, both numbered in the order of first mention. So exchanging two sides, their capitals,
peoples and leaders throughout a text changes nothing that the network sees, however many words their names have.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from tokenizers import Tokenizer

from sayso.data import table
from sayso.reader import leaders
from sayso.reader.pieces import country_ids
from sayso.reader.words import SHAPES, shape

KEPT = 50_000  # words whose pieces are remembered
_TITLE, _UPPER = SHAPES.index("title"), SHAPES.index("upper")


@dataclass(frozen=True, slots=True)
class Unit:
    """Words from `start` to before `end`, their text, their piece ids, and how they are cased as an index into `SHAPES`."""

    start: int
    end: int
    text: str
    ids: list[int]
    shape: int


@cache
def _stand_ins() -> tuple[str, ...]:
    return tuple(row["word"] for row in table("grammar") if row["kind"] == "stand-in")


def units(tokenizer: Tokenizer, words: Sequence[str], spelled: dict[str, list[int]] | None = None) -> list[Unit]:
    """The units of a text, each word in exactly one. `spelled` remembers the pieces of words from text to text."""
    spelled = {} if spelled is None else spelled
    known: dict[int, tuple[int, list[int]]] = {start: (end, ids) for start, end, ids in country_ids(words)}
    taken = {i for start, (end, _) in known.items() for i in range(start, end)}
    numbers: dict[str, int] = {}
    for start, end, last in leaders.marks(words):
        if not taken.intersection(range(start, end)):
            name = _stand_ins()[numbers.setdefault(last, len(numbers)) % len(_stand_ins())]
            known[start] = end, list(tokenizer.encode(name, add_special_tokens=False).ids)
    unknown: int = tokenizer.token_to_id("[UNK]")  # type: ignore[assignment]
    missing = sorted({w for w in words if w not in spelled})
    encoded = tokenizer.encode_batch(missing, add_special_tokens=False)
    fresh = {word: list(e.ids) or [unknown] for word, e in zip(missing, encoded, strict=True)}
    if len(spelled) < KEPT:
        spelled.update(fresh)
    shouted = sum(map(len, filter(str.isupper, words))) > 0.5 * sum(map(len, filter(str.isalpha, words)))
    out: list[Unit] = []
    i = 0
    while i < len(words):
        if i in known:
            end, ids = known[i]
            out.append(Unit(i, end, " ".join(words[i:end]), ids, _UPPER if shouted else _TITLE))
            i = end
        else:
            out.append(Unit(i, i + 1, words[i], fresh.get(words[i]) or spelled[words[i]], shape(words[i])))
            i += 1
    return out
