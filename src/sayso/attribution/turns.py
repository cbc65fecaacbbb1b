"""Transcripts: a speaker's label, "[PRESIDENT TOLAN]" or "TOLAN:", lays the words after it in the speaker's mouth until the next label."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from sayso.events.slots import words_of
from sayso.reader.view import View

_BRACKETED = re.compile(r"\[([^\[\]\n]{2,60})\]")
_COLON = re.compile(r"(?m)^[ \t]*([A-Z][^:\n]{0,40}):(?=\s)")
_NOBODY, _NO_LABEL = words_of("no speaker"), words_of("no label")
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
    """The turns of a text, none in one without labels."""
    found = [(m.start(1), m.end(1), True) for m in _BRACKETED.finditer(view.whole)] + [(m.start(1), m.end(1), False) for m in _COLON.finditer(view.whole)]
    starts: list[int] = []
    speakers: list[int | None] = []
    for a, b, bracketed in sorted(found):
        first = bisect_right(view.start, a) - 1
        words = [i for i in range(max(first, 0), view.n) if a <= view.start[i] < b]
        spoken = _speaker(view, words, bracketed)
        if spoken is False:
            continue
        starts.append(words[-1] + 1)
        speakers.append(spoken)
    if sum(s is not None for s in speakers) < LABELS:
        return Turns([], [])
    return Turns(starts, speakers)


def _speaker(view: View, words: list[int], bracketed: bool) -> int | bool | None:
    """The last word of a speaker's name, None where a label gives the word back to the report, False where it is no label of a turn."""
    if not words or len(words) > 5:
        return False
    lower = {view.lower[i] for i in words}
    if lower & _NO_LABEL:
        return False
    if lower & _NOBODY:
        return None
    letters = "".join(view.text[i] for i in words if view.text[i].isalpha())
    before = next((view.text[i] for i in range(words[0] - 1 - bracketed, -1, -1) if view.pos[i] != "SPACE"), ".")
    fresh = before in (".", "!", "?", "]", '"', "”", ":") or (words[0] > 0 and "\n" in view.text[words[0] - 1 - bracketed])
    named = all(view.name[i] == "Person" for i in words if view.text[i].isalpha())
    if letters and fresh and (named or (bracketed and letters.isupper() and len(letters) > 2)):
        return words[-1]
    return False
