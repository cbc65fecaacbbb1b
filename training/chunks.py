"""Samples to chunks of units, with everything as numbers: piece ids, label columns, arcs as sets of units."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from pathlib import Path

from tokenizers import Tokenizer

from sayso.reader.chunks import cut
from sayso.reader.units import units
from sayso.reader.words import SHAPES
from training.corpora import Sample

CLS, SEP = 101, 102  # in the vocabulary of the base weights
ROLES = ["actor", "recipient", "source", "place", "cue_source", "content_source", "antecedent", "time", "toll"]


@dataclass
class Chunk:
    corpus: str
    words: list[str]
    ids: list[int]
    shapes: list[int]
    first: list[int]
    columns: dict[str, list[int]]
    heads: list[int] = field(default_factory=list)
    arcs: list[tuple[int, int, list[int]]] = field(default_factory=list)
    sentences: list[int] = field(default_factory=list)


@dataclass
class Labels:
    """Every label of every head; -100 stands for "no label here"."""

    columns: dict[str, list[str]]

    def number(self, column: str, label: str) -> int:
        try:
            return self.columns[column].index(label) if label else -100
        except ValueError:
            return -100

    @classmethod
    def of(cls, samples: list[Sample]) -> Labels:
        counts: dict[str, dict[str, int]] = {}
        for sample in samples:
            for column, values in sample.columns.items():
                tally = counts.setdefault(column, {})
                for value in values:
                    if value:
                        tally[value] = tally.get(value, 0) + 1
        return cls({c: sorted(v for v, n in tally.items() if n > 1) for c, tally in counts.items()})


def read_as_units(sample: Sample, tokenizer: Tokenizer) -> Sample:
    """The sample as the network reads it: a country's or leader's name is one word, with the labels of its last word and the span start of its first."""
    own = units(tokenizer, sample.words)
    unit_of = [k for k, u in enumerate(own) for _ in range(u.start, u.end)]
    columns = {}
    for name, values in sample.columns.items():
        columns[name] = [values[u.start] if values[u.start][:1] == "B" and values[u.end - 1] not in ("O", "") else values[u.end - 1] for u in own]
    heads = []
    for k, u in enumerate(own if sample.heads else []):
        outside = [sample.heads[i] for i in range(u.start, u.end) if not u.start <= sample.heads[i] < u.end]
        heads.append(unit_of[outside[-1]] if outside else k)
    arcs = [(unit_of[at], role, [sorted({unit_of[i] for i in party}) for party in sets]) for at, role, sets in sample.arcs]
    starts = sorted({unit_of[i] for i in sample.starts if i < len(unit_of)})
    return Sample(sample.corpus, [u.text for u in own], columns, heads, arcs, {unit_of[i] for i in sample.breaks if i < len(unit_of)}, starts, units=own)


def chunks(sample: Sample, limit: int) -> list[tuple[int, int]]:
    """Where the reader would cut a sample of units; one with sentence starts is cut only at these."""
    lengths = [len(u.ids) for u in sample.units]
    if not sample.starts:
        return cut(sample.words, lengths, sample.breaks, limit)
    spans, start, used = [], 0, 0
    for a, b in itertools.pairwise([*sample.starts, len(sample.words)]):
        size = sum(lengths[a:b])
        if used and used + size > limit:
            spans.append((start, a))
            start, used = a, 0
        used += size
    return [*spans, (start, len(sample.words))]


def numbered(sample: Sample, labels: Labels, limit: int, shouted: bool, renamed: dict[str, list[int]]) -> list[Chunk]:
    """The chunks of a sample of units with everything as numbers; `renamed` gives other pieces to some words."""
    out = []
    starts = set(sample.starts)
    upper = SHAPES.index("upper")
    for a, b in chunks(sample, limit):
        row, shapes, first, sentences = [CLS], [0], [], []
        while b > a and sum(len(u.ids) for u in sample.units[a:b]) > 500:  # a single sentence beyond the encoder's positions
            b -= 1
        if a == b:
            continue
        for i in range(a, b):
            unit = sample.units[i]
            ids = renamed.get(unit.text, unit.ids)
            first.append(len(row))
            row += ids
            shapes += [upper if shouted and unit.text[:1].isalpha() else unit.shape] * len(ids)
            sentences.append((sentences[-1] if sentences else 0) + (i in starts))
        columns = {c: [labels.number(c, v) for v in values[a:b]] for c, values in sample.columns.items()}
        heads = [h - a if a <= h < b else -100 for h in sample.heads[a:b]]
        arcs = []
        for at, role, sets in sample.arcs:
            if a <= at < b:
                for party in sets:
                    inside = [i - a for i in party if a <= i < b]
                    if inside or not party:
                        arcs.append((at - a, ROLES.index(role), inside))
        out.append(Chunk(sample.corpus, sample.words[a:b], [*row, SEP], [*shapes, 0], first, columns, heads, arcs, sentences))
    return out


def persons(samples: list[Sample]) -> dict[str, list[int]]:
    """Words that the names corpus knows mostly as parts of persons' names, with their pieces: what a name may be exchanged for."""
    seen: dict[str, int] = {}
    named: dict[str, list[int]] = {}
    counts: dict[str, int] = {}
    for sample in samples:
        for unit, tag in zip(sample.units, sample.columns["name"], strict=True):
            if len(unit.text) > 2 and unit.shape == SHAPES.index("title") and unit.end == unit.start + 1:
                seen[unit.text] = seen.get(unit.text, 0) + 1
                if tag.endswith("-Person"):
                    counts[unit.text] = counts.get(unit.text, 0) + 1
                    named[unit.text] = unit.ids
    return {w: ids for w, ids in named.items() if counts[w] > 0.7 * seen[w]}


def load_tokenizer(path: Path) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer
