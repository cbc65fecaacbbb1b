"""A ledger to Parquet: the columns of the flat CSV with their types and comments."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from sayso.export.events_csv import flat
from sayso.export.fields import fields
from sayso.export.told import Told
from sayso.ledger import Ledger

GROUP = 20_000  # rows of a row group, which are in memory at once


def write(ledger: Ledger, part: Path, where: str | None) -> int:
    """One row an assertion; what a field holds is its metadata under "comment"."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = {
        "text": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "day": pa.date32(),
        "flag": pa.bool_(),
        "texts": pa.list_(pa.string()),
    }
    schema = pa.schema([pa.field(f.name, kinds[f.kind], metadata={"comment": f.comment}) for f in fields("export_events")])
    count = 0
    with Told(ledger, where) as told, pq.ParquetWriter(part, schema, compression="zstd") as out:
        rows = map(flat, told.rows())
        while some := list(islice(rows, GROUP)):
            out.write_table(pa.Table.from_pylist(some, schema=schema))
            count += len(some)
    return count
