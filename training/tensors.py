"""Packed chunks as padded tensors, one row a chunk, all corpora in one table, so that a batch is a choice of rows."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

PIECES, WORDS = 136, 128  # widths; what a chunk has beyond is cut off
ARCS, PARTY = 88, 12  # arcs a chunk, words of a party
NOWHERE = -100


@dataclass
class Table:
    """Chunks: `ids`, `shapes` (chunks, 136); `first`, `heads`, `sentences` and each of `columns` (chunks, 128); -100 where there is no label.

    `at`, `role` (chunks, 88) and `party` (chunks, 88, 12) are arcs: 0 in `party` is nobody, i + 1 is word i, -100 nothing.
    `rows` maps the name of a part to the rows of each of its variants.
    """

    ids: Tensor
    shapes: Tensor
    first: Tensor
    lengths: Tensor
    words: Tensor
    heads: Tensor
    sentences: Tensor
    at: Tensor
    role: Tensor
    party: Tensor
    columns: dict[str, Tensor]
    rows: dict[str, list[tuple[int, int]]]

    def to(self, device: str) -> Table:
        """The table on another device."""
        moved = {k: v.to(device) if isinstance(v, Tensor) else v for k, v in vars(self).items()}
        moved["columns"] = {k: v.to(device) for k, v in self.columns.items()}
        return Table(**moved)


def _pad(values: NDArray[np.generic], counts: NDArray[np.int64], width: int, fill: int, dtype: type = np.int16) -> NDArray[np.generic]:
    rows = np.repeat(np.arange(len(counts)), counts)
    places = np.arange(len(values)) - np.repeat(np.cumsum(counts) - counts, counts)
    out = np.full((len(counts), width), fill, dtype)
    keep = places < width
    out[rows[keep], places[keep]] = values[keep]
    return out


def load(folder: Path) -> tuple[Table, dict[str, list[str]], list[str]]:
    """The table of a packed folder, its label lists and its roles."""
    card = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    parts: dict[str, dict[str, NDArray[np.generic]]] = {}
    with np.load(folder / "chunks.npz") as arrays:
        for key in arrays.files:
            name, variant, column = key.split("/")
            parts.setdefault(f"{name}/{variant}", {})[column] = arrays[key]
    rows: dict[str, list[tuple[int, int]]] = {}
    made: dict[str, list[NDArray[np.generic]]] = {}
    total = 0
    for part, own in parts.items():
        n = len(own["pieces"])
        rows.setdefault(part.split("/")[0], []).append((total, total + n))
        total += n
        for key, value in _part(own, card["columns"]).items():
            made.setdefault(key, []).append(value)
    whole = {k: torch.from_numpy(np.concatenate(v)) for k, v in made.items()}
    columns = {k.removeprefix("column."): whole.pop(k) for k in list(whole) if k.startswith("column.")}
    return Table(**whole, columns=columns, rows=rows), card["columns"], card["roles"]


def _part(own: dict[str, NDArray[np.generic]], columns: dict[str, list[str]]) -> dict[str, NDArray[np.generic]]:
    pieces, words = own["pieces"].astype(np.int64), own["words"].astype(np.int64)
    first = _pad(own["first"], words, WORDS, PIECES)
    fit = np.minimum((first < PIECES).sum(1), WORDS)
    inside = np.arange(WORDS)[None, :] < fit[:, None]

    def labels(values: NDArray[np.generic]) -> NDArray[np.generic]:
        return np.where(inside, _pad(values, words, WORDS, NOWHERE), NOWHERE).astype(np.int16)

    nothing = np.full((len(pieces), WORDS), NOWHERE, np.int16)
    out: dict[str, NDArray[np.generic]] = {
        "ids": _pad(own["ids"], pieces, PIECES, 0),
        "shapes": _pad(own["shapes"], pieces, PIECES, 0),
        "first": np.where(inside, first, 0).astype(np.int16),
        "lengths": np.minimum(pieces, PIECES).astype(np.int16),
        "words": fit.astype(np.int16),
        "heads": nothing,
        "sentences": nothing,
    }
    for column in columns:
        out[f"column.{column}"] = labels(own[f"column.{column}"]) if f"column.{column}" in own else nothing
    if "heads" in own:
        heads = labels(own["heads"])
        out["heads"] = np.where((heads >= 0) & (heads < fit[:, None]), heads, NOWHERE).astype(np.int16)
        out["sentences"] = labels(own["sentences"])
    out |= _arcs(own, fit)
    return out


def _arcs(own: dict[str, NDArray[np.generic]], fit: NDArray[np.generic]) -> dict[str, NDArray[np.generic]]:
    at = np.zeros((len(fit), ARCS), np.int16)
    role = np.full((len(fit), ARCS), NOWHERE, np.int16)
    party = np.full((len(fit), ARCS, PARTY), NOWHERE, np.int16)
    words_of: dict[int, list[int]] = {}
    for a, i in own["parties"].tolist():
        words_of.setdefault(a, []).append(i)
    used = np.zeros(len(fit), np.int64)
    for a, (chunk, word, r) in enumerate(own["arcs"].tolist()):
        told = words_of.get(a)
        kept = [0] if told is None else [i + 1 for i in told if i < fit[chunk]][-PARTY:]
        k = used[chunk]
        if word < fit[chunk] and kept and k < ARCS:
            at[chunk, k], role[chunk, k] = word, r
            party[chunk, k, : len(kept)] = kept
            used[chunk] += 1
    return {"at": at, "role": role, "party": party}
