"""Parquet files, read a few rows at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sayso.documents.raw import Raw, Rejection
from sayso.documents.rows import Given, read_row
from sayso.errors import InputError

BATCH = 64  # rows in memory at once
PIECE = 1 << 20  # bytes read from the file at once


def read(path: str, given: Given) -> Iterator[Raw | Rejection]:
    """The rows, numbered from 1."""
    import pyarrow as pa  # it takes a third of a second to load
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(path, buffer_size=PIECE, pre_buffer=False)
    except (pa.ArrowException, OSError) as error:
        raise InputError(path, f"is a Parquet file that cannot be read ({_first_line(error)})", "get the file again") from None
    with file:
        schema = file.schema_arrow
        columns = given.settle([f.name for f in schema if not pa.types.is_nested(f.type) or f.name in given.columns.names], path)
        row = 0
        try:
            for batch in file.iter_batches(BATCH, columns=list(columns.names), use_threads=False):
                cells = {name: _plain(batch.column(name)) for name in columns.names}
                for k in range(batch.num_rows):
                    row += 1
                    try:
                        own = {name: column[k].as_py() for name, column in cells.items()}
                    except UnicodeDecodeError as error:
                        yield Rejection(path, f"row {row}", f"is not UTF-8: bad byte at {error.start} of a cell", "save it as UTF-8")
                        continue
                    yield read_row(path, f"row {row}", own, columns, given)
        except (pa.ArrowException, OSError) as error:
            yield Rejection(
                path, f"row {row + 1}", f"cannot be read any further ({_first_line(error)})", "get the file again; the rows before this one were read"
            )
            return
        if not row:
            raise InputError(path, "has no rows", "give a table with reports in it")


def _plain(column: Any) -> Any:
    """A column as Python can take it: times to the microsecond."""
    import pyarrow as pa

    if pa.types.is_timestamp(column.type) and column.type.unit == "ns":
        return column.cast(pa.timestamp("us", column.type.tz), safe=False)
    return column


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n")[0].rstrip(".")
