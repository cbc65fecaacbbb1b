"""How fast reports are read, beside the encoder alone on the same word pieces; start-up and peak memory.

python -m benchmarks.speed ../shared
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from pathlib import Path


def start_up() -> float:
    """Seconds from nothing to the first report of a fresh process."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import sayso; sayso.read('Russia said on Sunday that it had bombed a town in Syria.')"], check=True)
    return time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    began = start_up()
    from sayso import documents
    from sayso.pipeline import Reader
    from sayso.reader import model
    from sayso.reader.chunks import cut
    from sayso.reader.words import tokenize

    reader = Reader()
    texts = [json.loads(p.read_text(encoding="utf-8"))["text"] for part in ("dev", "train") for p in sorted((args.shared / "gold" / part).glob("*.json"))[:60]]
    found = [documents.parse(t, name="gold") for t in texts]
    words = sum(len(t.split()) for t in texts)
    reader(found[0])
    shipped = model.shipped()
    chunks = []
    for text in texts:
        own = [t.text for t in tokenize(text) if not t.is_space]
        units = shipped.units(own)
        chunks.append([units[a:b] for a, b in cut([u.text for u in units], [len(u.ids) for u in units], set(), model.WINDOW)])
    size = sum(len(u.ids) for group in chunks for chunk in group for u in chunk) + 2 * sum(map(len, chunks))
    whole, alone = [], []
    for _ in range(args.rounds):  # by turns, so that a busy moment hits both
        t = time.perf_counter()
        for _ in reader.pipe(found):
            pass
        whole.append(time.perf_counter() - t)
        t = time.perf_counter()
        for group in chunks:
            list(shipped.run_all(group))
        alone.append(time.perf_counter() - t)
    print(
        json.dumps(
            {
                "words_per_second": round(words / min(whole)),
                "pieces_per_second": round(size / min(whole)),
                "encoder_pieces_per_second": round(size / min(alone)),
                "share_of_encoder": round(min(alone) / min(whole), 2),
                "start_up_seconds": round(began, 2),
                "peak_memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
            },
            indent=1,
        )
    )


if __name__ == "__main__":
    main()
