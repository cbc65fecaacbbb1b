"""The accuracy gate: fails when a figure falls below its pinned floor.

python -m benchmarks.gate ../shared
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import tomllib
from pathlib import Path

from benchmarks import gold, incidents, seed, tellings
from sayso.incidents import group
from sayso.pipeline import Reader


def _plain(figures: dict[str, float]) -> dict[str, dict[str, float]]:
    """Figures that are one number each, in the scorer's shape."""
    return {name: {"f1": value} for name, value in figures.items()}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    args = parser.parse_args()
    floors = tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as work:
        gold.read(sorted((args.shared / "gold" / "dev").glob("*.json")), Path(work), Reader())
        found = {"gold": gold.figures(args.shared / "gold", args.shared / "gold" / "dev", Path(work)), "seed": seed.figures_of(args.shared)}
    annotated, listed = incidents.annotated(args.shared / "gold")
    found["grouping"] = _plain(incidents.figures(annotated, group(annotated), listed))
    found["tellings"] = _plain(tellings.figures(tellings.happenings(tellings.read())))
    fallen = 0
    for part, pinned in floors.items():
        for name, floor in pinned.items():
            value = found[part][name]["f1"]
            fallen += value < floor
            print(f"{part:8} {name:10} {value:5.1f}  floor {floor:5.1f}  {'FALLEN' if value < floor else 'ok'}")
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
