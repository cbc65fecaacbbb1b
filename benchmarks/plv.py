"""PLV sentences as a test: the type that is read between a marked source and target (Hu et al., "Leveraging Codebook Knowledge with NLI and ChatGPT
for Zero-Shot Political Relation Classification", 2024).

python -m benchmarks.plv ../shared

Of the assertions in a sentence the one is taken whose actors fit the source and whose recipients fit the target best, then the surer one; none read is
wrong. PLV merges CONCEDE and RETREAT into YIELD. Quad classes: verbal and material, cooperation and conflict.
"""

from __future__ import annotations

import argparse
import csv
import json
from pathlib import Path

from sayso import documents
from sayso.pipeline import Reader, Report
from sayso.records import Assertion, Party

QUAD = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT"), "1"),
    **dict.fromkeys(("COOPERATE", "AID", "YIELD"), "2"),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), "3"),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), "4"),
}


def root(kind: str) -> str:
    """A PLOVER type as PLV names it."""
    return "YIELD" if kind in ("CONCEDE", "RETREAT") else kind


def fit(parties: tuple[Party, ...], marked: str) -> float:
    """How much of the name of the best fitting party is marked, between 0 and 1."""
    words = set(marked.lower().split())
    return max((len(words & set(p.name.lower().split())) / max(1, len(p.name.split())) for p in parties), default=0.0)


def chosen(report: Report, source: str, target: str) -> str:
    """The type between two marked parties, "" where no event is read."""

    def worth(a: Assertion) -> tuple[float, float]:
        return fit(a.actors, source) + fit(a.recipients, target), a.confidence.type if a.confidence else 0.0

    best = max(report.assertions, key=worth, default=None)
    return "" if best is None else root(best.event.type)


def macro(gold: list[str], mine: list[str]) -> float:
    """Macro-averaged F1 over the gold classes, in percent."""
    each = []
    for c in sorted(set(gold)):
        hits = sum(g == m == c for g, m in zip(gold, mine, strict=True))
        each.append(2 * hits / max(1, gold.count(c) + mine.count(c)))
    return round(100 * sum(each) / len(each), 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    args = parser.parse_args()
    reader = Reader()
    gold, mine, quads = [], [], []
    with (args.shared / "data" / "events" / "plover" / "plv_train.tsv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            gold.append(row["gold_root"])
            quads.append(row["gold_penta"])
            mine.append(chosen(reader(documents.parse(row["sentence"], name="plv")), row["source"], row["target"]))
    read = [QUAD.get(m, "") for m in mine]
    print(json.dumps({"sentences": len(gold), "none_read": mine.count(""), "macro_f1_root": macro(gold, mine), "macro_f1_quad": macro(quads, read)}))


if __name__ == "__main__":
    main()
