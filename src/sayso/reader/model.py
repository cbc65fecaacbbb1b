"""The shipped network: words in, the scores of every head out, in one run of the encoder."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from sayso.reader.units import Unit, units

Floats = NDArray[np.float32]
WINDOW = 112  # word pieces in a chunk: the base weights saw few longer texts, and arcs get worse beyond


@dataclass(frozen=True)
class Scores:
    """What the network says about one chunk of n words.

    `tags` maps a head to scores (n, labels); `arc_query`, `arc_key` (n, 257) multiply to head scores; `rel_dependent`, `rel_head` (n, 65);
    `pair_query`, `pair_key` (n, roles, 64) multiply to the scores of parties, `pair_bias` (n, roles) adds to them.
    """

    tags: dict[str, Floats]
    arc_query: Floats
    arc_key: Floats
    rel_dependent: Floats
    rel_head: Floats
    pair_query: Floats
    pair_key: Floats
    pair_bias: Floats


class Model:
    """An ONNX session with its label lists; safe to share between threads. It scores on `threads` cores, by default on all."""

    def __init__(self, folder: Path, threads: int | None = None) -> None:
        self.folder = folder
        card = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        self.columns: dict[str, list[str]] = card["columns"]
        self.roles: list[str] = card["roles"]
        self.tag_heads: list[str] = card["tag_heads"]
        with np.load(folder / "pairs.npz") as arrays:
            rel: Floats = arrays["rel_bilinear"].astype(np.float32)  # (relations, 65, 65)
            self._rel_shape = rel.shape
            self._rel: Floats = np.ascontiguousarray(rel.transpose(1, 0, 2).reshape(rel.shape[1], -1))
            self.pair_none: Floats = arrays["pair_none"].astype(np.float32)
            self.pair_none_bias: Floats = arrays["pair_none_bias"].astype(np.float32)
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self._spelled: dict[str, list[int]] = {}
        self._cls, self._sep = (self.tokenizer.token_to_id(t) for t in ("[CLS]", "[SEP]"))
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        # one thread a run: chunks that go side by side share the cores better than the parts of one chunk do
        options.intra_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._pool = ThreadPoolExecutor(threads or os.cpu_count() or 1, thread_name_prefix="sayso-reader")
        self.session = onnxruntime.InferenceSession(str(folder / "reader.onnx"), options, providers=["CPUExecutionProvider"])
        sizes = [len(self.columns[h]) for h in self.tag_heads]
        self._slices = {h: slice(sum(sizes[:i]), sum(sizes[: i + 1])) for i, h in enumerate(self.tag_heads)}

    @property
    def digest(self) -> str:
        """The sha256 of the weights, which travels with everything that was read with them."""
        return hashlib.sha256((self.folder / "reader.onnx").read_bytes()).hexdigest()

    def units(self, words: Sequence[str]) -> list[Unit]:
        """The words as the network reads them: countries and their leaders masked."""
        return units(self.tokenizer, words, self._spelled)

    def run(self, words: Sequence[Unit]) -> Scores:
        """Score one chunk of units; pieces beyond the encoder's 512 positions are cut off the longest units."""
        budget = 510
        ids_of = [u.ids for u in words]
        if sum(map(len, ids_of)) > budget:
            longest = max(1, budget // max(1, len(ids_of)))
            ids_of = [p[:longest] for p in ids_of]
        ids, shapes, first = [self._cls], [0], []
        for unit, own in zip(words, ids_of, strict=True):
            first.append(len(ids))
            ids += own
            shapes += [unit.shape] * len(own)
        feed = {"ids": np.array([*ids, self._sep], np.int64), "shapes": np.array([*shapes, 0], np.int64), "first": np.array(first, np.int64)}
        tags, arc_query, arc_key, rel_dependent, rel_head, pair_query, pair_key, pair_bias = self.session.run(None, feed)
        roles = len(self.roles)
        return Scores(
            {h: tags[:, s] for h, s in self._slices.items()},
            arc_query,
            arc_key,
            rel_dependent,
            rel_head,
            pair_query.reshape(len(words), roles, -1),
            pair_key.reshape(len(words), roles, -1),
            pair_bias,
        )

    def run_all(self, chunks: Sequence[Sequence[Unit]]) -> Iterator[Scores]:
        """Score chunks side by side, one a core; they come in their order, the first while the others are still being scored."""
        if len(chunks) < 2:
            return map(self.run, chunks)
        return self._pool.map(self.run, chunks)

    def relations(self, scores: Scores, heads: NDArray[np.int64]) -> Floats:
        """The scores (n, relations) of each word's label, given the words' heads within the chunk."""
        hidden = (scores.rel_dependent @ self._rel).reshape(len(heads), self._rel_shape[0], self._rel_shape[2])
        result: Floats = np.asarray((hidden @ scores.rel_head[heads][:, :, None])[:, :, 0], dtype=np.float32)
        return result

    def parties(self, scores: Scores, word: int, role: str, before: Scores | None = None) -> Floats:
        """Probabilities (1 + n) of who fills a role of a word; the first is "nobody". With `before`, the words of that chunk come before the chunk's own."""
        r = self.roles.index(role)
        query = scores.pair_query[word, r]
        scale = query.shape[0] ** -0.5
        parts = [np.array([query @ self.pair_none[r] * scale + self.pair_none_bias[r]], np.float32)]
        parts += [s.pair_key[:, r] @ query * scale + s.pair_bias[:, r] for s in (before, scores) if s is not None]
        logits = np.concatenate(parts)
        logits -= logits.max()
        np.exp(logits, out=logits)
        result: Floats = logits / logits.sum()
        return result


@cache
def shipped(threads: int | None = None) -> Model:
    """The model in the package."""
    return Model(Path(str(files("sayso.reader") / "weights")), threads)
