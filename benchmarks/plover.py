"""PLOVER's gold standard records as a test: the type that is read for each record's event.

python -m benchmarks.plover ../shared

The records code one sentence each, of the examples of the CAMEO manual, in an older list of types: DEMAND is now REQUEST, FIGHT is ASSAULT, DISAPPROVE and
INVESTIGATE are ACCUSE. Of the assertions read from a sentence the one is taken whose trigger is among the words that the record marks as the event, then whose
parties fit; none read is wrong.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from pathlib import Path

from benchmarks.plv import fit
from sayso import documents
from sayso.pipeline import Reader, Report

NOW = {"DEMAND": "REQUEST", "FIGHT": "ASSAULT", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE"}


def chosen(report: Report, event: str, sources: list[str], targets: list[str]) -> str:
    """The type of the assertion that fits a record best, "" where no event is read."""
    marked = set(re.findall(r"\w+", event.lower()))

    def worth(k: int) -> tuple[bool, float, float]:
        a = report.assertions[k]
        named = not marked.isdisjoint(re.findall(r"\w+", a.event.trigger.text.lower()))
        close = sum(fit(a.actors, s) for s in sources) + sum(fit(a.recipients, t) for t in targets)
        return named, close, a.confidence.type if a.confidence else 0.0

    best = max(range(len(report.assertions)), key=worth, default=None)
    return "" if best is None else report.assertions[best].event.type


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    args = parser.parse_args()
    reader = Reader()
    path = args.shared / "data" / "events" / "plover" / "gold_standard_records.txt"
    right, wrong = 0, Counter[tuple[str, str]]()
    for record in json.loads(path.read_text(encoding="utf-8")):
        if "text" not in record:
            continue
        gold = NOW.get(record["event"], record["event"])
        told = [record.get(side) for side in ("source", "target")]
        parties = [[p["actorText"] for p in side] if isinstance(side, list) else [] for side in told]  # nine records have a bare word there
        mine = chosen(reader(documents.parse(record["text"], name=record["id"])), record["eventText"], *parties)
        right += mine == gold
        wrong[gold, mine] += mine != gold
    count = right + wrong.total()
    print(json.dumps({"records": count, "type_right": round(100 * right / count, 1), "none_read": sum(n for (_, m), n in wrong.items() if not m)}))
    for (gold, mine), n in wrong.most_common(10):
        print(f"{gold} read as {mine or 'nothing'}: {n}")


if __name__ == "__main__":
    main()
