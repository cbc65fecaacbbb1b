"""Lines of delimited files."""

from __future__ import annotations

import csv
from collections.abc import Callable
from typing import Any, TextIO


def lines(out: TextIO, mark: str) -> Callable[[list[str]], Any]:
    """What writes the cells of a line. Cells that hold the mark, a quote or a line break are in quotes."""
    plain = csv.writer(out, delimiter=mark, lineterminator="\n")
    quoted = csv.writer(out, delimiter=mark, lineterminator="\n", quoting=csv.QUOTE_ALL)

    def write(cells: list[str]) -> None:
        # The csv module takes no notice of a lone carriage return, at which readers of CSV end a line.
        (quoted if any("\r" in c for c in cells) else plain).writerow(cells)

    return write
