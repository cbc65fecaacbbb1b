"""Transcripts and statements: a label, "[PRESIDENT TOLAN]" or "TOLAN:", lays the words after it in the speaker's mouth until the next label.

So does the head of a document that says whose words it holds: "[COMMUNIQUE] [TOLAN LIBERATION FRONT]".
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from sayso.attribution import cues
from sayso.events import slots
from sayso.events.slots import words_of
from sayso.reader.view import View

_BRACKETED = re.compile(r"\[([^\[\]\n]{2,60})\]")
_COLON = re.compile(r"(?m)^[ \t]*([A-Z][^:\n]{0,40}):(?=\s)")
_AUTHORED = re.compile(r"\[([^\[\]\n]{2,40})\] *\[([^\[\]\n]{2,120})\]( *\[[^\[\]\n]{2,40}\])*")
_TRANSCRIPT = re.compile(r"\[(?:INTERVIEW|NEWS CONFERENCE|PRESS CONFERENCE) WITH ")
_LEAD_IN = re.compile(r":[ \t]*\n\s*")
_NOBODY, _NO_LABEL, _OWN_WORDS, _FIRST = words_of("no speaker"), words_of("no label"), words_of("own words"), words_of("first person")
_ENDS = frozenset('.!?]:"”')
LONGEST = 5  # words of a label
STATEMENT = 20_000  # characters after which nobody is taken to speak on
LABELS = 2  # labels of speakers that make a transcript: a single one may be the name of the correspondent


@dataclass(frozen=True, slots=True)
class Turns:
    """Where turns begin, as words, and the head word of each one's speaker; None where the report speaks again."""

    starts: list[int]
    speakers: list[int | None]

    def speaker(self, i: int) -> int | None:
        """Who speaks at a word by the last label before it."""
        k = bisect_right(self.starts, i) - 1
        return self.speakers[k] if k >= 0 else None


def find(view: View) -> Turns:
    """The turns of a text; none in one without labels."""
    labels = [(m.start(1), m.end(1), kind) for kind in (_BRACKETED, _COLON) for m in kind.finditer(view.whole)]
    by = _author(view)
    turns: list[tuple[int, int | None]] = [] if by is None else [by]
    for a, b, kind in labels:
        words = range(bisect_left(view.start, a), bisect_left(view.start, b))
        if (by is not None and words.start < by[0]) or _remarks(view, words):
            continue
        if any(view.lower[i] in _NOBODY for i in words):
            turns.append((words[-1] + 1, None))
        elif _speaks(view, words, kind is _BRACKETED):
            turns.append((words[-1] + 1, words[-1]))
    if by is None and not _TRANSCRIPT.search(view.whole) and sum(s is not None for _, s in turns) < LABELS:
        turns = []
    turns = sorted([*turns, *_opened(view)], key=lambda turn: turn[0])
    return Turns([start for start, _ in turns], [speaker for _, speaker in turns])


def _opened(view: View) -> Iterator[tuple[int, int | None]]:
    """Statements that a line opens, "The minister said:", and that go on without quotation marks, to where the report speaks of their speaker again."""
    end = 0
    for m in _LEAD_IN.finditer(view.whole):
        colon, begins = bisect_left(view.start, m.start()), bisect_left(view.start, m.end())
        if begins >= view.n or colon < end or any(view.quoted[begins : begins + 3]):
            continue
        speaker = next((who[0] for i in range(colon - 1, view.sentences[view.sentence[colon]][0] - 1, -1) if (who := _says(view, i))), None)
        if speaker is None:
            continue
        last = view.name_at[speaker][1] - 1 if speaker in view.name_at else speaker
        again = re.compile(rf"\n[^\n]*\b{re.escape(view.text[last])}\b").search(view.whole, m.end(), m.end() + STATEMENT)
        over = bisect_left(view.start, again.start() if again else m.end() + STATEMENT)
        over = next((i for i in range(begins, over) if view.quoted[i]), over)  # a statement quotes nobody: there the report goes on
        if any(view.lower[i] in _FIRST for i in range(begins, over)):
            end = over
            yield begins, speaker
            if over < view.n:
                yield over, None


def _says(view: View, i: int) -> list[int]:
    """Who says something by the verb at word `i`."""
    row = cues.match(view, i) if view.pos[i] == "VERB" else None
    return slots.subject(view, i) if row is not None and row.kind == "say" else []


def _author(view: View) -> tuple[int, int] | None:
    """Where the words of a document begin whose head names their author, and the author's head word."""
    for m in _AUTHORED.finditer(view.whole):
        kind, author = (range(bisect_left(view.start, m.start(k)), bisect_left(view.start, m.end(k))) for k in (1, 2))
        begins = bisect_left(view.start, m.end())
        if begins < view.n and any(view.lower[i] in _OWN_WORDS for i in kind) and not any(view.lower[i] in _NOBODY | _NO_LABEL for i in author):
            return begins, _head(view, author)
    return None


def _head(view: View, words: range) -> int:
    """The head word of a label: the last one where it ends in a person's name, else the first that hangs on none of the others."""
    top = next((i for i in words if view.head[i] not in words or view.head[i] == i), words[-1])
    return words[-1] if view.name[words[-1]] == "Person" else top


def _remarks(view: View, words: range) -> bool:
    """No label of a turn: a remark such as "[WORDS INDISTINCT]", or too many words."""
    return not 1 <= len(words) <= LONGEST or any(view.lower[i] in _NO_LABEL for i in words)


def _speaks(view: View, words: range, bracketed: bool) -> bool:
    """A label at the start of a sentence that holds a person's name, or, in brackets, capitals alone."""
    first = words[0] - bracketed
    if first > 0:
        before = next((i for i in range(first - 1, -1, -1) if view.pos[i] != "SPACE"), None)
        fresh = before is None or view.text[before] in _ENDS or "\n" in view.text[first - 1]
    else:
        fresh = True
    spelled = [i for i in words if view.text[i].isalpha()]
    letters = "".join(view.text[i] for i in spelled)
    named = bool(spelled) and all(view.name[i] == "Person" for i in spelled)
    return fresh and (named or (bracketed and letters.isupper() and len(letters) > 2))
