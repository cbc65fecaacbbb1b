"""Who vouches for an event: what governs it by syntax, the attribution that it stands in, and the network's arc, weighed together."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sayso.attribution import cues
from sayso.attribution.links import Link
from sayso.data import settings
from sayso.events import slots
from sayso.events.conditions import in_class
from sayso.events.records import Found
from sayso.reader import signals
from sayso.reader.view import View

_FIRST = slots.words_of("first person")
ACTS = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})  # types that speech alone can be
REACH = 7  # words between a noun, its "that" and the event, where only their order tells


@dataclass(frozen=True, slots=True)
class Voice:
    """Who tells an event: `source` None is the report. `cue` is a half-open word range; `row` the line of the cue table, if one was met.

    `share` is what speaks for it, as a part of all that speaks for anybody; None where a rule chose it without weighing.
    """

    source: int | None
    cue: tuple[int, int] | None
    row: cues.Cue | None
    why: str
    outer: tuple[int, ...] = ()
    share: float | None = None


def governing(view: View, i: int) -> list[Voice]:
    """The voices above a word by syntax, innermost first."""
    voices = []
    child = i
    for _ in range(25):
        h = view.head[child]
        if h == child:
            break
        voice = _at(view, h, child)
        if voice is not None and voice.source != child:
            voices.append(voice)
        # "X said it had struck", "X, according to Y": the saying may hang under the clause that it tells
        for k in view.kids[h]:
            if k != child and view.dep[k] in ("parataxis", "obl", "advcl", "advmod", "nmod"):
                side = _beside(view, k)
                if side is not None:
                    voices.append(side)
        child = h
    # "X told Y to go, according to Z": Z may hang on "go", but X is nearer to it
    first = 1 if voices and view.dep[i] in ("xcomp", "acl", "obj") and voices[0].row is not None else 0
    for k in view.kids[i]:
        if view.dep[k] in ("parataxis", "obl", "advcl", "nmod"):
            side = _beside(view, k)
            if side is not None:
                voices.insert(first, side)
        elif view.dep[k] == "acl" and slots.is_passive(view, k):  # "a ceasefire ordered by X", "an attack described by X as"
            row = cues.match(view, k)
            who = slots.fill(view, k, "by")
            if row is not None and row.kind in ("request", "plan", "think") and who:
                voices.insert(0, Voice(who[0], (k, k + 1), row, f"cue {row.word}"))
    return voices


def _along(view: View, i: int) -> list[Voice]:
    """The noun before "that", read along the words where syntax lost it: "accusations in the region that the strikes are hitting …"."""
    for w in range(i - 1, max(i - REACH, 0), -1):
        if view.lower[w] == "that":
            for k in range(w - 1, max(w - REACH, -1), -1):
                row = cues.match(view, k) if view.pos[k] == "NOUN" else None
                if row is not None and "that" in row.content:
                    source = _source(view, k, row, i)
                    return [Voice(source[0], _cue_words(view, k), row, f"cue {row.word}")] if source else []
            return []
        if view.pos[w] == "VERB" or view.lower[w] in (".", ";"):
            return []
    return []


_CLAUSES = {
    "ccomp": ("ccomp", "quote", "that"),
    "xcomp": ("xcomp",),
    "parataxis": ("parataxis", "quote"),
    "acl": ("that", "acl", "to", "of"),
    "obj": ("obj",),
    "csubj": ("ccomp",),
    "csubj:pass": ("ccomp",),
    "advcl": ("of", "for", "to", "that", "advcl"),
    "nsubj:pass": ("obj",),
}


def _at(view: View, h: int, child: int) -> Voice | None:
    """The voice of `h` over its child, if `h` is a cue and the child its content."""
    row = cues.match(view, h)
    if row is None:
        return None
    dep = view.dep[child]
    case = view.case(child) or next((view.lower[k] for k in view.kids[child] if view.dep[k] == "mark"), "")
    ways = {*_CLAUSES.get(dep, ()), case}
    if dep in ("ccomp", "xcomp") and not row.content:
        ways.add("")
    if not ways & set(row.content) and not (dep == "ccomp" and row.pos == "V") and not (dep == "acl" and row.pos == "N" and view.pos[child] in ("VERB", "AUX")):
        return None
    source = _source(view, h, row, child)
    if source == [] and row.strength < 2:
        return None
    return Voice(source[0] if source else None, _cue_words(view, h), row, f"cue {row.word}")


def _beside(view: View, k: int) -> Voice | None:
    """A parenthetic voice: "…, the ministry said", "according to the ministry"."""
    if view.lemma[k] in ("accord", "according") or "according" in view.case(k):
        source = slots.fill(view, k, "to") or ([k] if view.pos[k] in ("NOUN", "PROPN", "PRON") else [])
        mark = next((x for x in view.subtree(k) if view.lower[x] == "according"), k)
        return Voice(source[0], (mark, min(mark + 2, view.n)), None, "cue according to") if source else None
    if view.pos[k] == "VERB" and view.dep[k] == "parataxis":
        row = cues.match(view, k)
        if row is not None and row.kind in ("say", "think", "accuse", "deny") and not view.kids_by(k, "ccomp"):
            source = _source(view, k, row, -1)
            return Voice(source[0], _cue_words(view, k), row, f"cue {row.word}") if source else None
    return None


def _source(view: View, h: int, row: cues.Cue, child: int) -> list[int]:
    for slot in row.source or ("subj",):
        found = [w for w in slots.fill(view, h, slot) if w != child]
        if found:
            return found
    return []


def _cue_words(view: View, h: int) -> tuple[int, int]:
    particle = view.kid(h, "compound:prt")
    return (h, particle + 1 if particle is not None and particle == h + 1 else h + 1)


def choose(view: View, heard: signals.Signals | None, links: list[Link], found: Found, turn: int | None = None) -> Voice:
    """The innermost voice that vouches for an event; else the speaker of the turn of a transcript, head word `turn`; else the report's own."""
    weigh = settings()
    i = found.trigger.word
    candidates: dict[int | None, float] = {None: weigh["source_reporter"]}
    voices: dict[int | None, Voice] = {None: Voice(None, None, None, "the report's own words")}

    def add(voice: Voice, worth: float) -> None:
        if voice.source is not None and view.lower[voice.source] in slots.RELATIVE:
            voice = replace(voice, source=slots.referent(view, voice.source))
        key = voice.source
        candidates[key] = candidates.get(key, 0.0) + worth
        if key not in voices or voices[key].cue is None or (voices[key].row is None and voice.row is not None):
            voices[key] = voice

    above = [v for v in governing(view, i) or _along(view, i) if v.source is not None]
    if above:
        add(above[0], weigh["source_syntax"])
    inside = [link for link in links if link.content[0] <= i < link.content[1] and link.source is not None]
    if inside:
        link = min(inside, key=lambda x: x.content[1] - x.content[0])
        add(Voice(link.source, link.cue, cues.match(view, link.cue[0]) if link.cue else None, "attribution span"), weigh["source_span"])
    if heard is not None:
        nobody, likely = heard.parties(i, "source", least=0.05)
        candidates[None] += weigh["source_head"] * nobody
        for w, p in likely:
            head = view.noun_head(w)
            known = next((v for v in voices if v is not None and (v == head or v in view.conjuncts(head) or head in view.conjuncts(v))), None)
            add(Voice(head if known is None else known, None, None, "head"), weigh["source_head"] * p)
    best = max(candidates, key=lambda k: candidates[k])
    if best is None and view.quoted[i]:
        speaker = _speaker(view, links, i)
        if speaker is not None:
            return speaker
    if best is None and turn is not None:
        return Voice(turn, (turn, turn + 1), None, "speaker label")
    voice = voices[best]
    if best is not None and voice.cue is None:
        voice = _with_cue(view, voice, links, i)
    outer = tuple(v.source for v in above if v.source is not None and v.source != voice.source and _passes_on(view, v)) if voice.source is not None else ()
    return Voice(voice.source, voice.cue, voice.row, f"{voice.why} {candidates[best]:.2f}", outer, candidates[best] / sum(candidates.values()))


def performs(view: View, i: int, kind: str) -> bool:
    """ "I condemn", "we urge": the act is done by saying so, before the report's eyes, and is nobody's account of it."""
    if kind not in ACTS or view.tag[i] != "VBP" or view.kids_by(i, "aux"):
        return False
    return any(view.lower[k] in _FIRST for k in view.kids_by(i, "nsubj"))


def _passes_on(view: View, voice: Voice) -> bool:
    """A holder above the innermost source: somebody who says, not one who plans or asks, and a person, a body or a paper."""
    if voice.source is None or voice.row is None or voice.row.kind not in ("say", "hear", "see", "think"):
        return False
    named = bool(view.name[voice.source]) and view.name[voice.source] not in ("Date", "Money", "Misc")
    return named or in_class(view, voice.source, "GROUP") or in_class(view, voice.source, "PERSON")


def quoted(view: View, links: list[Link], i: int) -> int | None:
    """Who says a word in quotation marks, as far as another attribution tells."""
    voice = _speaker(view, links, i) if view.quoted[i] else None
    return None if voice is None else voice.source


def _speaker(view: View, links: list[Link], i: int) -> Voice | None:
    """Whose words a quotation without a cue of its own goes on with: the source of the last one before it."""
    number = view.quoted[i]
    if sum(q == number for q in view.quoted[max(0, i - 40) : i + 40]) < 5:
        return None  # a word or two in quotation marks need not be speech
    before = [x for x in links if x.source is not None and x.content[0] <= i and view.sentence[i] - view.sentence[x.content[1] - 1] <= 3]
    same = [x for x in links if x.source is not None and any(view.quoted[k] == number for k in range(*x.content))]
    if not same and not before:
        return None
    link = (same or before)[-1]
    return Voice(link.source, link.cue, None, "quotation goes on")


def _with_cue(view: View, voice: Voice, links: list[Link], i: int) -> Voice:
    """A source that only the network's arc names still needs the words that carry the attribution: the nearest cue whose source it is."""
    assert voice.source is not None
    own = [link for link in links if link.source == voice.source and link.cue]
    if own:
        link = min(own, key=lambda x: abs(x.content[0] - i))
        return Voice(voice.source, link.cue, cues.match(view, link.cue[0]) if link.cue else None, voice.why)
    for a in [voice.source, *view.ancestors(voice.source)]:
        row = cues.match(view, a)
        if row is not None:
            return Voice(voice.source, _cue_words(view, a), row, voice.why)
    return voice
