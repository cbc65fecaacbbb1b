"""Grouping of a million assertions, and the flat view over ten million rows: python -m benchmarks.scale [--assertions 1000000] [--rows 10000000].

The made-up corpus is read once and its rows are repeated, each time with other names, places and days.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb

from benchmarks.kills import CORPUS
from sayso.build import build
from sayso.documents import scan
from sayso.ledger import Ledger
from sayso.ledger.grouping import group
from sayso.ledger.schema import tables

# which columns of a table tell one repetition from another, and how: {k} is its number
_IDS = ("id", "document_id", "assertion_id")
_NAMES = ("name", "place", "source", "publisher")
_LISTS = ("actors", "recipients")
_DAYS = ("published", "time_start", "time_end")


def select(table: str, times: int) -> str:
    """SQL for the rows of a table, repeated."""
    word = "chr((97 + k % 26)::INTEGER) || chr((97 + k // 26 % 26)::INTEGER) || 'a'"  # one of 676 names, so that a name comes back with other days
    parts = []
    for c in tables()[table]:
        name = f't."{c.name}"'
        if c.name in _IDS and not (table == "participants" and c.name == "id"):
            parts.append(f"{name} || '-' || k")
        elif c.name == "number" and c.type == "BIGINT":
            parts.append(f"{name} + k * (SELECT max(number) FROM base.{table})")
        elif c.name in _NAMES:
            parts.append(f"regexp_replace({name}, '([A-Za-z]{{3,}})', '\\1' || {word}, 'g')")
        elif c.name in _LISTS:
            parts.append(f"list_transform({name}, lambda x: regexp_replace(x, '([A-Za-z]{{3,}})', '\\1' || {word}, 'g'))")
        elif c.name in _DAYS:
            parts.append(f"{name} + (k * 7 % 3650)::INTEGER")
        elif c.name == "sentence":
            # other names, and other long words: a report of something else is worded otherwise
            parts.append(f"regexp_replace(regexp_replace({name}, '([A-Z][a-z]+)', '\\1' || {word}, 'g'), '([a-z]{{6,}})', '\\1' || {word}, 'g')")
        elif c.name == "signature":
            parts.append("(SELECT string_agg(sha256(k || '-' || t.number || '-' || j), '') FROM range(8) q(j))::BLOB")
        elif c.name == "side":
            parts.append(f"CASE WHEN {name} LIKE 'name:%' THEN {name} || ' ' || {word} ELSE {name} END")
        else:
            parts.append(name)
    return f"SELECT {', '.join(parts)} FROM base.{table} t, range({times}) r(k) ORDER BY k" + (
        ", t.number" if any(c.name == "number" for c in tables()[table]) else ""
    )


def repeated(base: Path, path: Path, times: int, wanted: tuple[str, ...]) -> None:
    """A ledger whose rows are those of another, so many times over."""
    with Ledger(path, write=True) as made:
        c = made.connection
        c.execute(f"ATTACH '{base}' AS base (READ_ONLY)")
        c.execute("SET preserve_insertion_order = true")
        for table in wanted:
            c.execute(f"INSERT INTO {table} {select(table, times)}")
        c.execute("DETACH base")
        c.execute("CHECKPOINT")


def grouping(base: Path, folder: Path, assertions: int) -> dict[str, float]:
    """Seconds and memory for the grouping of so many assertions."""
    with Ledger(base) as read:
        own = read.connection.execute("SELECT count(*) FROM assertions").fetchall()[0][0]
    path = folder / "grouping.duckdb"
    repeated(base, path, -(-assertions // own), ("documents", "assertions", "participants"))
    with Ledger(path, write=True) as kept, sampled() as memory:
        kept.connection.execute("SET memory_limit = '1GB'")
        began = time.perf_counter()
        told: list[tuple[str, float]] = []
        found = group(kept.connection, lambda what: told.append((what, round(time.perf_counter() - began, 1))), os.cpu_count() or 1)
        took, peak = time.perf_counter() - began, memory()
        count = kept.connection.execute("SELECT count(*) FROM assertions").fetchall()[0][0]
    path.unlink()
    return {"assertions": count, "incidents": found, "seconds": round(took, 1), "peak_memory_gb": peak, **{f"until {w}": s for w, s in told}}


@contextmanager
def sampled() -> Iterator[Callable[[], float]]:
    """The most memory, in GB, that this process and those it started have held together so far, looked at five times a second (Linux)."""
    most, done = [0], threading.Event()

    def look() -> None:
        while not done.wait(0.2):
            children = [pid for path in Path("/proc/self/task").glob("*/children") for pid in path.read_text().split()]
            total = 0
            for pid in ("self", *children):
                with suppress(OSError):  # it has just ended
                    total += int(Path(f"/proc/{pid}/statm").read_text().split()[1])
            most[0] = max(most[0], total)

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    try:
        yield lambda: round(most[0] * resource.getpagesize() / 2**30, 2)
    finally:
        done.set()
        thread.join()


def view(base: Path, folder: Path, rows: int) -> dict[str, float]:
    """Seconds for the view `events` by actor and month, the best and the worst of five actors."""
    with Ledger(base) as read:
        own = read.connection.execute("SELECT count(*) FROM assertions").fetchall()[0][0]
    path = folder / "view.duckdb"
    repeated(base, path, -(-rows // own), ("documents", "assertions", "members", "incidents"))
    took = []
    with Ledger(path) as kept:
        for actor in ("Colombiaaaa", "Ethiopiabba", "Norwayaca", "policeada", "Kyrgyzstaneea"):
            began = time.perf_counter()
            kept.connection.execute(
                "SELECT * FROM events WHERE list_contains(actors, ?) AND day BETWEEN DATE '2033-03-01' AND DATE '2033-03-31'", [actor]
            ).fetchall()
            took.append(time.perf_counter() - began)
    path.unlink()
    return {"rows": rows, "best_seconds": round(min(took), 2), "worst_seconds": round(max(took), 2)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--assertions", type=int, default=1_000_000)
    parser.add_argument("--rows", type=int, default=10_000_000)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        base = folder / "base.duckdb"
        with Ledger(base, write=True) as made:
            build(made, scan([str(CORPUS)]), workers=1)
        if args.assertions:
            print(json.dumps(grouping(base, folder, args.assertions), indent=1))
        if args.rows:
            print(json.dumps(view(base, folder, args.rows), indent=1))


if __name__ == "__main__":
    try:
        main()
    except duckdb.Error as error:
        raise SystemExit(f"benchmarks.scale: {error}") from error
