"""Samples to batches: chunks of words as piece ids, padded label columns, arcs as sets of words."""

from __future__ import annotations

import itertools
import random
from dataclasses import dataclass, field
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor

from sayso.reader.chunks import cut
from sayso.reader.pieces import pieces
from sayso.reader.words import shape
from training.corpora import Sample

ROLES = ["actor", "recipient", "source", "place", "cue_source", "content_source"]


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


def chunks(sample: Sample, tokenizer: Tokenizer, labels: Labels, limit: int) -> list[Chunk]:
    """Cut a sample where the reader would; a sample with sentence starts is cut only at these."""
    ids = pieces(tokenizer, sample.words)
    lengths = [len(p) for p in ids]
    if sample.starts:
        borders, spans, start, used = [*sample.starts, len(sample.words)], [], 0, 0
        for a, b in itertools.pairwise(borders):
            size = sum(lengths[a:b])
            if used and used + size > limit:
                spans.append((start, a))
                start, used = a, 0
            used += size
        spans.append((start, len(sample.words)))
    else:
        spans = cut(sample.words, lengths, sample.breaks, limit)
    cls_, sep = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    out = []
    starts = set(sample.starts)
    for a, b in spans:
        row, shapes, first, sentences = [cls_], [0], [], []
        while b > a and sum(lengths[a:b]) > 500:  # a single sentence beyond the encoder's positions
            b -= 1
        if a == b:
            continue
        for i in range(a, b):
            first.append(len(row))
            row += ids[i]
            shapes += [shape(sample.words[i])] * len(ids[i])
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
        out.append(Chunk(sample.corpus, sample.words[a:b], [*row, sep], [*shapes, 0], first, columns, heads, arcs, sentences))
    return out


@dataclass
class Batch:
    corpus: str
    ids: Tensor
    shapes: Tensor
    lengths: Tensor
    first: Tensor
    words: Tensor
    columns: dict[str, Tensor]
    heads: Tensor | None
    sentences: Tensor | None
    rows: Tensor
    at: Tensor
    roles: Tensor
    parties: Tensor


def collate(group: list[Chunk]) -> Batch:
    """Pad chunks of one corpus to one batch; padded words carry no label."""
    n, m = max(len(c.ids) for c in group), max(len(c.words) for c in group)

    def pad(rows: list[list[int]], width: int, value: int) -> Tensor:
        return torch.tensor([r + [value] * (width - len(r)) for r in rows])

    arcs = [(r, at, role, party) for r, c in enumerate(group) for at, role, party in c.arcs]
    parties = torch.zeros(len(arcs), m + 1, dtype=torch.bool)
    for k, (_, _, _, party) in enumerate(arcs):
        parties[k, [i + 1 for i in party] or [0]] = True
    has_heads = bool(group[0].heads)
    return Batch(
        group[0].corpus,
        pad([c.ids for c in group], n, 0),
        pad([c.shapes for c in group], n, 0),
        torch.tensor([len(c.ids) for c in group]),
        pad([c.first for c in group], m, 0),
        torch.tensor([len(c.words) for c in group]),
        {k: pad([c.columns[k] for c in group], m, -100) for k in group[0].columns},
        pad([c.heads for c in group], m, -100) if has_heads else None,
        pad([c.sentences for c in group], m, -1) if has_heads else None,
        torch.tensor([a[0] for a in arcs], dtype=torch.long),
        torch.tensor([a[1] for a in arcs], dtype=torch.long),
        torch.tensor([a[2] for a in arcs], dtype=torch.long),
        parties,
    )


def shout(sample: Sample) -> Sample:
    """The same sample in upper case, as dispatches of the wire age were printed."""
    return Sample(sample.corpus, [w.upper() for w in sample.words], sample.columns, sample.heads, sample.arcs, sample.breaks, sample.starts)


def schedule(
    samples: dict[str, list[Sample]], epochs: dict[str, float], tokenizer: Tokenizer, labels: Labels, size: int, window: int, seed: int
) -> list[list[Chunk]]:
    """All batches of the whole run in their order, the same for the same seed, so that a run can resume at any step."""
    rng = random.Random(seed)
    batches: list[list[Chunk]] = []
    for corpus, group in samples.items():
        left = epochs[corpus]
        while left > 0:
            share = rng.sample(group, max(1, round(len(group) * min(1.0, left))))
            left -= 1
            limit = min(window, rng.choice((96, 160, 220))) if corpus == "treebank" else window
            pool = [c for s in share for c in chunks(shout(s) if rng.random() < 0.06 else s, tokenizer, labels, limit)]
            pool.sort(key=lambda c: len(c.ids) + rng.random() * 40)
            group_, used = [], 0
            for chunk in pool:
                if group_ and (len(group_) + 1) * max(used, len(chunk.ids)) > size:
                    batches.append(group_)
                    group_, used = [], 0
                group_.append(chunk)
                used = max(used, len(chunk.ids))
            if group_:
                batches.append(group_)
    rng.shuffle(batches)
    return batches


def load_tokenizer(path: Path) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer
