"""Annotated leads as the network learns them: which word names an event, and which words stand for its parties.

The texts belong to others, so `leads.tsv` holds word indices into them, and no words. A line with a document, its number of words and a digest of
them comes before its triggers; a line a trigger: document, index of its word, PLOVER type, status, actors, recipients, sources, places. A party is
its word indices joined by commas, several are joined by "|", "-" is one told as nobody (or, as a source, the report itself); an empty cell says nothing.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
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
    """The words of "kind-document" and the indices that start a paragraph."""
    data, (kind, document) = shared / "data", name.split("-", 1)
    if kind == "gold":
        text = str(json.loads((shared / "gold" / "train" / f"{document}.json").read_text(encoding="utf-8"))["text"])
        words, _, breaks = words_of(text)
        return words, breaks
    if kind == "world":
        lines = (data / "names" / "worldwide" / "train" / f"{document}.tsv").read_text(encoding="utf-8").splitlines()
        return [c[0].strip() for line in lines if len(c := line.split("\t")) == 2 and c[0].strip()], set()
    if kind == "polnear":
        text = (data / "attribution" / "polnear" / "train" / "text" / f"{document}.txt").read_text(encoding="utf-8").strip()
    elif kind == "muc":
        text = _muc(data / "events" / "muc4" / "dev", document)
    elif kind == "re3d":
        text = _re3d(data / "names" / "re3d", document)
    else:
        raise ValueError(f"{name}: the kinds are gold, world, polnear, muc and re3d")
    words, _, breaks = words_of(text)
    return words, breaks


def _muc(folder: Path, document: str) -> str:
    for path in sorted(folder.iterdir()):
        found = re.search(rf"(?ms)^{document}[^\n]*\n(.*?)(?=^DEV-MUC3-\d{{4}}|\Z)", path.read_text(encoding="utf-8"))
        if found:
            return "\n\n".join(" ".join(p.split()) for p in re.split(r"\n\s*\n", found[1]) if p.strip())
    raise ValueError(f"{document} is in no file of {folder}")


def _re3d(folder: Path, document: str) -> str:
    for path in sorted(folder.glob("*/documents.json")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if f'"{document}"' in line:
                return str(json.loads(line.strip().rstrip(","))["text"]).strip()
    raise ValueError(f"{document} is in no documents.json of {folder}")
