"""Text cut where marks begin and end, so that a template can write each piece once, escaped, with the names of all marks over it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple


class Mark(NamedTuple):
    """Something that stands in the text from start to end; `of` is what it belongs to."""

    start: int
    end: int
    kind: str
    of: Any = None


class Piece(NamedTuple):
    """Text under the same marks throughout; `begins` are the marks that start with it."""

    text: str
    kinds: tuple[str, ...]
    begins: tuple[Mark, ...]
    start: int

    @property
    def classes(self) -> str:
        """The style classes of its marks."""
        return " ".join(f"m-{k}" for k in self.kinds)


def pieces(text: str, start: int, end: int, marks: Iterable[Mark]) -> list[Piece]:
    """The text from start to end; marks outside are left out, those that reach outside are cut."""
    within = [m for m in marks if m.start < end and m.end > start and m.start < m.end]
    edges = sorted({start, end, *(max(start, m.start) for m in within), *(min(end, m.end) for m in within)})
    found = []
    for a, b in pairwise(edges):
        over = [m for m in within if m.start <= a and m.end >= b]
        begins = tuple(m for m in over if max(m.start, start) == a)
        found.append(Piece(text[a:b], tuple(sorted({m.kind for m in over})), begins, a))
    return found


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Start and end of each line of the text that has something in it."""
    found, at = [], 0
    for line in text.splitlines(keepends=True):
        bare = line.rstrip()
        if bare:
            found.append((at, at + len(bare)))
        at += len(line)
    return found


def sentence(window: str, offset: int, words: str, marks: Sequence[Mark]) -> list[Piece]:
    """A sentence with its marks; `window` is the text around it, from `offset`. Marks are left out where the sentence is not found in it."""
    low = window.rfind(words)
    if low < 0 or not words:
        return [Piece(words, (), (), 0)]
    moved = [Mark(m.start - offset, m.end - offset, m.kind, m.of) for m in marks]
    return pieces(window, low, low + len(words.rstrip()), moved)


def snippet(text: str, wanted: re.Pattern[str] | None, around: int = 150) -> list[Piece]:
    """The text around the first place where a wanted word stands, with all of them in it marked."""
    first = wanted.search(text) if wanted else None
    at = first.start() if first else 0
    start, end = max(0, at - around), min(len(text), at + around + 20)
    if start:
        start = next((k + 1 for k in range(start, at) if text[k].isspace()), start)
    if end < len(text):
        end = next((k for k in range(end, at, -1) if text[k - 1 : k].isspace()), end)
    end = max(end, first.end()) if first else end
    marks = [Mark(m.start(), m.end(), "hit") for m in wanted.finditer(text, start, end)] if wanted else []
    return pieces(text, start, end, marks)
