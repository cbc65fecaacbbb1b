"""How well a model reads the dev parts of its corpora: `python -m training.evaluate SHARED [MODEL]`. Gold tokens and sentences, the exported network."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from spacy.tokens import Doc

from sayso.reader import Reader
from sayso.reader.lemmas import apply
from sayso.reader.model import Model, shipped
from sayso.reader.words import tokenize
from training import corpora


def f1(hits: int, gold: int, predicted: int) -> float:
    return round(200 * hits / (gold + predicted), 1) if gold + predicted else 0.0


def syntax(reader: Reader, samples: list[corpora.Sample]) -> dict[str, float]:
    """UPOS, XPOS, lemma accuracy, UAS and LAS; LAS compares universal relations without subtypes, as the CoNLL 2018 evaluation does."""
    right = dict.fromkeys(("upos", "xpos", "lemma", "uas", "las"), 0)
    total = 0
    for sample in samples:
        got = reader.annotate(sample.words, sample.starts)
        for column in ("upos", "xpos"):
            right[column] += sum(a == b for a, b in zip(sample.columns[column], got[column], strict=True))
        lemmas = [apply(script, word) for script, word in zip(sample.columns["lemma"], sample.words, strict=True)]
        right["lemma"] += sum(a == str(b).lower() for a, b in zip(lemmas, got["lemma"], strict=True))
        for i, (gold, mine) in enumerate(zip(sample.heads, got["heads"], strict=True)):
            right["uas"] += gold == mine
            right["las"] += gold == mine and sample.columns["deprel"][i].split(":")[0] == str(got["deprel"][i]).split(":")[0]
        total += len(sample.words)
    return {k: round(100 * v / total, 2) for k, v in right.items()}


def _spans(tags: list[str]) -> set[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    for i, tag in enumerate(tags):
        if tag[:1] == "B" or (tag[:1] == "I" and not (found and found[-1][1] == i and found[-1][2] == tag[2:])):
            found.append((i, i + 1, tag[2:]))
        elif tag[:1] == "I":
            found[-1] = (found[-1][0], i + 1, tag[2:])
    return set(found)


def names(reader: Reader, samples: list[corpora.Sample]) -> dict[str, float]:
    """Exact-span F1 over the nine classes."""
    hits = gold = predicted = 0
    for sample in samples:
        doc = reader.read(Doc(tokenize("").vocab, words=sample.words))
        mine = {(e.start, e.end, e.label_) for e in doc.ents}
        right = _spans(sample.columns["name"])
        hits, gold, predicted = hits + len(mine & right), gold + len(right), predicted + len(mine)
    return {"f1": f1(hits, gold, predicted)}


def attribution(reader: Reader, folder: Path) -> dict[str, float]:
    """Exact-span F1 of sources, cues and contents; a discontinuous span counts by its parts, and spans within spans count as gold too."""
    tally = {k: [0, 0, 0] for k in ("source", "cue", "content")}
    for sample in corpora.polnear(folder):
        doc = reader(sample.text)
        for kind, t in tally.items():
            mine = {(s.start_char, s.end_char) for s in doc.spans[kind]}
            gold = set(sample.spans[kind])
            t[0], t[1], t[2] = t[0] + len(mine & gold), t[1] + len(gold), t[2] + len(mine)
    return {k: f1(*t) for k, t in tally.items()}


def figures(shared: Path, reader: Reader) -> dict[str, dict[str, float]]:
    """All figures by corpus."""
    data = shared / "data"
    return {
        "ewt": syntax(reader, list(corpora.treebank(data / "treebank" / "ewt-dev.conllu"))),
        "gum": syntax(reader, list(corpora.treebank(data / "treebank" / "gum-dev.conllu"))),
        "names": names(reader, list(corpora.names(data / "names" / "worldwide" / "dev"))),
        "polnear": attribution(reader, data / "attribution" / "polnear" / "dev"),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("model", type=Path, nargs="?", help="a folder with an exported model; the shipped one by default")
    args = parser.parse_args()
    print(json.dumps(figures(args.shared, Reader(Model(args.model) if args.model else shipped())), indent=1))


if __name__ == "__main__":
    main()
