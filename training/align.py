"""From annotated names to annotated words: `python -m training.align SHARED` writes leads.tsv.

The gold book resolves every party ("he" is told as the name that the document gives), but the network must learn which word of the sentence
stands for it. That word is found with the shipped reader: the printed name, else a pronoun or a phrase that the rules of coreference resolve to
it, else the pronoun or definite noun that syntax gives for the role, else the last mentions before.
"""

from __future__ import annotations

import argparse
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
from training import annotated
from training.corpora import CUT, SKIP, words_of

_FORMS = ("aliases", "name", "demonyms", "adjectives", "capital", "seats")
_STANDS = frozenset({"PERSON", "GROUP", "ARMED", "GOV"})


@dataclass
class Text:
    """One document as words, as the shipped reader sees it."""

    name: str
    words: list[str]
    view: View
    mentions: Mentions

    @classmethod
    def read(cls, reader: Reader, name: str, words: list[str]) -> Text:
        view = View(reader.read(Doc(tokenize("").vocab, words=words)))
        return cls(name, words, view, gather(view, list(range(view.n))))


def named(text: Text, party: dict[str, Any], forms: dict[str, frozenset[str]]) -> list[list[int]]:
    """Where a party is printed: its name, its last word, or another form of its country's name; as lists of words."""
    lower = text.view.lower
    full = [t.text.lower() for t in tokenize(party["name"]) if not t.is_space]
    core = full[: next((i for i, w in enumerate(full) if i and w in CUT), len(full))]
    other = forms.get(party["iso3"] or "", frozenset())
    if party["name"].lower() not in other:
        other = frozenset()
    found = [
        [k for k in range(i, i + len(core)) if lower[k] not in SKIP and lower[k][0].isalnum()]
        for i in range(len(lower) - len(full) + 1)
        if lower[i : i + len(full)] == full
    ]
    last = next((w for w in reversed(core) if w[0].isalpha() and w not in SKIP), None)
    taken = {i for m in found for i in m}
    found += [[i] for i, w in enumerate(lower) if i not in taken and (w == last or w in other)]
    return [m for m in found if m]


def words_for(text: Text, party: dict[str, Any], at: int, role: str, speaker: str, forms: dict[str, frozenset[str]]) -> list[int]:
    """The words that stand for a party of the event or cue at word `at`; `speaker` is who says the words around it."""
    view, mentions = text.view, text.mentions
    printed = named(text, party, forms)
    here = [m for m in printed if view.sentence[m[0]] == view.sentence[at]]
    if here or role == "place":
        return sorted({i for m in here or _before(printed, at) for i in m})
    first, end = view.sentences[view.sentence[at]]
    stand_ins = [i for i in range(first, end) if _stands_in(view, i)]
    settled = []
    for i in stand_ins:
        if coreference.is_speaker(view, i):
            if fits(party["name"], speaker):
                settled.append(i)
            continue
        found = parties.resolve(view, mentions, i)
        if found is not None and fits(party["name"], found.name):
            settled.append(i)
    if settled:
        return settled
    by_syntax = {"actor": slots.subject, "source": slots.subject, "recipient": slots.obj}[role](view, at)
    likely = [i for i in by_syntax if i in stand_ins]
    return likely or sorted({i for m in _before(printed, at) for i in m})


def _before(printed: list[list[int]], at: int) -> list[list[int]]:
    return [m for m in printed if m[0] < at][-2:] or printed[:1]


def _stands_in(view: View, i: int) -> bool:
    """A pronoun, or a common noun for people that points at somebody told before."""
    if coreference.is_pronoun(view, i):
        return True
    if view.pos[i] != "NOUN" or not noun_classes().get(view.lemma[i], frozenset()) & _STANDS:
        return False
    return any(view.dep[k] in ("det", "nmod:poss", "amod") and view.lower[k] not in ("a", "an", "no") for k in view.kids[i])


def fits(a: str, b: str) -> bool:
    """Two printed names fit when the words of one are among the other's, or they end in the same word."""
    x, y = ([w for w in re.findall(r"\w+", n.lower()) if w not in SKIP] for n in (a, b))
    return bool(x and y) and (set(x) <= set(y) or set(y) <= set(x) or x[-1] == y[-1])


def rows(text: Text, assertions: list[dict[str, Any]], forms: dict[str, frozenset[str]]) -> Iterator[list[str]]:
    """The lines of one document; each assertion comes with the index of its trigger, `at`, and that of its cue, `near`."""
    yield [text.name, str(len(text.words)), annotated.digest_of(text.words)]
    found: dict[int, tuple[str, str, dict[str, list[list[int]]]]] = {}
    for a in assertions:
        source = [] if a["source"] == "REPORTER" else [a["source"]]
        _, _, sets = found.setdefault(a["at"], (a["event"], a["status"], {r: [] for r in annotated.ROLES}))
        for role, told, at in (("actor", a["actor"], a["at"]), ("recipient", a["recipient"], a["at"]), ("source", source, a["near"])):
            if not told and (role == "source" or not sets[role]):
                sets[role].append([])
            for party in told:
                words = words_for(text, party, at, role, source[0]["name"] if source else "", forms)
                if words:
                    sets[role].append(words)
        if a.get("place"):
            sets["place"] += [w for w in [words_for(text, a["place"], a["at"], "place", "", forms)] if w]
        elif "place" in a and not sets["place"]:
            sets["place"].append([])
    for at, (event, status, sets) in sorted(found.items()):
        cells = []
        for role in annotated.ROLES:
            some = [s for s in sets[role] if s]
            use = sets[role] if role == "source" else some or sets[role]
            cells.append("|".join(",".join(map(str, s)) or "-" for s in use))
        yield [text.name, str(at), event, status, *cells]


def gold(shared: Path, reader: Reader, forms: dict[str, frozenset[str]]) -> Iterator[list[str]]:
    """The lines of the gold train leads."""
    for path in sorted((shared / "gold" / "train").glob("*.json")):
        doc = json.loads(path.read_text(encoding="utf-8"))
        words, offsets, _ = words_of(doc["text"])
        text = Text.read(reader, path.stem, words)

        def word_at(offset: int, offsets: list[int] = offsets) -> int:
            return max((i for i, o in enumerate(offsets) if o <= offset), default=0)

        for a in doc["assertions"]:
            head = a["trigger"].split()[0]
            a["at"] = max(range(word_at(a["start"]), word_at(a["start"] + len(head) - 1) + 1), key=lambda i: len(words[i]))  # "re-opened" is three words
            cues = [m.start() for m in re.finditer(re.escape(a["cue"]), doc["text"])] if a["cue"] else []
            a["near"] = word_at(min(cues, key=lambda c: abs(c - a["start"]))) if cues else a["at"]
        yield from rows(text, doc["assertions"], forms)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--out", type=Path, default=annotated.FILE)
    args = parser.parse_args()
    forms = {row["iso3"]: frozenset(w.lower() for c in _FORMS for w in row[c].split("|") if w) for row in table("countries")}
    reader = Reader()
    lines = list(gold(args.shared, reader, forms))
    args.out.write_text(annotated.HEADER + "".join("\t".join(line) + "\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    main()
