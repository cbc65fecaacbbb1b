"""Whether a confidence means a probability: expected calibration error, and precision against recall by least confidence.

python -m benchmarks.calibration ../shared/gold
python -m benchmarks.calibration ../shared/gold --fit MODEL   fits calibration.tsv anew, on every fourth train lead, with a model that has not seen these
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import math
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from sayso import documents, reader
from sayso.export.json import report_to_dict
from sayso.grounding import confidence
from sayso.pipeline import Reader
from sayso.reader.model import Model

FIELDS = ("type", "source", "reporter", "status")
Pair = tuple[float, bool]


def scorer(gold: Path) -> ModuleType:
    """The gold's own score.py."""
    spec = importlib.util.spec_from_file_location("score", gold / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def judged(score: ModuleType, read: Reader, paths: list[Path]) -> Iterator[tuple[dict[str, Any], dict[str, Any] | None]]:
    """Each predicted assertion as score.py sees it, with its confidence, and the gold assertion that it is paired with."""
    for path in paths:
        gold = json.loads(path.read_text(encoding="utf-8"))
        day = date.fromisoformat(gold["published"]) if gold["published"] else None
        report = report_to_dict(read(documents.parse(gold["text"], name=path.name, published=day, publisher=gold["publisher"])))
        right, mine = score.plain(gold)[0], score.plain(report)[0]
        sure = {a["id"]: a["confidence"] for a in report["assertions"]}
        partner = {p["id"]: g for g, p in score.pair(right, mine)}
        for p in mine:
            p["confidence"] = sure[p["id"]]
            yield p, partner.get(p["id"])


def outcomes(score: ModuleType, pairs: list[tuple[dict[str, Any], dict[str, Any] | None]]) -> dict[str, list[Pair]]:
    """For each field the confidences with whether they were right; source and status are judged on found events."""
    out: dict[str, list[Pair]] = {f: [] for f in FIELDS}
    for p, g in pairs:
        out["type"].append((p["confidence"]["type"], g is not None and g["type"] == p["type"]))
        if g is not None:
            out["source" if p["source"] else "reporter"].append((p["confidence"]["source"], bool(score.same_name(g["source"], p["source"]))))
            out["status"].append((p["confidence"]["status"], g["status"] == p["status"]))
    return out


def expected_error(pairs: list[Pair], bins: int = 10) -> float:
    """The expected calibration error over bins of equal width (Naeini et al. 2015), in percent."""
    total = 0.0
    for k in range(bins):
        inside = [(c, r) for c, r in pairs if k == min(int(c * bins), bins - 1)]
        if inside:
            total += abs(sum(c for c, _ in inside) - sum(r for _, r in inside))
    return round(100 * total / len(pairs), 1)


def fit(pairs: list[Pair]) -> tuple[float, float]:
    """Slope and intercept of a logistic curve over log odds, by Newton's method; a slope below 0.05 is not taken."""
    x = np.array([math.log(c / (1 - c)) for c, _ in ((min(max(c, confidence.LEAST), confidence.MOST), r) for c, r in pairs)])
    y = np.array([float(r) for _, r in pairs])
    design = np.stack((x, np.ones_like(x)), 1)
    w = np.array([1.0, 0.0])
    for _ in range(50):
        p = 1 / (1 + np.exp(-design @ w))
        hessian = (design * (p * (1 - p))[:, None]).T @ design + 1e-3 * np.eye(2)
        w = w + np.linalg.solve(hessian, design.T @ (y - p))
    return max(round(float(w[0]), 2), 0.05), round(float(w[1]), 2)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--fit", type=Path, metavar="MODEL")
    args = parser.parse_args()
    score = scorer(args.gold)
    if args.fit is not None:
        paths = sorted((args.gold / "train").glob("*.json"))[::4]
        confidence._lines().update(dict.fromkeys(FIELDS, (1.0, 0.0)))
        found = outcomes(score, list(judged(score, Reader(reader.Reader(Model(args.fit))), paths)))
        for field, judgements in found.items():
            print(field, *fit(judgements), sep="\t")
        return
    pairs = list(judged(score, Reader(), sorted((args.gold / "dev").glob("*.json"))))
    total = sum(len(json.loads(p.read_text(encoding="utf-8"))["assertions"]) for p in (args.gold / "dev").glob("*.json"))
    found = outcomes(score, pairs)
    curve = []
    for least in (0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        kept = [(p, g) for p, g in pairs if min(p["confidence"].values()) >= least]
        hits = sum(g is not None and g["type"] == p["type"] for p, g in kept)
        curve.append(
            {
                "min_confidence": least,
                "kept": len(kept),
                "typed_precision": round(100 * hits / max(1, len(kept)), 1),
                "typed_recall": round(100 * hits / total, 1),
            }
        )
    errors = {
        f: {
            "expected_calibration_error": expected_error(x),
            "mean": round(100 * sum(c for c, _ in x) / len(x), 1),
            "right": round(100 * sum(r for _, r in x) / len(x), 1),
            "n": len(x),
        }
        for f, x in found.items()
    }
    print(json.dumps({"confidence": errors, "curve": curve}, indent=1))


if __name__ == "__main__":
    main()
