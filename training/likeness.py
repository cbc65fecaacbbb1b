"""Fit the weights of `data/likeness.tsv` on the annotated incidents, and measure them on leads that the fit did not see.

python -m training.likeness ../shared/gold [--write]
"""

from __future__ import annotations

import argparse
from importlib.resources import files
from itertools import combinations
from pathlib import Path

import numpy as np

from benchmarks.incidents import annotated, figures, linked
from sayso.incidents import likeness
from sayso.incidents.cluster import joined
from sayso.incidents.pairs import candidates
from sayso.incidents.traits import traits

RIDGE = 10.0  # of a logistic regression over standardised signs


def fit(x: np.ndarray, y: np.ndarray, ridge: float = RIDGE) -> tuple[float, np.ndarray]:
    """Intercept and weights of a ridge-penalised logistic regression, by Newton's method."""
    mean, spread = x.mean(0), x.std(0) + 1e-9
    z = np.hstack([np.ones((len(x), 1)), (x - mean) / spread])
    w = np.zeros(z.shape[1])
    penalty = np.full(z.shape[1], ridge)
    penalty[0] = 0
    for _ in range(40):
        p = 1 / (1 + np.exp(-z @ w))
        step = np.linalg.solve((z * (p * (1 - p))[:, None]).T @ z + np.diag(penalty), z.T @ (p - y) + penalty * w)
        w -= step
        if np.abs(step).max() < 1e-6:
            break
    return float(w[0] - (w[1:] / spread) @ mean), w[1:] / spread


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--write", action="store_true", help="write the weights into the package")
    args = parser.parse_args()
    found, incidents = annotated(args.gold)
    label = {m: k for k, members in enumerate(incidents.values()) for m in members}
    own = np.array([label.get((x.document, x.assertion.id), -1) for x in found])
    t = traits(found)
    left, right = candidates(t)
    signs = likeness.signs(t, left, right)
    names = list(signs)
    x = np.array([signs[n] for n in names], np.float64).T
    y = (own[left] == own[right]) & (own[left] >= 0)
    # incidents of one report are not listed: what its unlisted assertions share is not known
    known = ~((t.document[left] == t.document[right]) & (own[left] < 0) & (own[right] < 0))
    same = sum(own[i] == own[j] >= 0 for i, j in combinations(range(len(own)), 2))
    print(f"{len(left)} pairs, {y.sum()} of {same} of one incident")
    part = linked(found, incidents)
    of = np.array([part[a.document] for a in found])
    p = np.zeros(len(y), np.float32)
    for k in range(max(part.values()) + 1):
        inside = (of[left] == k) | (of[right] == k)
        bias, w = fit(x[known & ~inside], y[known & ~inside])
        p[inside] = 1 / (1 + np.exp(-(x[inside] @ w + bias)))
    for threshold in (0.05, 0.07, 0.1, 0.15, 0.2, 0.3):
        print(threshold, figures(found, joined(len(found), left, right, p, threshold), incidents))
    bias, w = fit(x[known], y[known])
    if args.write:
        write(names, bias, w)


def write(names: list[str], bias: float, w: np.ndarray) -> None:
    """Put the weights in the table, its words left as they are."""
    path = Path(str(files("sayso.data") / "likeness.tsv"))
    lines = path.read_text(encoding="utf-8").splitlines()
    value = dict(zip(["", *names], [bias, *w], strict=True))
    out = []
    for line in lines:
        cells = line.split("\t")
        if not line.startswith("#") and cells[0] != "sign":
            cells[1] = f"{value['' if cells[0] == 'bias' else cells[0]]:.3f}"
        out.append("\t".join(cells))
    path.write_text("\n".join(out) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
