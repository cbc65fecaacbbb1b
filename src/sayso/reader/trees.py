"""Arc scores to dependency trees: every sentence gets one root and no cycle."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Heads = NDArray[np.int64]
ROOTS = 3  # how many words are tried as the root where greedy heads are no tree


def decode(scores: Floats) -> Heads:
    """The best heads for one sentence from scores (words, words), where [i, j] favours j as the head of i and [i, i] favours i as root.

    Greedy heads are kept where they already form a tree with a single root; else the maximum spanning tree is searched for
    (Chu and Liu 1965, Edmonds 1967), once for each likely root.
    """
    n = len(scores)
    heads: Heads = scores.argmax(1)
    if n == 1 or _is_tree(heads):
        return heads
    own = np.arange(n)
    apart = scores.astype(np.float64)
    apart[own, own] = -1e9
    most = apart.max(1)
    gains = np.diagonal(scores) - most
    bound = float(most.sum())  # no tree with a root scores more than this and the root's gain
    best, best_score = heads, -np.inf
    for root in np.argsort(-gains)[:ROOTS].tolist():
        if bound + float(gains[root]) <= best_score:
            break
        rooted = apart.copy()
        rooted[root] = -1e9
        rooted[root, root] = 0.0
        tree = _edmonds(rooted, root)
        total = float(scores[own, tree].sum())
        if total > best_score:
            best, best_score = tree, total
    return best


def _is_tree(heads: Heads) -> bool:
    roots = np.flatnonzero(heads == np.arange(len(heads)))
    return len(roots) == 1 and not _cycle(heads.tolist(), int(roots[0]))


def _cycle(heads: list[int], root: int) -> list[int]:
    """The first cycle among heads, empty if there is none."""
    seen = [-1] * len(heads)
    seen[root] = len(heads)
    for start in range(len(heads)):
        i = start
        while seen[i] < 0:
            seen[i] = start
            i = heads[i]
        if seen[i] == start and i != root:
            ring, k = [i], heads[i]
            while k != i:
                ring.append(k)
                k = heads[k]
            return ring
    return []


def _edmonds(scores: NDArray[np.float64], root: int) -> Heads:
    """Maximum spanning arborescence from `root`, contracting one cycle at a time."""
    n = len(scores)
    heads: Heads = scores.argmax(1)
    heads[root] = root
    cycle = _cycle(heads.tolist(), root)
    if not cycle:
        return heads
    inside = np.zeros(n, dtype=bool)
    inside[cycle] = True
    rest = np.flatnonzero(~inside)
    ring = np.array(cycle)
    ring_heads = heads[ring]
    gain = scores[ring] - scores[ring, ring_heads][:, None]  # what breaking the cycle at a word costs
    entry = gain[:, rest].argmax(0)
    exit_ = scores[np.ix_(rest, ring)].argmax(1)
    m = len(rest)
    small = np.full((m + 1, m + 1), -1e9)
    small[:m, :m] = scores[np.ix_(rest, rest)]
    small[m, :m] = gain[entry, rest]
    small[:m, m] = scores[rest, ring[exit_]]
    new_root = int(np.flatnonzero(rest == root)[0])
    small[new_root] = -1e9
    small[new_root, new_root] = 0.0
    tree = _edmonds(small, new_root)
    out: Heads = heads.copy()
    for i, head in enumerate(tree[:m]):
        out[rest[i]] = rest[head] if head < m else ring[exit_[i]]
    broken = entry[tree[m]]
    out[ring[broken]] = rest[tree[m]]
    return out
