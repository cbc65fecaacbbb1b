"""Tellings to assertions, each value with the words that prove it; what could not be settled goes to the abstentions."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import cast

from sayso.attribution import Link, Telling, sources
from sayso.events import modes
from sayso.grounding import actors, confidence, coreference, dating, denials, homes, parties, places, toponyms
from sayso.grounding.mentions import Chain, Mentions, gather
from sayso.reader import signals
from sayso.reader.view import View
from sayso.records import Abstention, Assertion, Attribution, Document, Event, EventType, Party, Span, Status, Toll


def ground(
    document: Document, view: View, words: list[int], tellings: list[Telling], links: list[Link]
) -> tuple[list[Assertion], list[Attribution], list[Abstention]]:
    """Name everything that the tellings and attributions point at."""
    mentions = gather(view, words)
    named = toponyms.find(view, words)
    clock, where = dating.Clock(view, document.published), places.Map(view, named)
    home = homes.Homes(view, mentions, named, document.publisher)
    tolls = dating.tolls(view, {t.found.trigger.word: t.found.trigger.type for t in tellings})
    abstained: dict[tuple[str, int], Abstention] = {}
    assertions = [a for t in tellings if (a := _assertion(document, view, mentions, home, clock, where, tolls, t, links, abstained)) is not None]
    assertions = denials.add(view, assertions)
    return assertions, [_attribution(view, mentions, link) for link in links], list(abstained.values())


def _assertion(
    document: Document,
    view: View,
    mentions: Mentions,
    home: homes.Homes,
    clock: dating.Clock,
    where: places.Map,
    tolls: dict[int, Toll],
    telling: Telling,
    links: list[Link],
    abstained: dict[tuple[str, int], Abstention],
) -> Assertion | None:
    found, trigger = telling.found, telling.found.trigger
    source, speaker = None, None
    said_by = None if telling.source is None else behind(view, telling.source, links, telling.turn)
    if said_by is not None:
        issuer = coreference.issued(view, said_by, links)
        word = goes_on(view, mentions, said_by if issuer is None else issuer, links)
        source = parties.joint(view, mentions, word)
        speaker = speaker_chain(view, mentions, word)
        if source is None:
            _abstain(view, abstained, "source", said_by)
            source = _printed(view, said_by)
        source = actors.known(home.settle(source, word), document.published)
    elif telling.turn is not None and (talker := behind(view, telling.turn, links)) is not None:
        speaker = speaker_chain(view, mentions, goes_on(view, mentions, talker, links))
    doers = _parties(view, mentions, home, document.published, found.actors, speaker, "actor", abstained)
    recipients = [
        r for r in _parties(view, mentions, home, document.published, found.recipients, speaker, "recipient", abstained) if all(r.name != a.name for a in doers)
    ]
    if not doers and not recipients:
        return None
    start, end = view.start[trigger.word], view.end(trigger.end - 1)
    around = modes.clause(view, trigger.word)
    time = clock.of(trigger.word, telling.cue, telling.status)
    place, why_place = where.of(found)
    ours = telling.source is not None and source is None
    why_source = "the report speaks of itself" if ours else telling.why_source
    why = {"type": trigger.why, "source": why_source, "status": telling.why_status} | ({"place": why_place} if place is not None else {})
    cue = None if telling.cue is None or source is None else _span(view, *telling.cue)
    words = [start, cue.start if cue else -1, *(p.start for p in (*doers, *recipients))]  # two tellings of one trigger differ in at least one
    evidence = f"{document.id} {trigger.type} {source.name if source else ''} {words}"
    return Assertion(
        hashlib.sha256(evidence.encode()).hexdigest()[:16],
        Event(
            cast(EventType, trigger.type),
            Span(document.text[start:end], start, end),
            modes.mode(view, trigger.word, trigger.type, trigger.entry, around),
            modes.contexts(view, around),
        ),
        tuple(doers),
        tuple(recipients),
        cast(Status, telling.status),
        place,
        time,
        tolls.get(trigger.word),
        source,
        () if ours else tuple(p for w in telling.via if (p := parties.resolve(view, mentions, w)) is not None and (source is None or p.name != source.name)),
        cue,
        why,
        confidence.of(telling) if signals.of(view.doc) is not None else None,
    )


def behind(view: View, word: int, links: list[Link], turn: int | None = None) -> int | None:
    """Who says "we" or "I": the source of the attribution or the quotation that the word stands in, else the speaker of its turn, else the report: None.

    In a quotation whose speaker is not found it is the word itself.
    """
    seen = {word}
    while coreference.is_speaker(view, word):
        around = [x for x in links if x.content[0] <= word < x.content[1] and x.source is not None and x.source not in seen]
        speaker = min(around, key=lambda x: x.content[1] - x.content[0]).source if around else sources.quoted(view, links, word)
        if speaker is None or speaker in seen:
            return word if turn is None and view.quoted[word] else turn
        seen.add(speaker)
        word = speaker
    return word


def goes_on(view: View, mentions: Mentions, word: int, links: list[Link]) -> int:
    """Who goes on speaking: the "he" of "he added" is the speaker before, not whomever he spoke of."""
    wanted = coreference.wanted(view, word)
    if wanted in (None, "speaker"):
        return word
    for link in reversed([x for x in links if x.source is not None and x.cue is not None and max(x.source, x.cue[0]) < word]):
        if link.source is None or view.sentence[word] - view.sentence[link.source] > coreference.REACH:
            break
        if not coreference.is_pronoun(view, link.source):
            chain = mentions.at.get(link.source)
            return link.source if chain is not None and coreference.fits(chain, wanted) else word
    return word


def speaker_chain(view: View, mentions: Mentions, word: int) -> Chain | None:
    """The chain of who speaks, through a pronoun if need be."""
    return mentions.at.get(word) or coreference.antecedent(view, mentions, word, None)


def _parties(
    view: View,
    mentions: Mentions,
    home: homes.Homes,
    published: date | None,
    heads: tuple[int, ...],
    speaker: Chain | None,
    what: str,
    abstained: dict[tuple[str, int], Abstention],
) -> list[Party]:
    out: list[Party] = []
    for w in heads:
        found = [actors.known(home.settle(p, w), published) for p in parties.each(view, mentions, w, speaker)]
        if not found:
            _abstain(view, abstained, what, w)
        if len(found) > 1:  # a country that stood for its forces until all of them were read
            out = [p for p in out if all(p.start != q.start for q in found)]
        for party in found:
            if not any(parties.one(party, p) for p in out):
                out.append(party)
    return out


def _abstain(view: View, abstained: dict[tuple[str, int], Abstention], what: str, w: int) -> None:
    abstained.setdefault((what, w), Abstention(what, view.text[w], view.start[w], view.end(w), "nothing before it settles whom it stands for"))


def _printed(view: View, w: int) -> Party:
    return Party(view.text[w], view.start[w], view.end(w))


def _span(view: View, a: int, b: int) -> Span:
    start, end = view.start[a], view.end(b - 1)
    return Span(view.whole[start:end], start, end)


def _attribution(view: View, mentions: Mentions, link: Link) -> Attribution:
    source = None if link.source is None else parties.joint(view, mentions, link.source) or _printed(view, link.source)
    return Attribution(source, None if link.cue is None else _span(view, *link.cue), _span(view, *link.content), link.direct)
