"""A ledger: one DuckDB file that keeps documents, assertions, incidents and disputes."""

from __future__ import annotations

import os
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

import duckdb

from sayso.errors import InputError
from sayso.ledger import schema

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow


class Ledger:
    """A ledger opened to read or, with `write=True`, to write; in that case it is made where there is none.

    Every question is SQL over the tables of `data/ledger.tsv` and the view `events`. Raises `InputError` for a file that is missing, no ledger, newer than
    the program, broken, or held by another process. One ledger is one writer's; readers may be many where nobody writes.
    """

    def __init__(self, path: str | os.PathLike[str], *, write: bool = False) -> None:
        self.path = Path(path)
        if not self.path.exists():
            if not write:
                raise InputError(str(path), "no such ledger", "check the name, or make one: sayso build SOURCE --ledger " + str(path))
            if not self.path.absolute().parent.is_dir():
                raise InputError(str(path), "its folder does not exist", "make the folder first")
        elif self.path.is_dir():
            raise InputError(str(path), "is a folder, not a ledger", "name a .duckdb file")
        self.connection = self._open(read_only=not write)
        try:
            self._check(write)
        except BaseException:
            self.connection.close()
            raise

    def _open(self, read_only: bool) -> duckdb.DuckDBPyConnection:
        name = str(self.path)
        try:
            return duckdb.connect(name, read_only=read_only)
        except duckdb.IOException as error:
            text = str(error)
            if "lock" in text.lower():
                raise InputError(name, "another process has it open for writing", "wait until that is done, or work on a copy") from None
            if "not a valid" in text or "newer" in text or "serialization" in text.lower() or "magic" in text.lower():
                raise InputError(name, "is no ledger, or one of another version of DuckDB", "name the .duckdb file that sayso build made") from None
            raise InputError(name, f"cannot be opened ({text.splitlines()[0]})", "check its permissions and the disk") from None
        except duckdb.Error as error:
            raise InputError(name, f"cannot be opened ({str(error).splitlines()[0]})", "restore it from a copy, or build it anew") from None

    def _check(self, write: bool) -> None:
        found = schema.version(self.connection)
        name = str(self.path)
        if found is None or (found == 0 and not write):
            raise InputError(name, "is a DuckDB database, but no ledger", "name the .duckdb file that sayso build made")
        if found == 0:
            self.connection.begin()
            schema.create(self.connection)
            self.connection.commit()
        elif found > schema.VERSION:
            raise InputError(name, f"was made by a newer Sayso (tables of version {found}, this one knows {schema.VERSION})", "update Sayso")
        elif found < schema.VERSION:
            if not write:
                self.connection.close()
                self.connection = self._open(read_only=False)
            schema.migrate(self.connection, found)

    def sql(self, query: str, parameters: Any = None) -> duckdb.DuckDBPyRelation:
        """The answer to a query, as a DuckDB relation: `.arrow()`, `.df()`, `.pl()`, `.fetchall()`. Raises `InputError` for SQL that DuckDB refuses."""
        try:
            return self.connection.sql(query, params=parameters)
        except duckdb.Error as error:
            raise InputError("SQL", str(error).strip().splitlines()[0], "the tables are listed in docs/ledger.md") from None

    def arrow(self, table: str = "events") -> pyarrow.Table:
        """A whole table, or the view `events`, as an Arrow table."""
        return self.sql(f"SELECT * FROM {_known(table)}").to_arrow_table()

    def pandas(self, table: str = "events") -> pandas.DataFrame:
        """The same as a pandas DataFrame."""
        found: pandas.DataFrame = self.sql(f"SELECT * FROM {_known(table)}").df()
        return found

    def polars(self, table: str = "events") -> polars.DataFrame:
        """The same as a Polars DataFrame; needs `polars`."""
        return self.sql(f"SELECT * FROM {_known(table)}").pl()

    def close(self) -> None:
        """Close the file; a ledger also closes at the end of a `with` block."""
        self.connection.close()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def _known(table: str) -> str:
    if table != "events" and table not in schema.tables():
        raise InputError(table, "is no table of a ledger", "choose one of events, " + ", ".join(schema.tables()))
    return table
