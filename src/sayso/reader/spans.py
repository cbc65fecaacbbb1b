"""Tag scores to spans: the best sequence of B, I and O."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray


def decode(scores: NDArray[np.float32], labels: Sequence[str]) -> list[tuple[int, int, str]]:
    """The spans (start, end, class) of the best tag sequence in which every I follows a B or an I of its class (Viterbi)."""
    classes = sorted({label[2:] for label in labels if label != "O"})
    n = len(scores)
    if n == 0:
        return []
    path = scores.argmax(1)
    if not classes or (path == labels.index("O")).all():
        return []
    begun = _begun(tuple(labels))
    before = np.concatenate(([labels.index("O")], path[:-1]))
    inner = begun[path] >= 0
    if (inner & (before != path) & (before != begun[path])).any():  # the best tags one by one break a rule: search
        path = _viterbi(scores, begun)
    spans: list[tuple[int, int, str]] = []
    for i, tag in enumerate(path.tolist()):
        label = labels[tag]
        if label[0] == "B":
            spans.append((i, i + 1, label[2:]))
        elif label[0] == "I":
            start, _, name = spans[-1]
            spans[-1] = (start, i + 1, name)
    return spans


def _viterbi(scores: NDArray[np.float32], begun: NDArray[np.int64]) -> NDArray[np.int64]:
    """The best sequence of tags in which every I goes on from a B or an I of its class: all other tags may follow any."""
    pairs = [(inner, int(begun[inner])) for inner in np.flatnonzero(begun >= 0).tolist()]  # plain lists: the labels are few
    rows = scores.astype(np.float64).tolist()
    best = rows[0][:]
    for inner, _ in pairs:
        best[inner] = -1e9
    back: list[tuple[int, dict[int, int]]] = []
    for row in rows[1:]:
        most = max(best)
        goes_on: dict[int, int] = {}
        after = [most + x for x in row]
        for inner, opening in pairs:
            before = opening if best[opening] >= best[inner] else inner
            goes_on[inner] = before
            after[inner] = best[before] + row[inner]
        back.append((best.index(most), goes_on))
        best = after
    path = [best.index(max(best))]
    for last, goes_on in reversed(back):
        path.append(goes_on.get(path[-1], last))
    return np.array(path[::-1], np.int64)


@cache
def _begun(labels: tuple[str, ...]) -> NDArray[np.int64]:
    """For each I the number of the B of its class, -1 for all other tags."""
    return np.array([labels.index("B" + label[1:]) if label[0] == "I" else -1 for label in labels])
