"""A corpus into a ledger, batch by batch, each batch one transaction: what is broken off goes on with the same command."""

from __future__ import annotations

import json
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain, islice
from typing import Any

import duckdb

from sayso._version import __version__
from sayso.build.work import Here, Processes, Read, Workers
from sayso.documents import Raw, Rejection
from sayso.errors import InputError
from sayso.ledger import Ledger, schema
from sayso.ledger.grouping import group
from sayso.ledger.rows import Rows, merged
from sayso.ledger.write import insert, insert_all, scalar
from sayso.reader.model import shipped

CHUNK = 8  # items that a process reads at a time
FEW = 2 * CHUNK  # a corpus of no more is read in this process: starting others takes longer
BATCH = 128  # items in a transaction

Item = Raw | Rejection


@dataclass(slots=True)
class Counts:
    """How far a build is: reports read, things that the ledger had already, things that could not be read, incidents made or changed."""

    read: int = 0
    skipped: int = 0
    rejected: int = 0
    words: int = 0
    incidents: int = 0
    doing: str = "reading"


Tell = Callable[[Counts], None]


def count(ledger: Ledger, items: Iterable[Item]) -> int:
    """How many of the items the ledger does not have yet."""
    known = _keys(ledger.connection)
    return sum(item.key not in known for item in items)


def build(ledger: Ledger, items: Iterable[Item], *, options: dict[str, Any] | None = None, workers: int | None = None, tell: Tell = lambda _: None) -> Counts:
    """Read all items that the ledger does not have into it, then group what is told.

    `workers` processes read, by default one a core. Raises `InputError` where the ledger cannot be written; every batch before that is kept.
    """
    run = _Build(ledger.connection, tell, workers or os.cpu_count() or 1)
    try:
        run.begin(options or {})
        run.read(items)
        run.finish()
    except (duckdb.IOException, duckdb.OutOfMemoryException, duckdb.FatalException) as error:
        reason = str(error).strip().splitlines()[0]
        raise InputError(
            str(ledger.path), f"cannot be written ({reason})", "make room or mend it, then run the same command: it goes on from the last batch"
        ) from None
    return run.counts


def _keys(connection: duckdb.DuckDBPyConnection) -> set[str]:
    return {row[0] for row in connection.execute("SELECT key FROM sightings UNION ALL SELECT key FROM rejected").fetchall()}


@dataclass(slots=True)
class _Build:
    connection: duckdb.DuckDBPyConnection
    tell: Tell
    workers: int
    counts: Counts = field(default_factory=Counts)
    run: int = 0
    keys: set[str] = field(default_factory=set)
    seen: dict[str, str | Rejection] = field(default_factory=dict)  # content to the report that it is, or why it is none
    reports: set[str] = field(default_factory=set)
    rows: list[Rows] = field(default_factory=list)
    batch: int = 0

    def begin(self, options: dict[str, Any]) -> None:
        c = self.connection
        self.keys = _keys(c)
        self.seen = dict(c.execute("SELECT content, document_id FROM sightings").fetchall())
        self.reports = {row[0] for row in c.execute("SELECT id FROM documents").fetchall()}
        self.run = scalar(c, "SELECT coalesce(max(run), 0) FROM provenance") + 1
        row = {
            "run": self.run,
            "version": __version__,
            "model": shipped().digest,
            "schema": schema.VERSION,
            "options": json.dumps(options, ensure_ascii=False, sort_keys=True),
            "started": datetime.now(UTC),
        }
        insert(c, "provenance", [row])

    def read(self, items: Iterable[Item]) -> None:
        """Read what is new, in the order of the items, however many processes read it."""
        fresh = self._fresh(items)
        first = list(islice(fresh, FEW + 1))
        crew: Workers = Here() if self.workers == 1 or len(first) <= FEW else Processes(self.workers)
        queue: deque[tuple[list[Item], list[Raw], Future[Read]]] = deque()
        ahead = 1 if isinstance(crew, Here) else self.workers * 3
        pending: set[str] = set()
        try:
            for chunk in _chunks(chain(first, fresh)):
                wanted = []
                for item in chunk:
                    if isinstance(item, Raw) and item.content not in self.seen and item.content not in pending:
                        pending.add(item.content)
                        wanted.append(item)
                queue.append((chunk, wanted, crew.submit(wanted)))
                if len(queue) >= ahead:
                    self._take(*queue.popleft(), crew, pending)
            while queue:
                self._take(*queue.popleft(), crew, pending)
            self._commit()
        finally:
            crew.close()

    def _fresh(self, items: Iterable[Item]) -> Iterator[Item]:
        for item in items:
            if item.key in self.keys:
                self.counts.skipped += 1
            else:
                self.keys.add(item.key)
                yield item

    def _take(self, chunk: list[Item], wanted: list[Raw], future: Future[Read], crew: Workers, pending: set[str]) -> None:
        read = dict(zip((w.key for w in wanted), crew.result(wanted, future), strict=True))
        for item in chunk:
            if isinstance(item, Rejection):
                self._reject(item)
                continue
            found = read.get(item.key)
            if isinstance(found, Rejection):
                self.seen[item.content] = found
            elif found is not None:
                document = found["documents"][0]
                self.seen[item.content] = document["id"]
                if document["id"] not in self.reports:
                    self.reports.add(document["id"])
                    self.rows.append(found)
                    self.counts.words += document["words"]
            pending.discard(item.content)
            known = self.seen[item.content]
            if isinstance(known, Rejection):
                self._reject(Rejection(item.source, item.locator, known.reason, known.mend), item.key)
            else:
                self.counts.read += 1
                sighting = {"key": item.key, "document_id": known, "source": item.source, "locator": item.locator, "content": item.content}
                self.rows.append({"sightings": [sighting]})
        self.batch += len(chunk)
        if self.batch >= BATCH:
            self._commit()
        self.tell(self.counts)

    def _reject(self, rejection: Rejection, key: str | None = None) -> None:
        self.counts.rejected += 1
        own = {"source": rejection.source, "locator": rejection.locator, "reason": rejection.reason, "mend": rejection.mend}
        self.rows.append({"rejected": [{"key": key or rejection.key, **own}]})

    def _commit(self) -> None:
        rows = merged(self.rows)
        self.connection.begin()
        try:
            insert_all(self.connection, rows)
            self.connection.commit()
        except BaseException:
            self.connection.rollback()
            raise
        self.rows, self.batch = [], 0

    def finish(self) -> None:
        """Group what is told, and close the run."""

        def doing(what: str) -> None:
            self.counts.doing = what
            self.tell(self.counts)

        self.counts.incidents = group(self.connection, doing, self.workers)
        done = [datetime.now(UTC), self.counts.read, self.counts.skipped, self.counts.rejected, self.run]
        self.connection.execute("UPDATE provenance SET finished = ?, read = ?, skipped = ?, rejected = ? WHERE run = ?", done)
        self.connection.execute("CHECKPOINT")


def _chunks(items: Iterator[Item]) -> Iterator[list[Item]]:
    while chunk := list(islice(items, CHUNK)):
        yield chunk
