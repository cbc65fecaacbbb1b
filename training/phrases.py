"""The core of a noun phrase: its head and what stands before it, without articles."""

from __future__ import annotations

import csv
from pathlib import Path

with (Path(__file__).parent / "phrases.tsv").open(encoding="utf-8", newline="") as _lines:
    _ROWS = list(csv.DictReader((line for line in _lines if not line.startswith("#")), delimiter="\t"))
CUT, SKIP = (frozenset(row["word"] for row in _ROWS if row["kind"] == kind) for kind in ("cut", "skip"))


def core(lower: list[str], start: int, end: int) -> list[int]:
    """The indices of the core words of the phrase from word `start` to before `end`; empty where it has none."""
    stop = next((i for i in range(start + 1, end) if lower[i] in CUT), end)
    return [i for i in range(start, stop) if lower[i] not in SKIP and lower[i][0].isalnum()]
