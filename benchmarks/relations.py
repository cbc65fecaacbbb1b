"""Whole attributions of PolNeAR's dev part, source with cue with content, from raw text: `python -m benchmarks.relations ../shared`.

`exact`: the words of all three are the gold's. `fitting`: the source's head word is one of the gold's source words (or neither has a source), and cue and
content share at least half of their words with the gold's, counted against the longer of the two. Gold relations are paired with read ones one to one, the
most content in common first. Published systems are measured on spans, not on relations.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from spacy.tokens import Doc

from sayso.attribution import links
from sayso.attribution.links import Link
from sayso.reader import Reader
from sayso.reader.view import View
from training import corpora

Relation = tuple[list[int], list[int], list[int]]


def fits(view: View, gold: Relation, link: Link) -> tuple[bool, bool]:
    """Whether a link is a gold relation to the word, and whether it fits it."""
    source, cue, content = gold
    spans = [range(s.start, s.end) for s in view.doc.spans["source"]]
    own = next((s for s in spans if link.source in s), None) if link.source is not None else None
    exact = (list(own) if own is not None else []) == source and _words(link.cue) == set(cue) and _words(link.content) == set(content)
    same = link.source in source if link.source is not None else not source
    return exact, same and _half(_words(link.cue), set(cue)) and _half(_words(link.content), set(content))


def _words(span: tuple[int, int] | None) -> set[int]:
    return set(range(*span)) if span else set()


def _half(a: set[int], b: set[int]) -> bool:
    return 2 * len(a & b) >= max(len(a), len(b))


def pair(gold: list[Relation], found: list[Link]) -> list[tuple[Relation, Link]]:
    """Gold and read relations one to one, the most content in common first."""
    ranked = sorted(((len(_words(x.content) & set(g[2])), -i, -j) for i, g in enumerate(gold) for j, x in enumerate(found)), reverse=True)
    pairs: dict[int, int] = {}
    for shared, i, j in ranked:
        if shared and -i not in pairs and -j not in pairs.values():
            pairs[-i] = -j
    return [(gold[i], found[j]) for i, j in pairs.items()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path, help="the folder that holds data/")
    args = parser.parse_args()
    reader = Reader()
    exact = fitting = gold = read = 0
    for sample in corpora.polnear(args.shared / "data" / "attribution" / "polnear" / "dev"):
        doc: Doc = reader(sample.text)
        words = {t.i: k for k, t in enumerate(t for t in doc if not t.is_space)}  # the sample has no words of white space
        back = {k: i for i, k in words.items()}
        told = [tuple([back[w] for w in part if w in back] for part in relation) for relation in sample.relations]
        view = View(doc)
        found = links.join(view)
        right = [fits(view, g, x) for g, x in pair(told, found)]  # type: ignore[arg-type]
        exact, fitting = exact + sum(e for e, _ in right), fitting + sum(f for _, f in right)
        gold, read = gold + len(told), read + len(found)
    figures = {name: round(200 * hits / (gold + read), 1) for name, hits in (("exact", exact), ("fitting", fitting))}
    print(json.dumps({"gold": gold, "read": read, **{f"{k}_f1": v for k, v in figures.items()}}))


if __name__ == "__main__":
    main()
