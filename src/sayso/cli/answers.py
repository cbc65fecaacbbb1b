"""Answers of a ledger as a table for people, JSON or CSV."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from sayso.cli.text import flat
from sayso.export.lines import lines


class Shape(StrEnum):
    """How answers are printed."""

    table = "table"
    json = "json"
    csv = "csv"


def printed(rows: Sequence[dict[str, Any]], shape: Shape, columns: Sequence[str], terminal: bool) -> str:
    """The rows in a shape; a table has the columns named, JSON and CSV have all."""
    if shape is Shape.json:
        return json.dumps([dict(r) for r in rows], ensure_ascii=False, indent=1, default=str) + "\n"
    if shape is Shape.csv:
        out = io.StringIO()
        write = lines(out, ",")
        if rows:
            write(list(rows[0]))
        for row in rows:
            write([_cell(v) for v in row.values()])
        return out.getvalue()
    return _table(rows, columns, terminal)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)


def _short(value: Any) -> str:
    """A cell for people: of a long list the first two, and how many more."""
    if isinstance(value, list) and len(value) > 3:
        return f"{_cell(value[:2])}; +{len(value) - 2}"
    return _cell(value)


def _table(rows: Sequence[dict[str, Any]], columns: Sequence[str], terminal: bool) -> str:
    if not rows:
        return "Nothing was found.\n"
    out = io.StringIO()
    width = max(80, shutil.get_terminal_size((120, 24)).columns) if terminal else 120
    console = Console(file=out, width=width, force_terminal=terminal, highlight=False, markup=False, emoji=False, legacy_windows=False)
    grid = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False, header_style="bold", expand=False)
    for name in columns:
        grid.add_column(name.replace("_", " "), overflow="fold", vertical="top", no_wrap=name.endswith("id") or name == "day")
    for row in rows:
        grid.add_row(*(Text(flat(_short(row[c]))) for c in columns))
    console.print(grid)
    text = out.getvalue()
    return text if terminal else "".join(line.rstrip() + "\n" for line in text.splitlines())
