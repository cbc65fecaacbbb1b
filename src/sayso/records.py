"""The records that every step takes and gives; their names are the JSON keys and the column names."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

EventType = Literal[
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
]
Status = Literal["actual", "possible", "future", "hypothetical", "denied"]
Ground = Literal["occurrence", "actor", "recipient", "toll", "place", "time", "character"]
Range = tuple[int | None, int | None]

# PLOVER types whose parties act alike, so that actors and recipients are one set.
BOTH_WAYS: frozenset[str] = frozenset({"AGREE", "CONSULT", "COOPERATE"})

# PLOVER's four classes of types.
QUADS: dict[str, str] = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), "verbal cooperation"),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), "material cooperation"),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), "verbal conflict"),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), "material conflict"),
}


@dataclass(frozen=True, slots=True)
class Span:
    """Words of the document: `text == document.text[start:end]`."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """One report. `text` is the story as it came; `body` holds the (start, end) parts of it that are story and not title, date line or caption."""

    id: str
    text: str
    title: str | None = None
    publisher: str | None = None
    published: date | None = None
    url: str | None = None
    language: str = "en"
    body: tuple[tuple[int, int], ...] = ()
    notes: tuple[Abstention, ...] = ()


@dataclass(frozen=True, slots=True)
class Party:
    """Who takes part or vouches: the most informative name that the document gives, and the words where it stands."""

    name: str
    start: int
    end: int
    id: str | None = None
    iso3: str | None = None
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where an event happens; degrees north and east, and what kind of place the name is."""

    name: str
    start: int
    end: int
    id: str | None = None
    iso3: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    precision: str | None = None


@dataclass(frozen=True, slots=True)
class Time:
    """Days, first and last; an open end is None. `precision` is "day", "week", "month", "year" or "interval"."""

    start: date | None
    end: date | None
    text: str
    precision: str


@dataclass(frozen=True, slots=True)
class Toll:
    """People killed and injured, each as (least, most); None where the text leaves a side open."""

    killed: Range | None = None
    injured: Range | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """What happens: PLOVER type, mode and contexts, and the words that name it."""

    type: EventType
    trigger: Span
    mode: str | None = None
    contexts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Confidence:
    """How likely the event is one of its type, and how likely source and status are right if it is: probabilities, 0 to 1."""

    type: float
    source: float
    status: float

    @property
    def least(self) -> float:
        """The least of the three."""
        return min(self.type, self.source, self.status)


@dataclass(frozen=True, slots=True)
class Assertion:
    """One event as one source tells it; `source` None is the report itself."""

    id: str
    event: Event
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    status: Status
    place: Place | None = None
    time: Time | None = None
    toll: Toll | None = None
    source: Party | None = None
    via: tuple[Party, ...] = ()
    cue: Span | None = None
    why: dict[str, str] = field(default_factory=dict)
    confidence: Confidence | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """A source, the cue that says so and what is said; `direct` where the content stands in quotation marks."""

    source: Party | None
    cue: Span | None
    content: Span
    direct: bool
    via: tuple[Party, ...] = ()


@dataclass(frozen=True, slots=True)
class Position:
    """What one source holds about an incident: its assertions by id, how it puts it last, since and until when, and its tolls from least to most.

    `source` None is a report's own voice. `side` is the key that all names of one side share. `changes` are the days from which it put it otherwise.
    """

    source: str | None
    assertions: tuple[str, ...]
    side: str
    status: Status
    first: date | None = None
    last: date | None = None
    killed: Range | None = None
    injured: Range | None = None
    changes: tuple[tuple[date, Status], ...] = ()


@dataclass(frozen=True, slots=True)
class Incident:
    """Assertions that tell one happening."""

    id: str
    event: EventType
    assertions: tuple[str, ...]
    positions: tuple[Position, ...]
    grade: str | None = None
    grade_why: str | None = None


@dataclass(frozen=True, slots=True)
class Dispute:
    """Two assertions that cannot both hold, and on what."""

    between: tuple[str, str]
    on: Ground
    why: str


@dataclass(frozen=True, slots=True)
class Abstention:
    """What the text did not settle, and why it was left open."""

    what: str
    text: str
    start: int
    end: int
    because: str


@dataclass(frozen=True, slots=True)
class Report:
    """All that was read from one document."""

    document: Document
    assertions: tuple[Assertion, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    incidents: tuple[Incident, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    abstained: tuple[Abstention, ...] = ()
