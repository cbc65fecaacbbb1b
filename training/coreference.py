"""OntoGUM as training data: for each mention, the earlier mentions of the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from training.corpora import Sample
from training.phrases import core


def ontogum(folder: Path, but: frozenset[str] = frozenset()) -> Iterator[Sample]:
    """Read CoNLL files of words and bracketed clusters; a mention's last core word looks for all core words of earlier ones, the first for nobody.

    Documents named in `but`, such as those of the treebank's dev part, are left out.
    """
    for path in sorted(p for p in folder.glob("*.conll") if p.stem not in but):
        words, mentions = spans(path)
        sample = Sample("coreference", words)
        lower = [w.lower() for w in words]
        told: dict[str, list[int]] = {}
        for start, end, cluster in sorted(mentions):
            own = core(lower, start, end) or [end - 1]
            before = told.setdefault(cluster, [])
            sample.arcs.append((own[-1], "antecedent", [sorted(set(before))]))
            before += own
        yield sample


def documents(conllu: Path) -> frozenset[str]:
    """The names of the documents of a treebank file."""
    return frozenset(re.findall(r"(?m)^# newdoc id = (\S+)", conllu.read_text(encoding="utf-8")))


def spans(path: Path) -> tuple[list[str], list[tuple[int, int, str]]]:
    """The words of a CoNLL file, and its mentions as (start, end, cluster) by words, the end exclusive."""
    words: list[str] = []
    found: list[tuple[int, int, str]] = []
    open_: dict[str, list[int]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) != 3:
            continue
        i = len(words)
        words.append(cells[1])
        for starts, cluster, ends in re.findall(r"(\(?)(\d+)(\)?)", cells[2]):
            if starts:
                open_.setdefault(cluster, []).append(i)
            if ends and open_.get(cluster):
                found.append((open_[cluster].pop(), i + 1, cluster))
    return words, found
