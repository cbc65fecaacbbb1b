"""Two words that tell one event: "the strikes are targeting X" is told by the verb, "the attack killed four" by the noun that carries the toll,
"shelled the town, killing four" by the verb that is not the harm."""

from __future__ import annotations

from dataclasses import replace

from sayso.events import harm, slots
from sayso.events.records import Found
from sayso.reader.view import View

_HARM = slots.words_of("harm verb")
REACH = 5  # words from an event noun to the verb of which it is the subject


def once(view: View, found: list[Found]) -> list[Found]:
    """The events with each noun and verb that tell one event made one."""
    by_word = {f.trigger.word: f for f in found}
    gone: set[int] = set()
    for f in found:
        verb = _verb_of(view, f, by_word)
        if verb is None or verb.trigger.word in gone:
            continue
        noun = by_word[f.trigger.word]
        others = tuple(a for a in verb.actors if a != noun.trigger.word)
        recipients = tuple(dict.fromkeys((*noun.recipients, *verb.recipients)))
        kept, lost = (noun, verb) if view.lemma[verb.trigger.word] in _HARM else (verb, noun)
        by_word[kept.trigger.word] = replace(kept, actors=noun.actors or others, recipients=tuple(r for r in recipients if r not in noun.actors))
        gone.add(lost.trigger.word)
    violence = [w for w, f in by_word.items() if f.trigger.type == "ASSAULT"]
    for f in found:
        did = harm.cause(view, f.trigger.word, violence) if f.trigger.type == "ASSAULT" else None
        cause = None if did is None else by_word[did]
        if cause is not None and f.trigger.word not in gone and cause.trigger.word not in gone:
            by_word[cause.trigger.word] = replace(cause, recipients=cause.recipients or tuple(r for r in f.recipients if r not in cause.actors))
            gone.add(f.trigger.word)
    return [by_word[f.trigger.word] for f in found if f.trigger.word not in gone]


def _verb_of(view: View, f: Found, by_word: dict[int, Found]) -> Found | None:
    """The verb of the same type right after an event noun, with nothing but auxiliaries and adverbs between."""
    i = f.trigger.word
    if view.pos[i] != "NOUN":
        return None
    for k in range(i + 1, min(i + REACH, view.n)):
        if k in by_word:
            other = by_word[k]
            active = view.tag[k] != "VBN" or any(view.lemma[x] == "have" for x in range(i + 1, k))
            return other if other.trigger.type == f.trigger.type and view.pos[k] == "VERB" and active else None
        if view.pos[k] not in ("AUX", "ADV", "PART"):
            return None
    return None
