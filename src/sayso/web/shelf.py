"""The ledger that is served: opened to read, opened anew when its file changes, with the answers that were just given."""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import numpy as np

from sayso.errors import InputError
from sayso.ledger import Ledger
from sayso.ledger.queries import Row, rows
from sayso.web import index
from sayso.web.columns import Columns, Ints, loaded

T = TypeVar("T")
KEPT = 512  # answers


class Shelf:
    """One ledger for many requests: each asks through a cursor of its own. Raises `InputError` where the file cannot be read any more."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)
        self._lock = threading.RLock()
        self._connection: duckdb.DuckDBPyConnection | None = None
        self._columns: Columns | None = None
        self._seen: tuple[int, int, int] | None = None
        self._opened = 0  # how often: tells which state of the file an answer is of
        self._answers: OrderedDict[Hashable, Any] = OrderedDict()
        self._making: dict[Hashable, threading.Lock] = {}
        self._beside: dict[str, Future[Any]] = {}
        self._gathering: list[tuple[threading.Thread, duckdb.DuckDBPyConnection]] = []

    def open(self) -> duckdb.DuckDBPyConnection:
        """A connection to the ledger as its file stands now, and to what `index` gathers from it."""
        with self._lock:
            seen = self._stamp()
            if self._connection is None or seen != self._seen:
                self.close()
                Ledger(self.path).close()  # says what is wrong with the file, if anything is
                self._connection, self._columns = self._attached()
                self._seen = seen
                self._opened += 1
            return self._connection

    def columns(self) -> Columns:
        """The incidents as columns in memory."""
        with self._lock:
            self.open()
            assert self._columns is not None
            return self._columns

    def _attached(self) -> tuple[duckdb.DuckDBPyConnection, Columns]:
        connection = duckdb.connect()
        try:
            path = str(self.path).replace("'", "''")
            connection.execute(f"ATTACH '{path}' AS ledger (READ_ONLY)")
            connection.execute("USE ledger")
            index.make(connection)
            return connection, loaded(connection)
        except duckdb.Error as error:
            connection.close()
            raise InputError(str(self.path), f"cannot be read ({str(error).strip().splitlines()[0]})", "restore it from a copy, or build it anew") from None

    def _stamp(self) -> tuple[int, int, int] | None:
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_ino, found.st_size, found.st_mtime_ns

    @property
    def opened(self) -> int:
        """How often the ledger has been opened: an answer that spans two openings may mix two states of the file."""
        return self._opened

    def ask(self, query: str, values: list[Any] | None = None) -> list[Row]:
        """The rows that answer a query."""
        with self._asking() as cursor:
            return rows(cursor, query, values or [])

    @contextmanager
    def _asking(self) -> Iterator[duckdb.DuckDBPyConnection]:
        try:
            with self.cursor() as cursor:
                yield cursor
        except (duckdb.IOException, duckdb.FatalException, duckdb.SerializationException, duckdb.InternalException, duckdb.ConnectionException) as error:
            self.close()
            raise InputError(str(self.path), f"cannot be read any more ({str(error).strip().splitlines()[0]})", "restore it from a copy") from None

    def numbers(self, query: str, values: list[Any]) -> Ints:
        """The one column of numbers that answers a query."""
        with self._asking() as cursor:
            found: Ints = cursor.execute(query, values).fetchnumpy()["row"].astype(np.int64)
        return found

    def by_id(self, query: str, ids: Sequence[str], before: Sequence[Any] = ()) -> list[Row]:
        """The rows that answer a query with these keys in the place of {ids}."""
        return self.ask(query.format(ids=", ".join("?" * len(ids))), [*before, *ids]) if ids else []

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A connection for one thread; the caller closes it."""
        cursor = self.open().cursor()
        cursor.execute("USE ledger")
        return cursor

    def kept(self, key: Hashable, make: Callable[[], T]) -> T:
        """The answer under this key, made where it was not given lately: a ledger does not change while its file stays as it is."""
        with self._lock:
            self.open()
            ledger = self._opened
            if key in self._answers:
                self._answers.move_to_end(key)
                found: T = self._answers[key]
                return found
            making = self._making.setdefault(key, threading.Lock())
        with making:  # who asks the same at the same time waits for the one answer
            with self._lock:
                if key in self._answers:
                    again: T = self._answers[key]
                    return again
            try:
                made = make()
                with self._lock:
                    if ledger == self._opened:  # an answer out of a ledger that has been replaced since is given, and not kept
                        self._answers[key] = made
                    while len(self._answers) > KEPT:
                        self._answers.popitem(last=False)
            finally:
                with self._lock:
                    self._making.pop(key, None)
        return made

    def beside(self, name: str, make: Callable[[duckdb.DuckDBPyConnection], T]) -> Future[T]:
        """What `make` gathers from the ledger as it stands: begun once, in a thread of its own, so that pages that do without need not wait."""
        with self._lock:
            connection = self.open()
            known = self._beside.get(name)
            if known is None or (known.done() and known.exception() is not None):  # what failed is begun again
                future: Future[T] = Future()
                self._beside[name] = future
                cursor = connection.cursor()
                thread = threading.Thread(target=self._gather, args=(cursor, make, future), daemon=True)
                self._gathering.append((thread, cursor))
                thread.start()
            return self._beside[name]

    @staticmethod
    def _gather(cursor: duckdb.DuckDBPyConnection, make: Callable[[duckdb.DuckDBPyConnection], T], future: Future[T]) -> None:
        try:
            with cursor:
                cursor.execute("USE ledger")
                future.set_result(make(cursor))
        except BaseException as error:  # whoever asks for it meets the error
            future.set_exception(error)

    def close(self) -> None:
        """Forget all answers and close the file."""
        with self._lock:
            self._answers.clear()
            self._beside.clear()
            for thread, cursor in self._gathering:
                while thread.is_alive():  # it must not be within the database when that is closed
                    with suppress(duckdb.Error):
                        cursor.interrupt()
                    thread.join(0.05)
            self._gathering.clear()
            if self._connection is not None:
                self._connection.close()
            self._connection, self._seen, self._columns = None, None, None
