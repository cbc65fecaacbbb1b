"""Whether a confidence means a probability: expected calibration error, and precision against recall by least confidence.

python -m benchmarks.calibration ../shared/gold
python -m benchmarks.calibration ../shared/gold --fit MODEL   prints calibration.tsv anew, from every fourth train lead and a model that has not seen these
"""

from __future__ import annotations

import argparse
import json
import math
import tempfile
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from benchmarks import gold
from benchmarks.gold import scorer
from sayso import reader
from sayso.data import table
from sayso.grounding import confidence
from sayso.pipeline import Reader
from sayso.reader.model import Model

FIELDS = ("type", "source", "reporter", "status", "rule")
LEASTS = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
Judged = tuple[dict[str, Any], dict[str, Any] | None]  # what was read, with its confidence, and the gold assertion that it is paired with
Outcome = tuple[float, bool]


def judged(score: ModuleType, paths: list[Path], read: Reader) -> list[Judged]:
    """All assertions read in some gold documents, as score.py pairs them."""
    out: list[Judged] = []
    with tempfile.TemporaryDirectory() as work:
        gold.read(paths, Path(work), read)
        for path in paths:
            report = json.loads((Path(work) / path.name).read_text(encoding="utf-8"))
            right, mine = score.plain(json.loads(path.read_text(encoding="utf-8")))[0], score.plain(report)[0]
            more = {a["id"]: {"confidence": a["confidence"], "why": a["why"]} for a in report["assertions"]}
            partner = {p["id"]: g for g, p in score.pair(right, mine)}
            out += [({**p, **more[p["id"]]}, partner.get(p["id"])) for p in mine]
    return out


def outcomes(score: ModuleType, found: list[Judged]) -> dict[str, list[Outcome]]:
    """For each field the confidences with whether they were right; source and status are judged on found events, a rule's by its fixed confidence."""
    out: dict[str, list[Outcome]] = {f: [] for f in FIELDS}
    for p, g in found:
        sure = p["confidence"]
        out["type"].append((sure["type"], g is not None and g["type"] == p["type"]))
        if g is not None:
            # a weighed value says its score in `why`, a rule's does not
            weighed = p["why"]["source"][-1:].isdigit()
            out[("source" if p["source"] else "reporter") if weighed else "rule"].append((sure["source"], bool(score.same_name(g["source"], p["source"]))))
            if "score" in p["why"]["status"]:
                out["status"].append((sure["status"], g["status"] == p["status"]))
    return out


def expected_error(pairs: list[Outcome], bins: int = 10) -> float:
    """The expected calibration error over bins of equal width (Naeini et al. 2015), in percent."""
    total = 0.0
    for k in range(bins):
        inside = [(c, r) for c, r in pairs if k == min(int(c * bins), bins - 1)]
        total += abs(sum(c for c, _ in inside) - sum(r for _, r in inside))
    return round(100 * total / len(pairs), 1)


def fit(pairs: list[Outcome]) -> tuple[float, float]:
    """Slope and intercept of a logistic curve over log odds, by Newton's method with a little ridge."""
    clipped = [min(max(c, confidence.LEAST), confidence.MOST) for c, _ in pairs]
    design = np.array([(math.log(c / (1 - c)), 1.0) for c in clipped])
    right = np.array([float(r) for _, r in pairs])
    w = np.array([1.0, 0.0])
    for _ in range(50):
        p = 1 / (1 + np.exp(-design @ w))
        hessian = (design * (p * (1 - p))[:, None]).T @ design + 1e-3 * np.eye(2)
        w = w + np.linalg.solve(hessian, design.T @ (right - p))
    return float(w[0]), float(w[1])


def refit(found: dict[str, list[Outcome]]) -> None:
    """Print the table's lines with a new curve laid over the present one: both are straight in log odds."""
    for row in table("calibration"):
        slope, intercept = float(row["slope"]), float(row["intercept"])
        if row["field"] == "rule":
            right = sum(r for _, r in found["rule"])
            slope, intercept = 0.0, math.log((right + 0.5) / (len(found["rule"]) - right + 0.5))
        else:
            a, b = fit(found[row["field"]])
            slope, intercept = a * slope, a * intercept + b
        print(row["field"], round(slope, 2), round(intercept, 2), sep="\t")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--fit", type=Path, metavar="MODEL")
    args = parser.parse_args()
    score = scorer(args.gold)
    if args.fit is not None:
        refit(outcomes(score, judged(score, sorted((args.gold / "train").glob("*.json"))[3::4], Reader(reader.Reader(Model(args.fit))))))
        return
    paths = sorted((args.gold / "dev").glob("*.json"))
    found = judged(score, paths, Reader())
    for field, pairs in outcomes(score, found).items():
        mean, right = (100 * sum(x) / max(1, len(pairs)) for x in ([c for c, _ in pairs], [r for _, r in pairs]))
        error = expected_error(pairs) if pairs else None
        print(f"{field:9} expected calibration error {error!s:>5}  mean {mean:5.1f}  right {right:5.1f}  n {len(pairs):>4}")
    total = sum(len(json.loads(p.read_text(encoding="utf-8"))["assertions"]) for p in paths)
    for least in LEASTS:
        kept = [(p, g) for p, g in found if min(p["confidence"].values()) >= least]
        hits = sum(g is not None and g["type"] == p["type"] for p, g in kept)
        print(f"at least {least:.1f}  kept {len(kept):>4}  typed: precision {100 * hits / max(1, len(kept)):5.1f}  recall {100 * hits / total:5.1f}")


if __name__ == "__main__":
    main()
