"""How well one set of clusters agrees with another, by the three measures of CoNLL 2012, whose mean is CoNLL F1.

MUC (Vilain et al., 1995), B-cubed (Bagga and Baldwin, 1998) and CEAF-e (Luo, 2005). Each function gives recall; precision is the recall of the other direction.
A mention may be missing on either side.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence

import numpy as np

Clusters = Sequence[frozenset[Hashable]]


def of_labels(labels: Iterable[Hashable]) -> Clusters:
    """The clusters of things that carry a label each: those of one label are one cluster; a thing is told by its place."""
    found: dict[Hashable, set[Hashable]] = defaultdict(set)
    for k, label in enumerate(labels):
        found[label].add(k)
    return [frozenset(c) for c in found.values()]


def muc(gold: Clusters, mine: Clusters) -> float:
    """Of the links that join each gold cluster, how many the other side keeps."""
    at = {m: k for k, c in enumerate(mine) for m in c}
    links = sum(len(c) - 1 for c in gold)
    kept = sum(len(c) - len({at[m] for m in c if m in at}) - sum(m not in at for m in c) for c in gold)
    return kept / links if links else 0.0


def b_cubed(gold: Clusters, mine: Clusters) -> float:
    """The share of each mention's gold cluster that is in its cluster of the other side, averaged over gold mentions."""
    at = {m: c for c in mine for m in c}
    shares = [len(c & at[m]) / len(c) if m in at else 0.0 for c in gold for m in c]
    return sum(shares) / len(shares) if shares else 0.0


def ceaf_e(gold: Clusters, mine: Clusters) -> float:
    """What the best one-to-one alignment of clusters is worth, each pair by Luo's phi4, for each gold cluster."""
    from scipy.optimize import linear_sum_assignment

    row = {m: k for k, c in enumerate(gold) for m in c}
    worth = np.zeros((len(gold), len(mine)))
    for k, cluster in enumerate(mine):
        for g in {row[m] for m in cluster if m in row}:
            worth[g, k] = 2 * len(gold[g] & cluster) / (len(gold[g]) + len(cluster))
    return float(worth[linear_sum_assignment(worth, maximize=True)].sum()) / len(gold) if gold else 0.0


def figures(gold: Clusters, mine: Clusters) -> dict[str, float]:
    """F1 of the three, and their mean."""
    out = {}
    for name, recall in (("MUC", muc), ("B3", b_cubed), ("CEAFe", ceaf_e)):
        r, p = recall(gold, mine), recall(mine, gold)
        out[name] = 200 * p * r / (p + r) if p + r else 0.0
    out["CoNLL"] = sum(out.values()) / 3
    return {name: round(value, 1) for name, value in out.items()}
