"""Through whom a telling reached the reader: the holders above the innermost source, and the media that carried it."""

from __future__ import annotations

from functools import cache

from sayso.attribution.sources import Voice
from sayso.data import table
from sayso.events.conditions import noun_classes
from sayso.events.slots import words_of
from sayso.reader.view import View

_TELLING = words_of("telling verb")


@cache
def _media() -> frozenset[str]:
    forms: set[str] = set()
    for row in table("collectives"):
        if row["kind"] == "media":
            forms.update(f.lower() for f in (row["name"], *filter(None, row["aliases"].split("|"))))
    return frozenset(forms)


def is_medium(view: View, i: int) -> bool:
    """A newspaper, an agency, a broadcaster: by its noun or by its known name."""
    if "MEDIA" in noun_classes().get(view.lemma[i], ()):
        return True
    if i in view.name_at:
        a, b, _ = view.name_at[i]
        return view.words(a, b).lower().removeprefix("the ") in _media()
    return view.lower[i] in _media()


def of(view: View, voice: Voice) -> tuple[int, ...]:
    """Head words of the channels, inner to outer; empty for the report's own words."""
    if voice.source is None:
        return ()
    out: list[int] = []
    if voice.cue is not None:
        verb = next((i for i in range(*voice.cue) if view.pos[i] in ("VERB", "NOUN")), voice.cue[0])
        near = [k for k in view.subtree(verb) if abs(k - verb) <= 15 and view.quoted[k] == 0]
        for k in near:
            if k == voice.source or not is_medium(view, k) or (view.dep[k] in ("compound", "flat") and view.head[k] in near):
                continue
            top = view.noun_head(k)
            h = view.head[top]
            told = view.base[top] in ("obj", "iobj") and h == verb and view.lemma[verb] in _TELLING
            carried = view.dep[top] in ("obl:agent", "obl", "nmod") and (view.case(top) in ("by", "on", "to", "with", "via", "through"))
            if told or carried:
                out.append(top)
    return tuple(dict.fromkeys([*out, *voice.outer]))
