"""Text to words: spaCy's English tokeniser, bent to the words of the UD treebanks."""

from __future__ import annotations

from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

# The columns of the shape embedding: training and reading must number them alike.
SHAPES = ("special", "lower", "title", "upper", "initial", "mixed", "digit", "other")


@cache
def blank_english() -> Language:
    """The tokeniser and vocabulary alone; nothing trained is loaded."""
    return spacy.blank("en")


def tokenize(text: str) -> Doc:
    """Split text into words; runs of white space stay as tokens of their own, as spaCy has them."""
    return blank_english().make_doc(text)


def shape(word: str) -> int:
    """Tell how a word is cased, as an index into `SHAPES`; the encoder's own vocabulary is uncased."""
    if word.isalpha():
        if word.islower():
            return 1
        if len(word) == 1:
            return 4
        if word.isupper():
            return 3
        if word[0].isupper() and word[1:].islower():
            return 2
        return 5
    if any(c.isdigit() for c in word):
        return 6
    if any(c.isalpha() for c in word):
        return 3 if word.isupper() else 5 if not word.islower() else 1
    return 7
