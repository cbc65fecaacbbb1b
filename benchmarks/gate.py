"""The accuracy gate: fails when a figure falls below its pinned floor.

python -m benchmarks.gate ../shared
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import tomllib
from pathlib import Path

from benchmarks import gold, seed
from sayso.pipeline import Reader


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    args = parser.parse_args()
    floors = tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as work:
        gold.read(sorted((args.shared / "gold" / "dev").glob("*.json")), Path(work), Reader())
        found = {"gold": gold.figures(args.shared / "gold", "dev", Path(work)), "seed": seed.figures_of(args.shared)}
    fallen = 0
    for part, pinned in floors.items():
        for name, floor in pinned.items():
            value = found[part][name]["f1"]
            fallen += value < floor
            print(f"{part:5} {name:10} {value:5.1f}  floor {floor:5.1f}  {'FALLEN' if value < floor else 'ok'}")
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
