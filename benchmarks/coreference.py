"""Which words of a text stand for one thing, on held-out documents of OntoGUM: `python -m benchmarks.coreference ../shared`.

CoNLL F1 (`benchmarks.clusters`) over mentions that are found by the system and exact to the word; what nothing corefers with is left out on both sides, as
OntoNotes does. The documents are those of the treebank's dev part, which no weight was trained on. Sayso gathers participants alone (people, bodies,
countries, places), where the gold also has things and thoughts.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Hashable
from pathlib import Path

from spacy.tokens import Doc

from benchmarks.clusters import figures
from sayso.grounding import coreference, roles
from sayso.grounding.mentions import Mentions, gather
from sayso.reader import Reader
from sayso.reader.view import View
from sayso.reader.words import tokenize
from training.coreference import documents, spans

Span = tuple[int, int, int]


def found(view: View, document: int) -> list[frozenset[Hashable]]:
    """The clusters of mentions that Sayso gathers, as the document's number and half-open ranges of words."""
    mentions = gather(view, list(range(view.n)))
    clusters: dict[int, set[Span]] = defaultdict(set)
    for i in range(view.n):
        chain = _stands_for(view, mentions, i)
        if chain is not None:
            clusters[id(chain)].add((document, *_span(view, i)))
    return [frozenset(c) for c in clusters.values() if len(c) > 1]


def _stands_for(view: View, mentions: Mentions, i: int) -> object | None:
    own = mentions.at.get(i)
    if coreference.is_pronoun(view, i):
        return coreference.antecedent(view, mentions, i, None)
    if own is None or i not in own.words:
        return None
    if own.named:
        return own
    return roles.holder(view, mentions, i) or coreference.by_kind(view, mentions, i) or coreference.told(view, mentions, i, None) or own


def _span(view: View, i: int) -> tuple[int, int]:
    a, b = view.phrase(i)
    return a, b + 1 if b < view.n and view.tag[b] == "POS" else b


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path, help="the folder that holds data/")
    args = parser.parse_args()
    data = args.shared / "data"
    kept = documents(data / "treebank" / "gum-dev.conllu")
    reader = Reader()
    gold: list[frozenset[Hashable]] = []
    mine: list[frozenset[Hashable]] = []
    paths = sorted(p for p in (data / "coreference" / "ontogum").glob("*.conll") if p.stem in kept)
    for k, path in enumerate(paths):
        words, told = spans(path)
        clusters: dict[str, set[Span]] = defaultdict(set)
        for a, b, name in told:
            clusters[name].add((k, a, b))
        gold += [frozenset(c) for c in clusters.values() if len(c) > 1]
        mine += found(View(reader.read(Doc(tokenize("").vocab, words=[w or "_" for w in words]))), k)
    wanted, had = (frozenset[Hashable]().union(*side) for side in (gold, mine))
    print(f"{len(paths)} documents", figures(gold, mine), "F1 of mentions", round(200 * len(wanted & had) / (len(wanted) + len(had)), 1))


if __name__ == "__main__":
    main()
