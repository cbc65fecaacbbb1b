"""Which column of a table holds the text, the title, the date: as the user says, the rest told by its name."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace

from sayso.data import table
from sayso.errors import InputError

MOST, LONGEST = 20, 40  # names that an error lists, and characters of each


@dataclass(frozen=True, slots=True)
class Columns:
    """Names of columns; None where there is none or the user gave none."""

    text: str | None = None
    title: str | None = None
    date: str | None = None
    publisher: str | None = None
    url: str | None = None
    id: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Every column that is named, once, in the order of the fields."""
        return tuple(dict.fromkeys(name for name in (self.text, self.title, self.date, self.publisher, self.url, self.id) if name is not None))


Shown = Callable[[str, Columns], None]  # called with the source


def guess(names: Sequence[str], given: Columns, where: str) -> Columns:
    """The columns that the user gave, which must be there, and by the table of names those that he left open; a table without a text column is refused."""
    for own in fields(given):
        name = getattr(given, own.name)
        if name is not None and name not in names:
            raise InputError(where, f"has no column {name!r}; its columns are {_listed(names)}", f"name one of them with {option(own.name)}")
    found = given
    for row in table("columns"):
        if getattr(found, row["meaning"]) is None:
            name = next((n for n in names if _plain(n) == row["name"] and n not in found.names), None)
            found = replace(found, **{row["meaning"]: name})
    if found.text is None:
        raise InputError(where, f"has no column that is known to hold text; its columns are {_listed(names)}", "name the column of the text with --text-column")
    for name in found.names:
        if list(names).count(name) > 1:
            raise InputError(where, f"has more than one column {name!r}", "give each column a name of its own")
    return found


def option(meaning: str) -> str:
    """The option by which a user names the column of a meaning."""
    return f"--{meaning}-column"


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "_", name.strip().lower())


def _listed(names: Sequence[str]) -> str:
    if not names:
        return "none"
    shown = [repr(n if len(n) <= LONGEST else n[: LONGEST - 1] + "…") for n in names[:MOST]]
    return ", ".join(shown) + (f" and {len(names) - MOST} more" if len(names) > MOST else "")
