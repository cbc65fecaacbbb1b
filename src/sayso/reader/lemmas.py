"""Lemmas as edit scripts: how many letters to take off a word's end and which to put on.

The scripts are classes that a head of the encoder predicts, after Chrupała, "Normalizing grammatical structure with edit trees" (2008).
"""

from __future__ import annotations


def script(form: str, lemma: str) -> str:
    """The edit that turns a form into its lemma, as "letters off|letters on"."""
    form, lemma = form.lower(), lemma.lower()
    same = next((i for i, (a, b) in enumerate(zip(form, lemma, strict=False)) if a != b), min(len(form), len(lemma)))
    return f"{len(form) - same}|{lemma[same:]}"


def apply(script: str, form: str, keep_case: bool = False) -> str:
    """Apply an edit script to a form; an edit longer than the form leaves it as it is."""
    off, on = script.split("|", 1)
    base = form if keep_case else form.lower()
    if int(off) > len(base):
        return base
    return base[: len(base) - int(off)] + on
