"""What a reading process does: raw items in, rows or rejections out."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from multiprocessing import get_context
from typing import Protocol

from sayso import documents, pipeline, reader
from sayso.documents import Raw, Rejection
from sayso.errors import InputError
from sayso.ledger.rows import Rows, report_rows
from sayso.reader.model import shipped

Read = list[Rows | Rejection]


@cache
def _reader(threads: int | None) -> tuple[pipeline.Reader, str]:
    model = shipped(threads)
    return pipeline.Reader(reader.Reader(model)), model.digest


def read(items: Sequence[Raw], threads: int | None = 1) -> Read:
    """The rows of each item, or why it cannot be read."""
    ready, digest = _reader(threads)
    found: Read = []
    for raw in items:
        try:
            found.append(report_rows(ready(documents.to_document(raw)), digest))
        except InputError as error:
            found.append(Rejection.of(error, raw.source, raw.locator))
        except (RecursionError, MemoryError) as error:
            found.append(Rejection(raw.source, raw.locator, f"cannot be read ({type(error).__name__})", "leave it out, or save its story as text"))
    return found


class Workers(Protocol):
    """Whoever reads items."""

    def submit(self, items: Sequence[Raw]) -> Future[Read]: ...

    def result(self, items: Sequence[Raw], future: Future[Read]) -> Read: ...

    def close(self) -> None: ...


class Here:
    """Reads in this process, for corpora that are not worth starting others."""

    def submit(self, items: Sequence[Raw]) -> Future[Read]:
        future: Future[Read] = Future()
        future.set_result(read(items, None))
        return future

    def result(self, items: Sequence[Raw], future: Future[Read]) -> Read:
        return future.result()

    def close(self) -> None:
        pass


class Processes:
    """Reads in several processes, each with a model of its own; an item that brings its process down is rejected, the others are read again."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._pool = self._start()

    def _start(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self._workers, mp_context=get_context("spawn"))

    def submit(self, items: Sequence[Raw]) -> Future[Read]:
        try:
            return self._pool.submit(read, items)
        except BrokenProcessPool:
            self._pool = self._start()
            return self._pool.submit(read, items)

    def result(self, items: Sequence[Raw], future: Future[Read]) -> Read:
        try:
            return future.result()
        except BrokenProcessPool:
            return [self._alone(raw) for raw in items]

    def _alone(self, raw: Raw) -> Rows | Rejection:
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            try:
                return pool.submit(read, [raw]).result()[0]
            except BrokenProcessPool:
                return Rejection(raw.source, raw.locator, "brought the reading process down", "leave it out, and report it")

    def close(self) -> None:
        self._pool.shutdown(cancel_futures=True)
