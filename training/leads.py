"""The annotated leads as the network learns them: which word names an event, and which words of its sentence stand for its parties.

The gold book resolves every party ("he" is told as the name that the document gives), but the network must learn which word of the sentence
stands for it. That word is found with the shipped reader: the printed name, else a pronoun or a phrase that the rules of coreference resolve to
it, else the pronoun or definite noun that syntax gives for the role, else the last mentions before.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from sayso.data import table
from sayso.events import slots
from sayso.events.conditions import noun_classes
from sayso.grounding import coreference, parties
from sayso.grounding.mentions import Mentions, gather
from sayso.reader import Reader
from sayso.reader.view import View
from sayso.reader.words import tokenize
from training.corpora import Sample, words_of
from training.counted import Counted
from training.phrases import SKIP, core

COUNTRY_FORMS = ("aliases", "name", "demonyms", "adjectives", "capital", "seats")
_STANDS = frozenset({"PERSON", "GROUP", "ARMED", "GOV"})
_ARTICLES = slots.words_of("article")


@dataclass
class Text:
    """One document as words, as the shipped reader sees it."""

    view: View
    mentions: Mentions
    forms: dict[str, frozenset[str]]  # of each country, in lower case


def leads(folder: Path) -> Iterator[Sample]:
    """The annotated leads of a folder: trigger types, status, and an arc to each party's words; an empty set of words is nobody, or the report itself."""
    forms = {row["iso3"]: frozenset(w.lower() for c in COUNTRY_FORMS for w in row[c].split("|") if w) for row in table("countries")}
    reader = Reader()
    for path in sorted(folder.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        words, offsets, breaks = words_of(gold["text"])
        view = View(reader.read(Doc(tokenize("").vocab, words=words)))
        text = Text(view, gather(view, list(range(view.n))), forms)
        counted = Counted.of(gold, view, words, offsets)
        sample = Sample("leads", words, {"event": ["O"] * len(words), "status": [""] * len(words)}, breaks=breaks)
        targets: dict[tuple[int, str], list[list[int]]] = {}
        for a in gold["assertions"]:
            at, near = _places(gold["text"], words, offsets, a)
            if sample.columns["event"][at] == "O":
                sample.columns["event"][at], sample.columns["status"][at] = a["event"], a["status"]
            for role, told, where in _told(a, at, near):
                sets = targets.setdefault((at, role), [])
                if not told and (role == "source" or not sets):
                    sets.append([])
                speaker = "" if a["source"] == "REPORTER" else a["source"]["name"]
                sets += [found for party in told if (found := words_for(text, party, where, role, speaker))]
            for role, told_in in (("time", counted.time(a, view.sentence[at])), ("toll", counted.toll(a, view.sentence[at]))):
                if told_in is not None:
                    targets.setdefault((at, role), []).append(told_in)
        for (at, role), sets in sorted(targets.items()):
            use = sets if role == "source" else [s for s in sets if s] or sets
            if use:
                sample.arcs.append((at, role, use))
        yield sample


def _places(text: str, words: list[str], offsets: list[int], a: dict[str, Any]) -> tuple[int, int]:
    """The words of an assertion's trigger and of its cue, the trigger again where it has none."""

    def word_at(offset: int) -> int:
        return max((i for i, o in enumerate(offsets) if o <= offset), default=0)

    last = word_at(a["start"] + len(a["trigger"].split()[0]) - 1)
    at = max(range(word_at(a["start"]), last + 1), key=lambda i: len(words[i]))  # "re-opened" is three words
    cues = [m.start() for m in re.finditer(re.escape(a["cue"]), text)] if a["cue"] else []
    return at, word_at(min(cues, key=lambda c: abs(c - a["start"]))) if cues else at


def _told(a: dict[str, Any], at: int, near: int) -> Iterator[tuple[str, list[dict[str, Any]], int]]:
    yield "actor", a["actor"], at
    yield "recipient", a["recipient"], at
    yield "source", [] if a["source"] == "REPORTER" else [a["source"]], near
    yield "place", [a["place"]] if a["place"] else [], at


def named(text: Text, party: dict[str, Any]) -> list[list[int]]:
    """Where a party is printed: its name, its last word, or another form of its country's name; as lists of words."""
    lower = text.view.lower
    full = [t.text.lower() for t in tokenize(party["name"]) if not t.is_space]
    other = text.forms.get(party["iso3"] or "", frozenset())
    if party["name"].lower() not in other:
        other = frozenset()
    starts = [i for i in range(len(lower) - len(full) + 1) if lower[i : i + len(full)] == full]
    found = [core(lower, i, i + len(full)) for i in starts]
    own = core(full, 0, len(full))
    last = next((full[k] for k in reversed(own) if full[k][0].isalpha()), None)
    taken = {i for m in found for i in m}
    found += [[i] for i, w in enumerate(lower) if i not in taken and (w == last or w in other)]
    return [m for m in found if m]


def words_for(text: Text, party: dict[str, Any], at: int, role: str, speaker: str) -> list[int]:
    """The words that stand for a party of the event or cue at word `at`; `speaker` is who says the words around it."""
    view = text.view
    printed = named(text, party)
    here = [m for m in printed if view.sentence[m[0]] == view.sentence[at]]
    before = [m for m in printed if m[0] < at][-2:] or printed[:1]
    if here or role == "place":
        return sorted({i for m in here or before for i in m})
    stand_ins = [i for i in range(*view.sentences[view.sentence[at]]) if _stands_in(view, i)]
    settled = [i for i in stand_ins if _is(text, i, party["name"], speaker)]
    if settled:
        return settled
    by_syntax = slots.obj(view, at) if role == "recipient" else slots.subject(view, at)
    return [i for i in by_syntax if i in stand_ins] or sorted({i for m in before for i in m})


def _is(text: Text, i: int, name: str, speaker: str) -> bool:
    """By the rules of coreference, or by who is speaking, the word stands for a name."""
    if coreference.is_speaker(text.view, i):
        return fits(name, speaker)
    found = parties.resolve(text.view, text.mentions, i)
    return found is not None and fits(name, found.name)


def _stands_in(view: View, i: int) -> bool:
    """A pronoun, or a common noun for people that points at somebody told before."""
    if coreference.is_pronoun(view, i):
        return True
    if view.pos[i] != "NOUN" or not noun_classes().get(view.lemma[i], frozenset()) & _STANDS:
        return False
    return any(view.dep[k] in ("det", "nmod:poss", "amod") and (view.lower[k] == "the" or view.lower[k] not in _ARTICLES) for k in view.kids[i])


def fits(a: str, b: str) -> bool:
    """Two printed names fit when the words of one are among the other's, or they end in the same word."""
    x, y = ([w for w in re.findall(r"\w+", n.lower()) if w not in SKIP] for n in (a, b))
    return bool(x and y) and (set(x) <= set(y) or set(y) <= set(x) or x[-1] == y[-1])
