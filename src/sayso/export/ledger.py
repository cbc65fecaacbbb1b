"""A ledger in the forms that other programs read; in each of them say-so, status and dispute are kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sayso.data import table
from sayso.errors import InputError
from sayso.export import events_csv, events_parquet, ftm, jsonld, plover, polecat
from sayso.export.fields import Field, fields
from sayso.export.whole import whole
from sayso.ledger import Ledger

_WRITERS: dict[str, Callable[[Ledger, Path, str | None], int]] = {
    "csv": events_csv.write,
    "parquet": events_parquet.write,
    "polecat": polecat.write,
    "plover": plover.write,
    "ftm": ftm.write,
    "ftm-statements": ftm.write_statements,
    "jsonld": jsonld.write,
}
FORMATS: tuple[str, ...] = tuple(row["format"] for row in table("export_formats"))


def export(ledger: Ledger, format: str, output: Path, *, where: str | None = None) -> int:
    """Write a ledger to a file, whole or not at all; the number of rows written: what a row is, `export_formats.tsv` says.

    `where` is SQL over the columns of the view `events` and picks assertions. Raises `InputError` for a format that is not known, a condition that is no SQL,
    a folder that does not exist, a disk that refuses, and a library that is not installed.
    """
    _row(format)
    if output.exists() and output.samefile(ledger.path):
        raise InputError(str(output), "is the ledger itself", "name another file")
    with whole(output) as part:
        return _WRITERS[format](ledger, part, where)


def dictionary(format: str) -> tuple[Field, ...]:
    """The columns or fields of a format, in their order, with what they hold."""
    return fields(_row(format)["table"])


def notes(format: str) -> tuple[str, ...]:
    """What else a reader of a format should know; "-" for all of them."""
    return tuple(row["note"] for row in table("export_notes") if row["format"] == format)


def _row(format: str) -> dict[str, str]:
    found = next((row for row in table("export_formats") if row["format"] == format), None)
    if found is None:
        raise InputError(format, "is no format of an export", "choose one of " + ", ".join(FORMATS))
    return found
