"""The report that the project was born from, read as it came: `python -m benchmarks.seed ../shared`."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import sayso
from benchmarks.gold import figures


def figures_of(shared: Path) -> dict[str, dict[str, float]]:
    """The scorer's figures for the page as it came, its date taken from the page."""
    report = sayso.read(shared / "seed" / "report.txt", publisher="AAP")
    with tempfile.TemporaryDirectory() as work:
        root = Path(work)
        for folder, text in (("gold", (shared / "seed" / "report.json").read_text(encoding="utf-8")), ("out", report.to_json())):
            (root / folder).mkdir()
            (root / folder / "report.json").write_text(text, encoding="utf-8")
        return figures(shared / "gold", root / "gold", root / "out")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    args = parser.parse_args()
    for name, f in figures_of(args.shared).items():
        print(f"{name:11} F1 {f['f1']!s:>5}  P {f['p']!s:>5}  R {f['r']!s:>5}")


if __name__ == "__main__":
    main()
