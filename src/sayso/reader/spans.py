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
    best = scores[0] + np.where([label[0] == "I" for label in labels], -1e4, 0.0)
    if not classes or (scores.argmax(1) == labels.index("O")).all():
        return []
    back = np.zeros((n, len(labels)), np.int64)
    for i in range(1, n):
        through = best[:, None] + allowed
        back[i] = through.argmax(0)
        best = through[back[i], np.arange(len(labels))] + scores[i]
    path = [int(best.argmax())]
    for i in range(n - 1, 0, -1):
        path.append(int(back[i, path[-1]]))
    path.reverse()
    spans: list[tuple[int, int, str]] = []
    for i, tag in enumerate(path):
        label = labels[tag]
        if label[0] == "B":
            spans.append((i, i + 1, label[2:]))
        elif label[0] == "I":
            start, _, name = spans[-1]
            spans[-1] = (start, i + 1, name)
    return spans


@cache
def _transitions(labels: tuple[str, ...]) -> NDArray[np.float64]:
    """0 where one tag may follow another, a heavy fine where it may not."""
    table = np.zeros((len(labels), len(labels)))
    for a, before in enumerate(labels):
        for b, after in enumerate(labels):
            if after[0] == "I" and (before == "O" or before[1:] != after[1:]):
                table[a, b] = -1e4
    return table
