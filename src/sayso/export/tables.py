"""Reports to Arrow and pandas, one row an assertion."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sayso.export.rows import COLUMNS, rows
from sayso.records import Report

if TYPE_CHECKING:
    import pyarrow


def to_arrow(report: Report) -> pyarrow.Table:
    """A table whose fields carry their meaning as metadata under "comment"."""
    import pyarrow as pa  # a fifth of a second that a reader of text need not wait for

    kinds = {"text": pa.string(), "integer": pa.int64(), "number": pa.float64(), "day": pa.date32(), "texts": pa.list_(pa.string())}
    schema = pa.schema([pa.field(c.name, kinds[c.kind], metadata={"comment": c.comment}) for c in COLUMNS])
    values = rows(report)
    return pa.Table.from_arrays([pa.array([row[k] for row in values], type=schema.field(k).type) for k in range(len(COLUMNS))], schema=schema)


def to_pandas(report: Report) -> Any:
    """A pandas DataFrame with the same columns."""
    try:
        import pandas  # noqa: F401
    except ImportError as error:
        raise ImportError("to_pandas needs pandas: pip install pandas") from error
    return to_arrow(report).to_pandas()
