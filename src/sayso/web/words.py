"""Which rows have which words: an index by word stems, gathered in memory once a ledger is opened, for no scan of a large one is quick enough."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import Stemmer

Ints = npt.NDArray[np.int32]
BATCH = 20_000  # rows tokenised at once
FORMS = 40  # forms of one word that are marked in a snippet

_WORD = re.compile(r"[^\W_]+")
# The same words as `_WORD` finds, each once a row.
_WORDS = r"list_distinct(regexp_extract_all(lower({text}), '[\p{{L}}\p{{N}}]+'))"
_RANKED = "SELECT rowid AS row, id, published IS NULL AS undated FROM {table} ORDER BY published DESC NULLS LAST, id"


def words_of(query: str) -> list[str]:
    """The words of a query, folded, each once."""
    return list(dict.fromkeys(_WORD.findall(folded(query))))


def folded(text: str) -> str:
    """Letters without case: "İ" is "i", both small sigmas are one."""
    return text.casefold().replace("\u0307", "")


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a table, the latest first: their ids by rank, and how many have a day."""

    ids: pa.Array
    rank: Ints
    dated: int

    def names(self, ranks: Ints) -> list[str]:
        """The ids of rows by their ranks."""
        found: list[str] = self.ids.take(pa.array(ranks)).to_pylist()
        return found


@dataclass(frozen=True, slots=True)
class Words:
    """Each stem with the forms that it has and the ranks of the rows that have one of them."""

    stems: dict[str, int]
    forms: Sequence[Sequence[str]]
    starts: npt.NDArray[np.int64]
    ranks: Ints

    def find(self, words: Sequence[str]) -> Ints:
        """The ranks of the rows that have all these words in some form, in order."""
        stem = Stemmer.Stemmer("english").stemWord
        numbers = [self.stems.get(stem(w)) for w in words]
        lists = [self.ranks[self.starts[k] : self.starts[k + 1]] for k in numbers if k is not None]
        if len(lists) < len(words) or not lists:
            return np.zeros(0, np.int32)
        return reduce(_both, sorted(lists, key=len))

    def forms_of(self, words: Sequence[str]) -> list[str]:
        """The forms in which these words stand."""
        stem = Stemmer.Stemmer("english").stemWord
        return [form for w in words if (k := self.stems.get(stem(w))) is not None for form in self.forms[k][:FORMS]]


def _both(few: Ints, many: Ints) -> Ints:
    """What stands in both of two ordered lists, of which the first is the shorter."""
    at = np.searchsorted(many, few)
    found: Ints = few[many[np.minimum(at, len(many) - 1)] == few]
    return found


def ranked(connection: duckdb.DuckDBPyConnection, table: str) -> Rows:
    """The rows of a table of the ledger."""
    found = connection.sql(_RANKED.format(table=table)).to_arrow_table().combine_chunks()
    rows = found["row"].to_numpy()
    rank = np.zeros(int(rows.max()) + 1 if len(rows) else 0, np.int32)
    rank[rows] = np.arange(len(rows), dtype=np.int32)
    ids = pa.concat_arrays(found["id"].chunks) if len(rows) else pa.array([], pa.string())
    return Rows(ids, rank, int(np.count_nonzero(~found["undated"].to_numpy())))


def gathered(connection: duckdb.DuckDBPyConnection, table: str, text: str, rows: Rows) -> Words:
    """The words of an expression over a table; the ranks of `rows`."""
    stem = Stemmer.Stemmer("english").stemWord
    stems: dict[str, int] = {}
    numbers: dict[str, int] = {}
    forms: list[list[str]] = []
    parts: list[npt.NDArray[np.int64]] = []

    def number(word: str) -> int:
        if (known := numbers.get(word)) is not None:
            return known
        k = stems.setdefault(stem(folded(word)), len(stems))
        if k == len(forms):
            forms.append([])
        forms[k].append(word)
        numbers[word] = k
        return k

    for batch in connection.sql(f"SELECT rowid AS row, {_WORDS.format(text=text)} AS words FROM {table}").to_arrow_reader(BATCH):
        parts.append(_keys(batch, rows.rank, number))
    keys = np.concatenate(parts) if parts else np.zeros(0, np.int64)
    del parts
    keys.sort()
    if len(keys):
        keys = keys[np.append(True, keys[1:] != keys[:-1])]  # two forms of a word in one row are one
    starts = np.searchsorted(keys, np.arange(len(stems) + 1, dtype=np.int64) << 32)
    return Words(stems, forms, starts, (keys & 0xFFFFFFFF).astype(np.int32))


def _keys(batch: pa.RecordBatch, rank: Ints, number: Any) -> npt.NDArray[np.int64]:
    """A key for each word of each row: the number of its stem above the rank of the row, so that sorting keys sorts by both."""
    lists = batch.column("words")
    coded = lists.flatten().dictionary_encode()
    codes = np.array([number(w) for w in coded.dictionary.to_pylist()], np.int64)
    if not len(codes):
        return np.zeros(0, np.int64)
    ranks = rank[batch.column("row").to_numpy()][pc.list_parent_indices(lists).to_numpy()]
    keys: npt.NDArray[np.int64] = (codes[coded.indices.to_numpy()] << 32) | ranks
    return keys
