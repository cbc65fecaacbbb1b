"""Syntax from raw text: own sentences and words against the treebanks' dev parts, `python -m benchmarks.raw ../shared`.

Words are aligned by their letters, as in the CoNLL 2018 evaluation (Zeman et al., "CoNLL 2018 Shared Task"): F1 of words and sentences, and of words with
the right part of speech, head and universal relation.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from spacy.tokens import Doc

from sayso.reader import Reader

Span = tuple[int, int]  # of letters, white space not counted


@dataclass
class Tree:
    """One document: its text, and of each word its letters, its part of speech, its head (itself for a root) and its relation; spans of sentences."""

    text: str = ""
    spans: list[Span] = field(default_factory=list)
    upos: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    relations: list[str] = field(default_factory=list)
    sentences: list[Span] = field(default_factory=list)


def gold(path: Path) -> Iterator[Tree]:
    """The documents of a CoNLL-U file."""
    tree, at = Tree(), 0
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        comments = dict(line[2:].split(" = ", 1) for line in block.split("\n") if line.startswith("# ") and " = " in line)
        rows = [r for line in block.split("\n") if len(r := line.split("\t")) == 10 and "." not in r[0]]
        if not rows:
            continue
        if "newdoc id" in comments and tree.spans:
            yield tree
            tree, at = Tree(), 0
        fresh = re.search(r"(?m)^# newpar(?!_)", block) is not None  # with an id in EWT, without one in GUM
        tree.text += ("\n\n" if fresh else " ") * bool(tree.text) + comments["text"]
        base, begin, inside, end = len(tree.spans), at, 0, 0
        for r in rows:
            if "-" in r[0]:  # a printed word that stands for several: these share its letters
                inside, end = int(r[0].split("-")[1]), at + _letters(r[1])
                continue
            number = int(r[0])
            stop = at + _letters(r[1]) if number > inside else end if number == inside else min(end, at + _letters(r[1]))
            tree.spans.append((at, stop))
            at = stop
            tree.upos.append(r[3])
            tree.heads.append(base + (int(r[6]) or number) - 1)
            tree.relations.append(r[7].split(":")[0])
        tree.sentences.append((begin, at))
    if tree.spans:
        yield tree


def _letters(form: str) -> int:
    return sum(not c.isspace() for c in form)


def mine(doc: Doc) -> Tree:
    """What the reader makes of a text."""
    tree, at = Tree(doc.text), 0
    own = [t for t in doc if not t.is_space]
    index = {t.i: k for k, t in enumerate(own)}
    for t in own:
        tree.spans.append((at, at + _letters(t.text)))
        at += _letters(t.text)
        tree.upos.append(t.pos_)
        tree.heads.append(index.get(t.head.i, index[t.i]))
        tree.relations.append(t.dep_.split(":")[0])
    starts = [k for k, t in enumerate(own) if t.is_sent_start or k == 0]
    tree.sentences = [(tree.spans[a][0], tree.spans[b - 1][1]) for a, b in zip(starts, [*starts[1:], len(own)], strict=True)]
    return tree


def figures(path: Path, reader: Reader) -> dict[str, float]:
    """F1 of words, sentences, parts of speech, heads (UAS) and heads with relations (LAS)."""
    hits = dict.fromkeys(("words", "sentences", "upos", "uas", "las"), 0)
    told, found, told_sentences, found_sentences = 0, 0, 0, 0
    for right in gold(path):
        read = mine(reader(right.text))
        at = {span: k for k, span in enumerate(read.spans)}
        hits["sentences"] += len(set(right.sentences) & set(read.sentences))
        told, found = told + len(right.spans), found + len(read.spans)
        told_sentences, found_sentences = told_sentences + len(right.sentences), found_sentences + len(read.sentences)
        for i, span in enumerate(right.spans):
            k = at.get(span)
            if k is None:
                continue
            hits["words"] += 1
            hits["upos"] += right.upos[i] == read.upos[k]
            root = right.heads[i] == i
            same = read.heads[k] == k if root else read.heads[k] != k and read.spans[read.heads[k]] == right.spans[right.heads[i]]
            hits["uas"] += same
            hits["las"] += same and right.relations[i] == read.relations[k]
    return {k: round(200 * n / ((told_sentences + found_sentences) if k == "sentences" else (told + found)), 2) for k, n in hits.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    args = parser.parse_args()
    reader = Reader()
    print(json.dumps({bank: figures(args.shared / "data" / "treebank" / f"{bank}-dev.conllu", reader) for bank in ("ewt", "gum")}, indent=1))


if __name__ == "__main__":
    main()
