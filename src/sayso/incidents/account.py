"""An assertion together with the report that it stands in: what incidents are made of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sayso.records import Assertion, Document

_END = re.compile(r"[.!?][\"”’)]*(?=\s|$)|\n")
_START = re.compile(r"[.!?][\"”’)]*\s+|\n+")
_REACH = 600  # characters: a page without full stops is not one sentence


@dataclass(frozen=True, slots=True)
class Account:
    """One assertion in one report.

    `origin` is the report's id, or the id of the report that it copies; `voice` is whose own voice an assertion without a source is: the publisher of that
    report or, where none is known, its id. `sentence` holds the words around the trigger.
    """

    assertion: Assertion
    document: str
    origin: str
    voice: str
    published: date | None
    sentence: str


def accounts(document: Document, assertions: Iterable[Assertion]) -> list[Account]:
    """The assertions of one report as accounts."""
    voice = document.publisher or document.id
    return [
        Account(a, document.id, document.id, voice, document.published, sentence(document.text, a.event.trigger.start, a.event.trigger.end)) for a in assertions
    ]


def sentence(text: str, start: int, end: int) -> str:
    """The sentence of a text around the characters from start to end."""
    low = max(0, start - _REACH)
    first = max((m.end() for m in _START.finditer(text, low, start)), default=low)
    stop = _END.search(text, end, end + _REACH)
    return text[first : stop.end() if stop else end + _REACH]
