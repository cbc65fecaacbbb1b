"""Tag scores to spans: the best sequence of B, I and O."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray


def decode(scores: NDArray[np.float32], labels: Sequence[str]) -> list[tuple[int, int, str]]:
    """The spans (start, end, class) of the best tag sequence in which every I follows a B or an I of its class (Viterbi)."""
    classes = sorted({label[2:] for label in labels if label != "O"})
    allowed = _transitions(tuple(labels))
    n = len(scores)
    if n == 0:
        return []
    path = scores.argmax(1)
    if not classes or (path == labels.index("O")).all():
        return []
    inner = np.array([label[0] == "I" for label in labels])
    if inner[path[0]] or allowed[path[:-1], path[1:]].any():  # the best tags one by one break a rule: search
        path = _viterbi(scores, allowed, inner)
    spans: list[tuple[int, int, str]] = []
    for i, tag in enumerate(path.tolist()):
        label = labels[tag]
        if label[0] == "B":
            spans.append((i, i + 1, label[2:]))
        elif label[0] == "I":
            start, _, name = spans[-1]
            spans[-1] = (start, i + 1, name)
    return spans


def _viterbi(scores: NDArray[np.float32], allowed: NDArray[np.float64], forbidden: NDArray[np.bool_]) -> NDArray[np.int64]:
    """The best sequence of tags under the transitions, which does not begin with a forbidden one."""
    n = len(scores)
    best = scores[0] + np.where(forbidden, -1e4, 0.0)
    back = np.zeros((n, scores.shape[1]), np.int64)
    columns = np.arange(scores.shape[1])
    for i in range(1, n):
        through = best[:, None] + allowed
        back[i] = through.argmax(0)
        best = through[back[i], columns] + scores[i]
    path = np.zeros(n, np.int64)
    path[-1] = int(best.argmax())
    for i in range(n - 1, 0, -1):
        path[i - 1] = back[i, path[i]]
    return path


@cache
def _transitions(labels: tuple[str, ...]) -> NDArray[np.float64]:
    """0 where one tag may follow another, a heavy fine where it may not."""
    table = np.zeros((len(labels), len(labels)))
    for a, before in enumerate(labels):
        for b, after in enumerate(labels):
            if after[0] == "I" and (before == "O" or before[1:] != after[1:]):
                table[a, b] = -1e4
    return table
