"""What a corpus is made of before it is read: raw items, and what could not be taken from it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Literal

from sayso.errors import InputError

Kind = Literal["text", "html", "bytes"]


def _digest(*parts: object) -> str:
    own = hashlib.sha256()
    for part in parts:
        data = part if isinstance(part, bytes) else b"\x00" if part is None else str(part).encode("utf-8", "surrogatepass")
        own.update(len(data).to_bytes(8, "big") + data)
    return own.hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Raw:
    """One report as it was found: a file, or the row, record or entry of one that `locator` names. `published` is as printed."""

    source: str
    locator: str
    kind: Kind
    data: str | bytes
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None

    @property
    def key(self) -> str:
        """A hash of the item and of where it was found: the same again has the same key, a changed one another."""
        return _digest(*(getattr(self, f.name) for f in fields(self)))

    @property
    def content(self) -> str:
        """A hash of the item wherever it was found."""
        return _digest(*(getattr(self, f.name) for f in fields(self) if f.name not in ("source", "locator")))

    @property
    def where(self) -> str:
        """How errors call it."""
        return f"{self.source}, {self.locator}" if self.locator else self.source


@dataclass(frozen=True, slots=True)
class Rejection:
    """What could not be taken from a corpus, why, and what can be done about it."""

    source: str
    locator: str
    reason: str
    mend: str

    @property
    def key(self) -> str:
        """A hash of the place and the reason."""
        return _digest(self.source, self.locator, self.reason)

    @classmethod
    def of(cls, error: InputError, source: str, locator: str = "") -> Rejection:
        """The rejection that an error is."""
        return cls(source, locator, error.what, error.mend)


@dataclass(frozen=True, slots=True)
class Columns:
    """The names of the columns, or of the keys of JSON, that hold a report's parts; None where it has none, or it is to be guessed."""

    text: str | None = None
    title: str | None = None
    date: str | None = None
    publisher: str | None = None
    url: str | None = None


Shown = Callable[[str, Columns], None]
