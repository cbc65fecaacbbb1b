"""A ledger to flat CSV."""

from __future__ import annotations

from pathlib import Path

from sayso.export.fields import cell, fields
from sayso.export.lines import lines
from sayso.export.told import Row, Told, why
from sayso.ledger import Ledger

NAMES = tuple(f.name for f in fields("export_events"))


def flat(row: Row) -> Row:
    """The columns of the flat exports."""
    return {**{name: row[name] for name in NAMES if name != "disputes"}, "disputes": why(row)}


def write(ledger: Ledger, part: Path, where: str | None) -> int:
    """One header, then one line an assertion."""
    count = 0
    with Told(ledger, where) as told, part.open("w", encoding="utf-8", newline="") as out:
        line = lines(out, ",")
        line(list(NAMES))
        for row in told.rows():
            line([cell(v) for v in flat(row).values()])
            count += 1
    return count
