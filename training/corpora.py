"""The corpora that the reader is trained on, each as a stream of samples: words with the labels that the corpus has."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sayso.reader.lemmas import script
from sayso.reader.units import Unit
from sayso.reader.words import tokenize


@dataclass
class Sample:
    """One document: its words, and label columns as long as the words (an empty string: no label here).

    `heads` holds word indices, a root pointing at itself. `arcs` holds (word, role, [one set of words a party]); an empty set says "none".
    """

    corpus: str
    words: list[str]
    columns: dict[str, list[str]] = field(default_factory=dict)
    heads: list[int] = field(default_factory=list)
    arcs: list[tuple[int, str, list[list[int]]]] = field(default_factory=list)
    breaks: set[int] = field(default_factory=set)
    starts: list[int] = field(default_factory=list)
    spans: dict[str, list[tuple[int, int]]] = field(default_factory=dict)  # half-open character ranges
    text: str = ""
    relations: list[tuple[list[int], list[int], list[int]]] = field(default_factory=list)  # words of source, cue and content of an attribution
    units: list[Unit] = field(default_factory=list)  # how the network reads the words, where that is known


def treebank(path: Path) -> Iterator[Sample]:
    """Read a CoNLL-U file into one sample a document."""
    sample = Sample("treebank", [])
    fresh = True
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.split("\n")
        if any(line.startswith("# newdoc") for line in lines) and not fresh:
            yield sample
            sample = Sample("treebank", [])
        rows = [r for line in lines if (r := line.split("\t")) and len(r) == 10 and r[0].isdigit()]
        if not rows:
            continue
        fresh = False
        base = len(sample.words)
        sample.starts.append(base)
        columns = sample.columns
        for r in rows:
            sample.words.append(r[1])
            head = int(r[6])
            sample.heads.append(base + (head - 1 if head else int(r[0]) - 1))
            for name, value in (("upos", r[3]), ("xpos", r[4]), ("lemma", script(r[1], r[2])), ("deprel", r[7]), ("sent", "B" if int(r[0]) == 1 else "I")):
                columns.setdefault(name, []).append(value)
    if not fresh:
        yield sample


def names(folder: Path) -> Iterator[Sample]:
    """Read token-and-tag files: one document a file, an empty line between sentences."""
    for path in sorted(folder.glob("*.tsv")):
        sample = Sample("names", [], {"name": []})
        for line in path.read_text(encoding="utf-8").splitlines():
            cells = line.split("\t")
            if len(cells) != 2 or not cells[0].strip():
                sample.starts.append(len(sample.words))
                continue
            sample.words.append(cells[0].strip())
            sample.columns["name"].append(cells[1].strip() or "O")
        if sample.words:
            yield sample


def words_of(text: str) -> tuple[list[str], list[int], set[int]]:
    """Words, their offsets, and the indices that start a paragraph."""
    words: list[str] = []
    offsets: list[int] = []
    breaks: set[int] = set()
    for token in tokenize(text):
        if token.is_space:
            if "\n" in token.text:
                breaks.add(len(words))
        else:
            words.append(token.text)
            offsets.append(token.idx)
    return words, offsets, breaks


def dispatches(path: Path) -> Iterator[tuple[str, str]]:
    """The id and the text of each of a file of MUC-4's dispatches, the lines of a paragraph joined."""
    parts = re.split(r"(?m)^((?:DEV|TST\d)-MUC[34]-\d+).*$", path.read_text(encoding="latin-1"))
    for name, text in zip(parts[1::2], parts[2::2], strict=True):
        yield name, re.sub(r"(?<!\n)\n(?!\n| {3})", " ", text).strip()


def re3d(folder: Path) -> Iterator[tuple[str, str]]:
    """The id and the text of each re3d document."""
    for path in sorted(folder.glob("*/documents.json")):
        for line in filter(str.strip, path.read_text(encoding="utf-8-sig").splitlines()):
            row = json.loads(line)
            yield str(row.get("_id")), str(row.get("text", ""))


def _inside(words: list[str], offsets: list[int], start: int, end: int) -> list[int]:
    return [i for i, (w, o) in enumerate(zip(words, offsets, strict=True)) if o < end and start < o + len(w)]


def polnear(folder: Path) -> Iterator[Sample]:
    """Read PolNeAR's brat files, one sample a file of annotations; a span inside another of its kind yields to the longer one."""
    for ann in sorted((folder / "attributions").glob("*.ann")):
        text = (folder / "text" / f"{ann.stem.rsplit('_', 1)[0]}.txt").read_text(encoding="utf-8")
        words, offsets, breaks = words_of(text)
        sample = Sample("polnear", words, breaks=breaks, text=text)
        spans: dict[str, tuple[str, list[list[int]]]] = {}
        events: list[dict[str, list[str]]] = []
        for line in ann.read_text(encoding="utf-8").splitlines():
            cells = line.split("\t")
            if re.fullmatch(r"T\d+", cells[0]) and len(cells) > 1:
                kind, where = cells[1].split(" ", 1)
                parts = [[int(x) for x in p.split()] for p in where.split(";")]
                spans[cells[0]] = (kind, [_inside(words, offsets, *p) for p in parts])
            elif re.fullmatch(r"E\d+", cells[0]) and len(cells) > 1:
                event: dict[str, list[str]] = {}
                for pair in cells[1].split():
                    key, value = pair.split(":")
                    event.setdefault(re.sub(r"\d+$", "", key), []).append(value)
                events.append(event)
        for kind in ("Source", "Cue", "Content"):
            sample.spans[kind.lower()] = [(offsets[p[0]], offsets[p[-1]] + len(words[p[-1]])) for k, ps in spans.values() if k == kind for p in ps if p]
            column = ["O"] * len(words)
            parts = sorted((p for k, ps in spans.values() if k == kind for p in ps if p), key=len, reverse=True)
            for part in parts:
                if all(column[i] == "O" for i in part):
                    for i in part:
                        column[i] = "I"
                    column[part[0]] = "B"
            sample.columns[kind.lower()] = column
        for event in events:
            told = {key: sorted(i for s in event.get(key, []) for p in spans[s][1] for i in p) for key in ("Source", "Cue", "Content")}
            sample.relations.append((told["Source"], told["Cue"], told["Content"]))
            source = told["Source"]
            for key, role in (("Cue", "cue_source"), ("Content", "content_source")):
                for s in event.get(key, []):
                    for part in spans[s][1]:
                        if part:
                            sample.arcs.append((part[0], role, [source]))
        yield sample


def factuality(folder: Path, together: int = 5) -> Iterator[Sample]:
    """Read UDS-IH2 and MEANTIME, some sentences a sample: whether an event happened, from -3 (surely not) to 3 (surely), in three classes."""
    for path in sorted(folder.glob("*-train.jsonl")):
        records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        for k in range(0, len(records), together):
            sample = Sample("factuality", [], {"fact": []})
            for record in records[k : k + together]:
                base = len(sample.words)
                sample.starts.append(base)
                sample.words += record["text"].split()
                sample.columns["fact"] += [""] * (len(sample.words) - base)
                for target in record["targets"]:
                    sample.columns["fact"][base + target["span1"][0]] = "no" if target["label"] < -0.5 else "yes" if target["label"] > 0.5 else "open"
            yield sample
