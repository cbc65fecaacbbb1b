"""Text to words: spaCy's English tokeniser, bent to the words of the UD treebanks."""

from __future__ import annotations

from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

# The columns of the shape embedding: training and reading must number them alike.
SHAPES = ("special", "lower", "title", "upper", "initial", "mixed", "digit", "other")

# One word where spaCy has several ("!!!", "?!", "====="), and several where it has one ("Sunni/Shia"), as UD English has them.
# A run is looked for from its first mark alone: else a long one takes time by the square of its length.
_RUNS = (r"(?<![=*$<>_~+#])([=*$<>_~+#])\1+", r"(?<![!?.])\.*[!?][!?.]+")
_SLASH = r"(?<=[A-Za-z]{2})/(?=[A-Za-z]{2})"


@cache
def blank_english() -> Language:
    """The tokeniser and vocabulary alone; nothing trained is loaded."""
    english = spacy.blank("en")
    for affix, compiled in (("prefix", compile_prefix_regex), ("suffix", compile_suffix_regex), ("infix", compile_infix_regex)):
        rules = [*_RUNS, *([_SLASH] if affix == "infix" else []), *getattr(english.Defaults, f"{affix}es")]
        name = "infix_finditer" if affix == "infix" else f"{affix}_search"
        setattr(english.tokenizer, name, getattr(compiled(rules), "finditer" if affix == "infix" else "search"))
    return english


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
