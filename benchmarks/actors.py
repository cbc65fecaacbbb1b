"""Countries of participants: `python -m benchmarks.actors ../shared/gold [--part dev]`.

Of the participants that were found by name and carry an `iso3` in the gold, the share that is read with the same one; of those that carry none, the share
read with none.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import tempfile
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks import gold
from sayso.pipeline import Reader


def scorer(folder: Path) -> ModuleType:
    """The gold set's own scorer as a module."""
    spec = importlib.util.spec_from_file_location("score", folder / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


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
    print(json.dumps(countries(scorer(args.gold), documents, read), indent=1))


if __name__ == "__main__":
    main()
