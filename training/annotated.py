"""Annotated leads as the network learns them: which word names an event, and which words stand for its parties.

The texts belong to others, so `leads.tsv` holds word indices into them, and no words. A line with a document, its number of words and a digest of
them comes before its triggers; a line a trigger: document, index of its word, PLOVER type, status, actors, recipients, sources, places. A party is
its word indices joined by commas, several are joined by "|", "-" is one told as nobody (or, as a source, the report itself); an empty cell says nothing.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from training.corpora import Sample, words_of

FILE = Path(__file__).parent / "leads.tsv"
ROLES = ("actor", "recipient", "source", "place")
HEADER = "# Annotated leads as word indices, written by training.align; training/annotated.py tells what stands where.\n"


def leads(shared: Path, file: Path = FILE) -> Iterator[Sample]:
    """The annotated documents with their words from the corpora; a text that differs from the annotated one is refused with a ValueError."""
    sample: Sample | None = None
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.reader((line for line in lines if not line.startswith("#")), delimiter="\t"):
            if len(row) == 3:
                if sample is not None:
                    yield sample
                sample = _document(shared, row[0], int(row[1]), row[2])
            elif sample is not None:
                _trigger(sample, row)
    if sample is not None:
        yield sample


def _document(shared: Path, name: str, size: int, digest: str) -> Sample:
    words, breaks = words_in(shared, name)
    words = words[:size]
    if digest_of(words) != digest:
        raise ValueError(f"{name}: its first {size} words are not those that were annotated; take the data of the release that this file belongs to")
    blank = [""] * size
    return Sample("leads", words, {"event": ["O"] * size, "status": blank}, breaks={b for b in breaks if b < size})


def _trigger(sample: Sample, row: list[str]) -> None:
    at = int(row[1])
    sample.columns["event"][at], sample.columns["status"][at] = row[2], row[3]
    for role, cell in zip(ROLES, row[4:], strict=True):
        sets = [[] if p == "-" else [int(i) for i in p.split(",")] for p in cell.split("|") if p]
        if sets:
            sample.arcs.append((at, role, sets))


def digest_of(words: list[str]) -> str:
    """Twelve hex digits that tell one run of words from another."""
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:12]


def words_in(shared: Path, name: str) -> tuple[list[str], set[int]]:
    """The words of a gold train lead and the indices that start a paragraph."""
    path = shared / "gold" / "train" / f"{name}.json"
    words, _, breaks = words_of(str(json.loads(path.read_text(encoding="utf-8"))["text"]))
    return words, breaks
