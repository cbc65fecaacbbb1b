"""Spans of source, cue and content joined to attributions: who says what, by which words."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from sayso.attribution import cues
from sayso.events import slots
from sayso.reader import signals
from sayso.reader.view import View

Words = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Link:
    """Half-open word ranges; `source` is the head word of the source, None where the text names none or it was not found."""

    source: int | None
    cue: Words | None
    content: Words
    direct: bool


def join(view: View) -> list[Link]:
    """Every content span with its cue and source, in the text's order."""
    doc = view.doc
    contents = _ranges(doc, "content")
    found_cues = _ranges(doc, "cue")
    heard = signals.of(doc)
    sources = _ranges(doc, "source")
    out = []
    for content in contents:
        cue = _cue(view, content, found_cues)
        source = _source(view, heard, content, cue, sources)
        quoted = sum(view.quoted[i] > 0 for i in range(*content))
        out.append(Link(source, cue, content, 2 * quoted > content[1] - content[0]))
    return out


def _ranges(doc: Doc, kind: str) -> list[Words]:
    group = doc.spans.get(kind)
    return [] if group is None else [(s.start, s.end) for s in group]


def _cue(view: View, content: Words, found: list[Words]) -> Words | None:
    """The cue that the content hangs on by syntax, else the nearest one of its sentences, else of the sentence before or after."""
    top = _top(view, content)
    above = {top, *list(view.ancestors(top))[:3]}
    for cue in found:
        if any(i in above or view.head[i] == top for i in range(*cue)):
            return cue
    first, last = view.sentence[content[0]], view.sentence[content[1] - 1]
    near = [c for c in found if first - 1 <= view.sentence[c[0]] <= last + 1 and not (content[0] <= c[0] < content[1])]

    def distance(c: Words) -> tuple[int, int]:
        outside = not first <= view.sentence[c[0]] <= last
        return (outside, min(abs(c[0] - content[1]), abs(content[0] - c[1])))

    return min(near, key=distance, default=None)


def _top(view: View, content: Words) -> int:
    """The word of a span that hangs on a word outside it, or its root."""
    for i in range(*content):
        if view.pos[i] not in ("PUNCT", "SPACE") and not content[0] <= view.head[i] < content[1]:
            return i
    return next((i for i in range(*content) if view.head[i] == i and view.pos[i] != "SPACE"), content[0])


def _source(view: View, heard: signals.Signals | None, content: Words, cue: Words | None, sources: list[Words]) -> int | None:
    scores: dict[int, float] = {}
    if heard is not None:
        asked = [(content[0], "content_source")] + ([(cue[0], "cue_source")] if cue else [])
        for word, role in asked:
            for w, p in heard.parties(word, role)[1]:
                head = head_of_span(view, sources, w)
                scores[head] = scores.get(head, 0.0) + p
    if cue is not None:
        for i in range(*cue):
            if view.pos[i] in ("VERB", "NOUN"):
                row = cues.match(view, i)
                for slot in row.source if row else ("subj",):
                    for w in slots.fill(view, i, slot)[:1]:
                        head = head_of_span(view, sources, w)
                        scores[head] = scores.get(head, 0.0) + 0.5
                    if slots.fill(view, i, slot):
                        break
        near = [s for s in sources if view.sentence[s[0]] == view.sentence[cue[0]]]
        if near:
            s = min(near, key=lambda s: min(abs(s[0] - cue[1]), abs(cue[0] - s[1])))
            head = head_of_span(view, sources, s[0])
            scores[head] = scores.get(head, 0.0) + 0.4
    best = max(scores, key=lambda w: scores[w], default=None)
    return best if best is not None and scores[best] >= 0.4 else None


def head_of_span(view: View, sources: list[Words], i: int) -> int:
    """The head word of the source span that a word stands in, else of its noun phrase."""
    for a, b in sources:
        if a <= i < b:
            return next((k for k in range(a, b) if not a <= view.head[k] < b and view.pos[k] not in ("PUNCT", "ADP")), i)
    return view.noun_head(i)
