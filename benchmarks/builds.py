"""How fast a corpus becomes a ledger, beside reading alone: python -m benchmarks.builds [--documents 20000]."""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from pathlib import Path

from benchmarks.kills import corpus
from sayso import documents
from sayso.build import build
from sayso.documents import Raw, scan
from sayso.ledger import Ledger
from sayso.pipeline import Reader


def reading(source: Path, few: int) -> float:
    """Words a second of the reader alone, in one process that uses all cores."""
    raws = [r for r in scan([str(source)]) if isinstance(r, Raw)][:few]
    found = [documents.to_document(r) for r in raws]
    reader = Reader()
    reader(found[0])
    began = time.perf_counter()
    for _ in reader.pipe(found):
        pass
    return sum(len(d.text.split()) for d in found) / (time.perf_counter() - began)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=20_000)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        source = corpus(Path(work), -(-args.documents // 70))
        alone = reading(source, 280)
        with Ledger(Path(work) / "l.duckdb", write=True) as ledger:
            began = time.perf_counter()
            grouped: list[float] = []
            counts = build(ledger, scan([str(source)]), tell=lambda c: None if c.doing == "reading" else grouped.append(time.perf_counter()))
            read = (grouped[0] if grouped else time.perf_counter()) - began
            took = time.perf_counter() - began
    figures = {"read_words_per_second": round(alone), "build_words_per_second": round(counts.words / read), "documents": counts.read, "words": counts.words}
    print(json.dumps({**figures, "share": round(counts.words / read / alone, 2), "seconds": round(took), "of_them_grouping": round(took - read)}, indent=1))


if __name__ == "__main__":
    main()
