"""A `Doc` as plain lists, for the later steps that ask many small questions about its syntax."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from spacy.attrs import HEAD
from spacy.tokens import Doc

from sayso.data import table

# Relations that lead from a clause or phrase to a part of its own noun phrase.
_NOUN_PARTS = frozenset(
    {"det", "det:predet", "amod", "compound", "nummod", "nmod:poss", "flat", "fixed", "case", "advmod", "nmod:desc", "nmod:unmarked", "goeswith", "punct"}
)


class View:
    """Words by index into the `Doc`, white space left out of all trees. `head[i] == i` for roots."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.whole: str = doc.text
        self.n: int = len(doc)
        tokens = list(doc)
        self.text: list[str] = [t.text for t in tokens]
        self.lower = [t.lower() for t in self.text]
        self.lemma: list[str] = [t.lemma_.lower() for t in tokens]
        self.pos: list[str] = [t.pos_ for t in tokens]
        self.tag: list[str] = [t.tag_ for t in tokens]
        self.dep: list[str] = [t.dep_ for t in tokens]
        self.base = [d.partition(":")[0] for d in self.dep]
        offsets = doc.to_array([HEAD]).astype(np.int64)
        self.head: list[int] = [i + int(offset) for i, offset in enumerate(offsets)]
        self.start: list[int] = [t.idx for t in tokens]
        _coordinate(self)
        self.kids: list[list[int]] = [[] for _ in range(self.n)]
        for i, h in enumerate(self.head):
            if h != i and self.pos[i] != "SPACE":
                self.kids[h].append(i)
        self.sentence = [0] * self.n
        self.sentences: list[tuple[int, int]] = []
        for k, s in enumerate(doc.sents):
            self.sentences.append((s.start, s.end))
            for i in range(s.start, s.end):
                self.sentence[i] = k
        self.name: list[str] = [t.ent_type_ for t in tokens]
        self.names: list[tuple[int, int, str]] = [(e.start, e.end, e.label_) for e in doc.ents]
        self.name_at: dict[int, tuple[int, int, str]] = {i: e for e in self.names for i in range(e[0], e[1])}
        self.quoted = _quoted(self)

    def inside(self, ranges: tuple[tuple[int, int], ...]) -> list[int]:
        """The words, no white space, inside (start, end) character ranges; all words if there are none."""
        own = [i for i in range(self.n) if self.pos[i] != "SPACE"]
        if not ranges:
            return own
        out, r = [], 0
        for i in own:
            while r < len(ranges) and self.start[i] >= ranges[r][1]:
                r += 1
            if r < len(ranges) and self.start[i] >= ranges[r][0]:
                out.append(i)
        return out

    def end(self, i: int) -> int:
        """The character offset just after a word."""
        return self.start[i] + len(self.text[i])

    def kid(self, i: int, *deps: str) -> int | None:
        """The first child by one of these relations."""
        return next((k for k in self.kids[i] if self.dep[k] in deps), None)

    def kids_by(self, i: int, *deps: str) -> list[int]:
        return [k for k in self.kids[i] if self.dep[k] in deps]

    def case(self, i: int) -> str:
        """The preposition that marks a phrase, "" if it has none; of several ("because of") the whole."""
        marks = [k for k in self.kids[i] if self.dep[k] == "case" and self.lower[k] not in ("'s", "’s", "'", "’")]
        if not marks:
            return ""
        first = marks[0]
        return " ".join([self.lower[first], *(self.lower[k] for k in self.kids[first] if self.dep[k] == "fixed")])

    def subtree(self, i: int) -> list[int]:
        """A word and all words below it, in the text's order."""
        out, todo = [], [i]
        while todo:
            w = todo.pop()
            out.append(w)
            todo += self.kids[w]
        return sorted(out)

    def ancestors(self, i: int) -> Iterator[int]:
        """The heads above a word, nearest first."""
        while self.head[i] != i:
            i = self.head[i]
            yield i

    def conjuncts(self, i: int) -> list[int]:
        """A word and the words coordinated with it that follow."""
        out = [i]
        for k in self.kids[i]:
            if self.dep[k] == "conj":
                out += self.conjuncts(k)
        return out

    def phrase(self, i: int, of: bool = True) -> tuple[int, int]:
        """The (start, end) words of the noun phrase around its head: modifiers before it, the parts of a name, an "of" phrase after it."""
        low = high = i
        if i in self.name_at:
            low, high = min(low, self.name_at[i][0]), max(high, self.name_at[i][1] - 1)
        for k in self.kids[i]:
            if k < i and self.dep[k] in _NOUN_PARTS and self.dep[k] not in ("case", "punct") and self.lower[k] not in ("not", "only", "also", "even"):
                if self.dep[k] == "advmod" and self.pos[k] != "ADV":
                    continue
                low = min(low, self._leftmost(k))
            elif k > i and self.dep[k] in ("flat", "fixed", "goeswith", "compound", "nummod", "nmod:desc", "nmod:unmarked") and k - high <= 3:
                high = max(high, self.phrase(k, of=False)[1] - 1)
            elif of and k > i and self.dep[k] == "nmod" and self.case(k) == "of":
                high = max(high, self.phrase(k)[1] - 1)
        while low < i and (self.pos[low] in ("PUNCT", "SPACE", "CCONJ") or self.dep[low] == "case"):
            low += 1
        return low, high + 1

    def _leftmost(self, i: int) -> int:
        low = i
        for k in self.kids[i]:
            if k < i and (self.dep[k] in _NOUN_PARTS or self.dep[k] in ("conj", "cc", "obl", "obj")) and i - k <= 6:
                low = min(low, self._leftmost(k))
        return low

    def words(self, a: int, b: int) -> str:
        """The document's text from word a to before word b, line breaks as spaces."""
        return " ".join(self.whole[self.start[a] : self.end(b - 1)].split())

    def noun_head(self, i: int, stop: int = -1) -> int:
        """The head of the noun phrase that a word is a part of, never climbing to word `stop`: "Syrian" of "the Syrian army" leads to "army"."""
        for _ in range(20):
            h = self.head[i]
            if h not in (i, stop) and self.dep[h] == "amod" and 0 < h - i <= 2 and self.pos[h] == "VERB":
                i = h  # "opposition" of "opposition-held towns"
                continue
            if h in (i, stop) or self.pos[h] not in ("NOUN", "PROPN", "PRON", "NUM", "ADJ"):
                break
            inside = self.base[i] in ("flat", "fixed", "compound", "goeswith", "nummod", "det", "amod") or self.dep[i] == "nmod:desc"
            counted = self.dep[i] == "nmod" and self.case(i) == "of" and self.lemma[h] in _COUNTS
            joined = self.dep[i] == "conj" and self.pos[i] == "ADJ"
            if not (inside or counted or joined):
                break
            i = h
        return i


def _coordinate(view: View) -> None:
    """A phrase that brings its own "and" is coordinated, not an apposition: "Merkel, the chancellor, and Macron"."""
    for i in range(view.n):
        h = view.head[i]
        if view.dep[i] == "cc" and view.dep[h] == "appos" and i < h:
            top = view.head[h]
            while view.dep[top] == "appos" and view.head[top] != top:
                top = view.head[top]
            view.head[h], view.dep[h], view.base[h] = top, "conj", "conj"


_COUNTS = frozenset(row["word"] for row in table("grammar") if row["kind"] == "count noun")
_OPEN, _CLOSE = frozenset("“„«"), frozenset("”»")


def _quoted(view: View) -> list[int]:
    """For each word the number of the quotation that it stands in, 0 outside; a paragraph that opens a quotation anew continues it."""
    out = [0] * view.n
    number, inside = 0, False
    for i in range(view.n):
        mark = view.text[i]
        if mark in _OPEN:
            if not inside:
                number += 1
            inside = True
        elif mark in _CLOSE:
            inside = False
        elif mark == '"' or mark == "''" or mark == "``":
            inside = not inside
            number += inside
        elif view.pos[i] == "SPACE" and "\n" in mark and inside:
            # an unclosed quotation goes on in the next paragraph only if that opens with a mark again
            following = view.text[i + 1] if i + 1 < view.n else ""
            inside = following in _OPEN
        elif inside:
            out[i] = number
    return out
