"""What a scan finds: items that are not read yet, and what could not be taken, each with a key that is its own."""

from __future__ import annotations

import hashlib
from dataclasses import astuple, dataclass
from typing import Literal

from sayso.errors import InputError

Kind = Literal["text", "html", "bytes"]


@dataclass(frozen=True, slots=True)
class Found:
    """Something in a source. `locator` is the place in a file of many, "" for a whole file."""

    source: str
    locator: str

    @property
    def where(self) -> str:
        """The place as errors name it."""
        return place(self.source, self.locator)

    @property
    def key(self) -> str:
        """A hash of what was found and where: the same again has the same key, a changed one another."""
        return _key(astuple(self))


@dataclass(frozen=True, slots=True)
class Raw(Found):
    """One report as it lies in its source; `published` is as the source writes it."""

    kind: Kind
    data: str | bytes
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None

    @property
    def content(self) -> str:
        """A hash of the item wherever it was found."""
        return _key(astuple(self)[2:])


@dataclass(frozen=True, slots=True)
class Rejection(Found):
    """Something that was not taken: what is wrong with it and how to mend it."""

    reason: str
    mend: str

    @classmethod
    def of(cls, error: InputError, source: str, locator: str = "") -> Rejection:
        """The rejection that an error is."""
        return cls(source, locator, error.what, error.mend)


def place(source: str, locator: str) -> str:
    """A source and a place in it as errors name them."""
    return f"{source}, {locator}" if locator else source


def _key(fields: tuple[str | bytes | None, ...]) -> str:
    digest = hashlib.sha256()
    for field in fields:
        data = field.encode("utf-8", "surrogatepass") if isinstance(field, str) else field
        # the length goes first, so that no two lists of fields run together into the same bytes
        digest.update(b"-" if data is None else b"%d:" % len(data))
        digest.update(data or b"")
    return digest.hexdigest()[:32]
