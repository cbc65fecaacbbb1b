"""What the network says beyond a spaCy `Doc`: how likely each word names an event, its status, and who fills its roles."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from sayso.reader.model import Model, Scores

Floats = NDArray[np.float32]
KEY = "sayso"


def softmax(scores: Floats) -> Floats:
    """Row-wise probabilities."""
    e = np.exp(scores - scores.max(-1, keepdims=True))
    result: Floats = e / e.sum(-1, keepdims=True)
    return result


@dataclass(frozen=True)
class Chunk:
    """A run of words that went through the network together: their indices in the `Doc` and their scores."""

    words: list[int]
    scores: Scores


class Signals:
    """Kept in `Doc.user_data`; a `Doc` from another pipeline has none, and events are then read from lexicon and syntax alone."""

    def __init__(self, model: Model, chunks: list[Chunk], size: int) -> None:
        self._model = model
        self._chunks = chunks
        self._where: list[tuple[int, int] | None] = [None] * size  # number of the chunk, place in it
        self.event_labels, self.status_labels = model.columns["event"], model.columns["status"]
        self.event: Floats = np.zeros((size, len(self.event_labels)), np.float32)
        self.event[:, self.event_labels.index("O")] = 1.0
        self.status: Floats = np.zeros((size, len(self.status_labels)), np.float32)
        for number, chunk in enumerate(chunks):
            self.event[chunk.words] = softmax(chunk.scores.tags["event"])
            self.status[chunk.words] = softmax(chunk.scores.tags["status"])
            for k, i in enumerate(chunk.words):
                self._where[i] = (number, k)

    def knows(self, role: str) -> bool:
        """The network was trained to point at who or what fills this role."""
        return role in self._model.roles

    def parties(self, word: int, role: str, least: float = 0.1) -> tuple[float, list[tuple[int, float]]]:
        """How likely nobody fills a role of a word, and the words that may, likeliest first."""
        place = self._where[word]
        if place is None:
            return 1.0, []
        chunk, k = self._chunks[place[0]], place[1]
        p = self._model.parties(chunk.scores, k, role)
        likely = np.flatnonzero(p[1:] >= least)
        return float(p[0]), sorted(((chunk.words[j], float(p[j + 1])) for j in likely), key=lambda x: -x[1])

    def antecedents(self, word: int) -> dict[int, float]:
        """How likely each earlier word, in the same chunk or the one before, is of a mention of what the word stands for."""
        place = self._where[word]
        if place is None or not self.knows("antecedent"):
            return {}
        number, k = place
        chunk, earlier = self._chunks[number], self._chunks[number - 1] if number else None
        words = [*(earlier.words if earlier else []), *chunk.words]
        p = self._model.parties(chunk.scores, k, "antecedent", earlier.scores if earlier else None)
        return {w: float(x) for w, x in zip(words, p[1:].tolist(), strict=True) if w < word and x > 0.01}


def of(doc: Doc) -> Signals | None:
    """The signals of a `Doc`, if our reader made it."""
    found = doc.user_data.get(KEY)
    return found if isinstance(found, Signals) else None
