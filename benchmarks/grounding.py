"""Countries of participants, and what stays open: `python -m benchmarks.grounding ../shared/gold [--part dev]`.

Of the participants that were found by name and carry an `iso3` in the gold, the share that is read with the same one; of those that carry none, the share
read with none. Of the found events to which the gold gives no time (no place, no toll), the share that is read without one.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks import gold
from benchmarks.gold import scorer
from sayso.pipeline import Reader


def countries(score: ModuleType, documents: dict[str, dict[str, Any]], read: dict[str, dict[str, Any]]) -> dict[str, float]:
    """Shares of right countries over all participants found by name."""
    right = [0, 0]
    told = [0, 0]
    for name, document in documents.items():
        for g, p in score.pair(score.plain(document)[0], score.plain(read[name])[0]):
            for side in ("actor", "recipient"):
                for x in g[side]:
                    y = next((y for y in p[side] if score.same_name(x, y)), None)
                    if y is not None:
                        k = x["iso3"] is None
                        told[k] += 1
                        right[k] += x["iso3"] == y["iso3"]
    return {"with a country": told[0], "right": round(100 * right[0] / told[0], 1), "without": told[1], "left without": round(100 * right[1] / told[1], 1)}


def abstained(score: ModuleType, documents: dict[str, dict[str, Any]], read: dict[str, dict[str, Any]]) -> dict[str, float]:
    """Shares of found events without a time, place or toll that are read without one."""
    empty: dict[str, list[bool]] = {"time": [], "place": [], "toll": []}
    for name, document in documents.items():
        for g, p in score.pair(score.plain(document)[0], score.plain(read[name])[0]):
            for field, values in empty.items():
                if not g[field] or g[field] == [None, None]:
                    values.append(not p[field] or p[field] == [None, None])
    return {field: round(100 * sum(values) / len(values), 1) for field, values in empty.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--part", default="dev")
    args = parser.parse_args()
    paths = sorted((args.gold / args.part).glob("*.json"))
    with tempfile.TemporaryDirectory() as work:
        gold.read(paths, Path(work), Reader())
        read = {p.name: json.loads((Path(work) / p.name).read_text(encoding="utf-8")) for p in paths}
    documents = {p.name: json.loads(p.read_text(encoding="utf-8")) for p in paths}
    score = scorer(args.gold)
    print(json.dumps({"countries": countries(score, documents, read), "left null": abstained(score, documents, read)}, indent=1))


if __name__ == "__main__":
    main()
