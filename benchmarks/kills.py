"""Builds broken off at random moments: nothing lost, nothing twice: python -m benchmarks.kills [--kills 25].

A corpus is built once in one go and once with `kill -9` at random moments, the same command going on each time. Then the content of both ledgers is compared,
row by row and in order, but for the table of runs.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sayso.ledger import Ledger
from sayso.ledger.schema import tables

CORPUS = Path(__file__).parent / "corpus" / "reports.jsonl"


def corpus(folder: Path, copies: int) -> Path:
    """The made-up reports, several times over on other days, with a bad line among them."""
    rows = [json.loads(line) for line in CORPUS.read_text(encoding="utf-8").splitlines()]
    path = folder / "reports.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for k in range(copies):
            for row in rows:
                day = f"{2031 + k}{row['published'][4:]}"
                file.write(json.dumps({**row, "published": day, "text": row["text"].replace("2031", str(2031 + k)) + f"\n\nEdition {k}."}) + "\n")
            file.write("no report\n")
    return path


def start(source: Path, ledger: Path, workers: int) -> subprocess.Popen[bytes]:
    """A build in a process group of its own, so that its workers die with it."""
    command = [sys.executable, "-m", "sayso", "build", str(source), "--ledger", str(ledger), "--workers", str(workers)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)


def content(ledger: Path) -> dict[str, str]:
    """A hash of each table's rows in the order in which they lie, but for the table of runs."""
    with Ledger(ledger) as kept:
        return {
            t: hashlib.sha256(repr(kept.connection.execute(f"SELECT * FROM {t}").fetchall()).encode()).hexdigest()[:16] for t in tables() if t != "provenance"
        }


def broken(source: Path, ledger: Path, kills: int, workers: int, longest: float, seed: int = 5) -> int:
    """Build with so many kills, then to the end; how many kills hit a build that was running."""
    moments = random.Random(seed)
    hit = 0
    for _ in range(kills):
        process = start(source, ledger, workers)
        time.sleep(moments.uniform(0.5, longest))
        hit += process.poll() is None
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    start(source, ledger, workers).wait()
    return hit


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=25)
    parser.add_argument("--copies", type=int, default=12)
    parser.add_argument("--workers", type=int, default=2)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        source = corpus(folder, args.copies)
        began = time.monotonic()
        start(source, folder / "whole.duckdb", args.workers).wait()
        took = time.monotonic() - began
        hit = broken(source, folder / "broken.duckdb", args.kills, args.workers, took / 2)
        whole, other = content(folder / "whole.duckdb"), content(folder / "broken.duckdb")
    differ = [t for t in whole if whole[t] != other[t]]
    print(f"{args.kills} kills, {hit} of them while it ran, build of {took:.0f} s; tables that differ: {', '.join(differ) or 'none'}")
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
