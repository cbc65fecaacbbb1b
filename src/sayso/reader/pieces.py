"""Words to word pieces, countries masked: the network sees that a word names a country, and which ones are the same, but never which country it is.

So exchanging two countries throughout a text changes nothing that the network sees, where their forms agree in kind and in number of words.
"""

from __future__ import annotations

from collections.abc import Sequence

from tokenizers import Tokenizer

from sayso.reader import countries

KINDS = ("name", "people", "adjective", "capital", "seat")
# Rows of the vocabulary that the base model never used.
_KIND, _NEXT, _NUMBER, NUMBERS = 1, 6, 10, 40


def kind_id(kind: str) -> int:
    """The piece that stands for a country's name, people, adjective, capital or seat."""
    return _KIND + KINDS.index(kind)


def pieces(tokenizer: Tokenizer, words: Sequence[str]) -> list[list[int]]:
    """The piece ids of each word. A form of a country gives its kind and the number of the country, in order of first mention."""
    unknown: int = tokenizer.token_to_id("[UNK]")  # type: ignore[assignment]
    out = [list(e.ids) or [unknown] for e in tokenizer.encode_batch(list(words), add_special_tokens=False)]
    numbers: dict[str, int] = {}
    for start, end, country in countries.marks(words):
        number = numbers.setdefault(country.iso3, len(numbers)) % NUMBERS
        out[start] = [kind_id(country.kind), _NUMBER + number]
        for i in range(start + 1, end):
            out[i] = [_NEXT]
    return out
