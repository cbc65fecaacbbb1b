"""Reports to flat CSV that R's readr and pandas read with no options; values stand exactly as they are, lists joined by "; "."""

from __future__ import annotations

import io
from collections.abc import Iterable

from sayso.export.lines import lines
from sayso.export.rows import COLUMNS, rows
from sayso.records import Report


def to_csv(reports: Iterable[Report]) -> str:
    """One header, then one line an assertion; null is an empty cell.

    A value that begins with "=", "+", "-" or "@" is not altered: open the file with a program that does not take such cells for formulas.
    """
    out = io.StringIO()
    write = lines(out, ",")
    write([c.name for c in COLUMNS])
    for report in reports:
        for row in rows(report):
            write(["" if v is None else "; ".join(v) if isinstance(v, list) else str(v) for v in row])
    return out.getvalue()
