"""Which event mentions of many documents tell one event, on the dev part of ECB+ with gold mentions: `python -m benchmarks.ecb ../shared`.

CoNLL F1 (`benchmarks.clusters`) over all annotated mentions at once, mentions that nothing corefers with included. Documents of two topics are compared only
where it says so; a topic's two sub-topics are the stories that ECB and ECB+ chose for it. The gold gives words but no types, participants, places, times or
status: these are what Sayso reads when told which words are events. Many mentions are everyday events that no PLOVER type fits; each gets the likeliest type
all the same.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

import Stemmer

from benchmarks.clusters import figures, of_labels
from sayso import attribution, documents, grounding
from sayso.events import lexicon, participants
from sayso.events.records import Trigger
from sayso.incidents import group
from sayso.incidents.account import Account, sentence
from sayso.reader import Reader, signals
from sayso.reader.view import View
from sayso.records import QUADS, Assertion, Document, Event, EventType, Span

Labels = Sequence[Hashable]
_CLOSE = frozenset({",", ".", ";", ":", "!", "?", ")", "]", "%", "''", "”", "’", "'", "n't", "…"})
_OPEN = frozenset({"(", "[", "$", "``", "“"})
_MARKS = {"``": "“", "''": "”"}


@dataclass(frozen=True, slots=True)
class Mention:
    """One gold mention: where it stands in the text made of its document's tokens, by characters, and the event that it tells."""

    document: str
    topic: str
    subtopic: str
    chain: str
    lemma: str
    start: int
    end: int
    head: int


def load(path: Path) -> tuple[list[Mention], dict[str, str]]:
    """The mentions of a part, and the texts of their documents by id."""
    rows = json.loads(gzip.decompress(path.read_bytes()))
    of_document: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        of_document[row["doc_id"]].append(row)
    mentions: list[Mention] = []
    texts = {}
    for name, own in of_document.items():
        tokens = own[0]["mention_context"]
        texts[name], at = joined(tokens, {_sentence_start(row) for row in own})
        mentions += [_mention(row, tokens, at) for row in own]
    return mentions, texts


def _sentence_start(row: dict[str, Any]) -> int:
    """The first token of a mention's sentence: the id ends with the place of the mention's last token in it."""
    return int(row["tokens_number"][-1]) - int(row["mention_id"].rpartition("_")[2])


def joined(tokens: Sequence[str], starts: set[int]) -> tuple[str, list[int]]:
    """The text of tokens, a line for each of the sentences whose start is known, and where each token starts in it."""
    text, at, before = "", [], ""
    for k, token in enumerate(tokens):
        tight = token in _CLOSE or (token.startswith("'") and token[1:].isalpha()) or before in _OPEN
        text += "\n" if k and k in starts else "" if not k or tight else " "
        at.append(len(text))
        text += _MARKS.get(token, token)
        before = token
    return text, at


def _mention(row: dict[str, Any], tokens: Sequence[str], at: list[int]) -> Mention:
    own = row["tokens_number"]
    head = next((k for k in own if tokens[k] == row["mention_head"]), own[0])
    stem = row["mention_head_lemma"] or Stemmer.Stemmer("english").stemWord(row["mention_head"])
    topic = row["doc_id"].partition("_")[0]
    return Mention(row["doc_id"], topic, row["topic_id"], row["coref_chain"], stem.lower(), at[own[0]], at[own[-1]] + len(tokens[own[-1]]), at[head])


def told(reader: Reader, name: str, text: str, mentions: Sequence[Mention]) -> list[Account]:
    """The mentions of one document as accounts: Sayso is told which words name events and reads the rest itself."""
    document = replace(documents.parse(text, name=name), body=())
    view = View(reader(document.text, document.body))
    heard = signals.of(view.doc)
    word_of = {view.start[i] + k: i for i in range(view.n) for k in range(len(view.text[i]))}
    triggers = {i: _trigger(view, heard, i) for i in sorted({word_of[m.head] for m in mentions})}
    tellings, links = attribution.attribute(view, [participants.find(view, heard, t) for t in triggers.values()])
    read: dict[int, Assertion] = {}
    for a in grounding.ground(document, view, view.inside(document.body), tellings, links)[0]:
        read.setdefault(word_of[a.event.trigger.start], a)
    return [_account(document, m, read.get(word_of[m.head]), triggers[word_of[m.head]].type) for m in mentions]


def _trigger(view: View, heard: signals.Signals | None, i: int) -> Trigger:
    """A word as a trigger, of the type that the table or else the network finds likeliest."""
    entry = lexicon.match(view, i)
    if entry is not None and entry.type != "-":
        return Trigger(i, i + 1, entry.type, entry, 1.0, "gold")
    scores = {label: float(heard.event[i, k]) for k, label in enumerate(heard.event_labels) if label in QUADS} if heard is not None else {}
    return Trigger(i, i + 1, max(scores, key=scores.__getitem__, default="CONSULT"), None, 1.0, "gold")


def _account(document: Document, m: Mention, read: Assertion | None, kind: str) -> Account:
    """A mention as an account; where nobody takes part, its words and their sentence are all that is known."""
    event = Event(cast(EventType, kind), Span(document.text[m.head : m.end], m.head, m.end))
    own = Assertion(f"{m.document}:{m.start}", event, (), (), "actual") if read is None else replace(read, event=event)
    return Account(own, m.document, m.document, m.document, document.published, sentence(document.text, m.start, m.end))


def by(bounds: Sequence[Hashable], found: Sequence[Account]) -> list[Hashable]:
    """Sayso's groups of accounts, where only those of one topic (or sub-topic) are laid beside each other."""
    out: list[Hashable] = [None] * len(found)
    for bound in dict.fromkeys(bounds):
        own = [k for k, b in enumerate(bounds) if b == bound]
        for k, label in zip(own, group([found[k] for k in own]), strict=True):
            out[k] = (bound, label)
    return out


def read(mentions: Sequence[Mention], texts: dict[str, str]) -> list[Account]:
    """The mentions as accounts, in their order."""
    reader = Reader()
    found: dict[Mention, Account] = {}
    for name, text in texts.items():
        own = [m for m in mentions if m.document == name]
        found.update(zip(own, told(reader, name, text, own), strict=True))
    return [found[m] for m in mentions]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path, help="the folder that holds data/")
    parser.add_argument("--part", default="dev", choices=("dev", "train"))
    args = parser.parse_args()
    mentions, texts = load(args.shared / "data" / "events" / "ecb" / f"{args.part}.json.gz")
    gold, topics, subtopics = [m.chain for m in mentions], [m.topic for m in mentions], [m.subtopic for m in mentions]
    found = read(mentions, texts)
    systems: dict[str, Callable[[], Labels]] = {
        "each mention alone": lambda: range(len(mentions)),
        "same head lemma, topic": lambda: [(m.topic, m.lemma) for m in mentions],
        "same head lemma, sub-topic": lambda: [(m.subtopic, m.lemma) for m in mentions],
        "sayso, topic": lambda: by(topics, found),
        "sayso, sub-topic": lambda: by(subtopics, found),
        "sayso, all documents": lambda: group(found),
    }
    print(f"{args.part}: {len(mentions)} mentions, {len(set(gold))} chains, {len(texts)} documents, {len(set(topics))} topics")
    for name, labels in systems.items():
        print(f"{name:26}", figures(of_labels(gold), of_labels(labels())))


if __name__ == "__main__":
    main()
