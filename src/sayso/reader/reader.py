"""Text to a spaCy `Doc`: sentences, parts of speech, lemmas, UD syntax, names, and the spans of attribution."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

import numpy as np
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, POS, TAG
from spacy.parts_of_speech import IDS
from spacy.tokens import Doc, Span
from threadpoolctl import ThreadpoolController

from sayso.reader import lemmas, signals, spans, trees
from sayso.reader.chunks import cut
from sayso.reader.model import WINDOW, Model, Scores, shipped
from sayso.reader.words import tokenize


class Language(Protocol):
    """Anything that turns a text, and the parts of it that count, into a `Doc` with UD heads and labels, tags, lemmas, names and sentences."""

    def __call__(self, text: str, body: Iterable[tuple[int, int]] = ()) -> Doc: ...


ATTRIBUTION = ("source", "cue", "content")
SHORT = 3  # letters at most of a part such as "al" that a hyphen ties to a name


class Reader:
    """The reader over one model. Calling it never fails on any text; an empty text gives an empty `Doc`."""

    def __init__(self, model: Model | None = None) -> None:
        self.model = model or shipped()
        self._numpy = ThreadpoolController()

    def __call__(self, text: str, body: Iterable[tuple[int, int]] = ()) -> Doc:
        """Read a text. With `body`, only words inside these (start, end) character ranges are read; the others stay bare tokens."""
        return self.read(tokenize(text), body)

    def read(self, doc: Doc, body: Iterable[tuple[int, int]] = ()) -> Doc:
        """Annotate a tokenised `Doc` in place."""
        ranges = list(body) or [(0, len(doc.text))]
        words: list[int] = []
        breaks: set[int] = set()
        r, fresh = 0, True
        for token in doc:
            while r < len(ranges) and token.idx >= ranges[r][1]:
                r, fresh = r + 1, True
            if token.is_space:
                fresh = fresh or "\n" in token.text
            elif r < len(ranges) and token.idx >= ranges[r][0]:
                if fresh:
                    breaks.add(len(words))
                fresh = False
                words.append(token.i)
        units = self.model.units([doc[i].text for i in words])
        chunks = []
        layer = _Layer(doc)
        fresh_units = {k for k, unit in enumerate(units) if unit.start in breaks}
        cuts = cut([u.text for u in units], [len(u.ids) for u in units], fresh_units, WINDOW)
        with self._numpy.limit(limits=1, user_api="blas"):  # products this small lose more by waiting for threads than they gain
            for (a, b), scores in zip(cuts, self.model.run_all([units[a:b] for a, b in cuts]), strict=True):
                starts = self._sentences(scores, {i - a for i in fresh_units if a <= i < b})
                ends = [(words[u.start], words[u.end - 1]) for u in units[a:b]]
                layer.chunk(self.model, ends, scores, starts)
                chunks.append(signals.Chunk([last for _, last in ends], scores))
        layer.write()
        doc.user_data[signals.KEY] = signals.Signals(self.model, chunks, len(doc))
        return doc

    def _sentences(self, scores: Scores, breaks: set[int]) -> list[int]:
        yes = self.model.columns["sent"].index("B")
        tags = scores.tags["sent"]
        found = np.flatnonzero(tags.argmax(1) == yes)
        return sorted({0, *breaks, *(int(i) for i in found)})

    def annotate(self, words: list[str], starts: list[int]) -> dict[str, list[str] | list[int]]:
        """Tags, heads and labels for given words and sentence starts, for measuring on treebanks."""
        doc = Doc(tokenize("").vocab, words=words)
        layer = _Layer(doc)
        units = self.model.units(words)
        first = set(starts)
        begins = [k for k, u in enumerate(units) if u.start in first]
        a, borders = 0, [*begins[1:], len(units)]
        for k, b in enumerate(borders):
            last = k == len(borders) - 1
            if last or sum(len(u.ids) for u in units[a : borders[k + 1]]) > WINDOW:
                scores = self.model.run(units[a:b])
                layer.chunk(self.model, [(u.start, u.end - 1) for u in units[a:b]], scores, [s - a for s in begins if a <= s < b])
                a = b
        return {"upos": layer.upos, "xpos": layer.xpos, "lemma": layer.lemma, "heads": layer.heads, "deprel": layer.deprel}


class _Layer:
    """Annotations by token index while a document is being read."""

    def __init__(self, doc: Doc) -> None:
        n = len(doc)
        self.doc = doc
        self.upos, self.xpos, self.deprel = [""] * n, [""] * n, [""] * n
        self.lemma = [t.text for t in doc]
        self.heads = list(range(n))
        self.read = [False] * n
        self.names: list[tuple[int, int, str]] = []
        self.spans: dict[str, list[tuple[int, int]]] = {k: [] for k in ATTRIBUTION}

    def chunk(self, model: Model, units: list[tuple[int, int]], scores: Scores, starts: list[int]) -> None:
        """Take over what the network says of units, given by their first and last tokens; the last token heads the others."""
        n = len(units)
        heads = np.arange(n)
        arcs = scores.arc_query @ scores.arc_key.T
        for a, b in zip(starts, [*starts[1:], n], strict=True):
            heads[a:b] = trees.decode(arcs[a:b, a:b]) + a
        labels = model.columns["deprel"]
        root = labels.index("root")
        relations = model.relations(scores, heads)
        own = heads == np.arange(n)
        relations[:, root] = np.where(own, 1e4, -1e4)
        best = relations.argmax(1)
        upos, xpos = scores.tags["upos"].argmax(1), scores.tags["xpos"].argmax(1)
        scripts = scores.tags["lemma"].argmax(1)
        for k, (begin, i) in enumerate(units):
            self.read[i] = True
            self.heads[i] = units[heads[k]][1]
            self.deprel[i] = labels[best[k]]
            self.upos[i] = model.columns["upos"][upos[k]]
            self.xpos[i] = model.columns["xpos"][xpos[k]]
            if self.upos[i] in ("VERB", "NOUN", "ADJ", "AUX"):
                self.lemma[i] = lemmas.choose(scores.tags["lemma"][k], model.columns["lemma"], self.doc[i].text, self.upos[i] in ("VERB", "AUX"))
            else:
                self.lemma[i] = lemmas.apply(model.columns["lemma"][scripts[k]], self.doc[i].text, keep_case=self.upos[i] == "PROPN")
            for j in range(begin, i):
                if not self.doc[j].is_space:
                    self.read[j] = True
                    # "United States", "South Korea": the treebanks mostly call the first word of two an adjective
                    self.heads[j], self.deprel[j] = i, "amod" if i - begin == 1 else "compound"
                    self.upos[j], self.xpos[j] = self.upos[i], self.xpos[i]
        for a, b, c in spans.decode(scores.tags["name"], model.columns["name"]):
            self._name(units[a][0], units[b - 1][1] + 1, c)
        for kind in ATTRIBUTION:
            own_labels = [x if x == "O" else f"{x}-" for x in model.columns[kind]]
            self.spans[kind] += [(units[a][0], units[b - 1][1] + 1) for a, b, _ in spans.decode(scores.tags[kind], own_labels)]

    def _name(self, a: int, b: int, label: str) -> None:
        """Keep a name, whole across its hyphens: the names corpus has "al-Assad" as one word, the tokeniser splits it."""
        doc = self.doc
        if self.names and a < self.names[-1][1]:
            return

        def tied(k: int) -> bool:  # a hyphen with no space around it
            return 0 < k < len(doc) - 1 and doc[k].text == "-" and not doc[k - 1].whitespace_ and not doc[k].whitespace_

        if tied(a - 1) and doc[a - 2].is_alpha and len(doc[a - 2]) <= SHORT and (not self.names or self.names[-1][1] <= a - 2):
            a -= 2
        while tied(b) and doc[b + 1].text[:1].isupper() and (label in ("Person", "Organization") or len(doc[b - 1]) <= SHORT):
            b += 2
        self.names.append((a, b, label))

    def write(self) -> None:
        """Put everything into the `Doc`; white space and unread words hang on their neighbours as roots of nothing."""
        doc, strings = self.doc, self.doc.vocab.strings
        previous: int | None = None
        for i in range(len(doc)):
            if self.read[i]:
                previous = i
            elif previous is not None and doc[i].is_space:
                self.heads[i], self.deprel[i], self.upos[i] = previous, "dep", "SPACE"
            else:
                self.deprel[i], self.upos[i] = "ROOT", "SPACE" if doc[i].is_space else "X"
        rows = np.zeros((len(doc), 7), np.uint64)
        offsets = np.array(self.heads, np.int64) - np.arange(len(doc))
        for j, column in ((1, self.deprel), (3, self.xpos), (4, self.lemma)):
            rows[:, j] = [strings.add(v) for v in column]
        rows[:, 2] = [IDS[v] for v in self.upos]
        rows[:, 0] = offsets.astype(np.uint64)
        rows[:, 5] = 2
        for a, b, name in self.names:
            rows[a, 5], rows[a + 1 : b, 5] = 3, 1
            rows[a:b, 6] = strings.add(name)
        if len(doc):
            doc.from_array([HEAD, DEP, POS, TAG, LEMMA, ENT_IOB, ENT_TYPE], rows)
        for kind in ATTRIBUTION:
            doc.spans[kind] = [Span(doc, a, b, label=kind) for a, b in self.spans[kind]]
