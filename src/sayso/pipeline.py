"""The steps in order: a newcomer reads this first."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spacy.tokens import Doc

from sayso import attribution, documents, events, export, grounding, incidents, reader, records
from sayso.errors import InputError
from sayso.reader.view import View

if TYPE_CHECKING:
    import pyarrow


@dataclass(frozen=True, slots=True)
class Report(records.Report):
    """All that was read from one document, and the ways out of it."""

    def to_json(self) -> str:
        """The report as JSON, in the shape of the published schema."""
        return export.dumps(export.report_to_dict(self))

    def to_arrow(self) -> pyarrow.Table:
        """One row an assertion."""
        return export.to_arrow(self)

    def to_pandas(self) -> Any:
        """One row an assertion, as a pandas DataFrame; an ImportError names the mend where pandas is missing."""
        return export.to_pandas(self)


class Reader:
    """Document in, report out. Loads the shipped model once and keeps nothing between documents.

    Assertions whose type, source or status is less sure than `min_confidence` (0 to 1) are left out, and listed among the report's abstentions.
    `language` may be another pipeline that turns text into a spaCy `Doc` with UD labels; events are then read from tables and syntax alone.
    """

    def __init__(self, language: reader.Language | None = None, *, min_confidence: float = 0.0) -> None:
        if not 0.0 <= min_confidence <= 1.0:
            raise InputError("min_confidence", f"{min_confidence} is no probability", "give a number from 0 to 1")
        self.language = language or reader.Reader()
        self.min_confidence = min_confidence

    def __call__(self, document: records.Document) -> Report:
        """Read one document. The same document and version give the same report."""
        return self._rest(document, self.language(document.text, document.body))

    def pipe(self, documents: Iterable[records.Document]) -> Iterator[Report]:
        """Read documents in their order: the network reads the next one while the rules work on this one."""
        with ThreadPoolExecutor(1, thread_name_prefix="sayso-ahead") as ahead:
            waiting: deque[tuple[records.Document, Future[Doc]]] = deque()
            for document in documents:
                waiting.append((document, ahead.submit(self.language, document.text, document.body)))
                if len(waiting) > 1:
                    first, reading = waiting.popleft()
                    yield self._rest(first, reading.result())
            for first, reading in waiting:
                yield self._rest(first, reading.result())

    def _rest(self, document: records.Document, doc: Doc) -> Report:
        view = View(doc)
        words = view.inside(document.body)
        found = events.find(view, words)
        tellings, links = attribution.attribute(view, found)
        assertions, attributions, abstained = grounding.ground(document, view, words, tellings, links)
        assertions, unsure = grounding.sure(assertions, self.min_confidence)
        happenings, disputes = incidents.compare(incidents.accounts(document, assertions))
        return Report(document, tuple(assertions), tuple(attributions), tuple(happenings), tuple(disputes), (*document.notes, *abstained, *unsure))


@cache
def _shared_language() -> reader.Language:
    return reader.Reader()


def read(text_or_path: str | os.PathLike[str], *, published: date | str | None = None, publisher: str | None = None, min_confidence: float = 0.0) -> Report:
    """Read one report from a text or a file.

    A path object, or a string that names an existing file, is read as a file (plain text or HTML); any other string is the text itself.
    `published` is a date or "YYYY-MM-DD". Assertions whose type, source or status is less sure than `min_confidence` are left out.
    Raises `InputError` where the input cannot be read.
    """
    day = documents.parse_date(published, "published") if isinstance(published, str) else published
    if isinstance(text_or_path, os.PathLike) or _names_file(text_or_path):
        document = documents.load(os.fspath(text_or_path), published=day, publisher=publisher)
    else:
        document = documents.parse(text_or_path, name="text", published=day, publisher=publisher)
    return Reader(_shared_language(), min_confidence=min_confidence)(document)


def _names_file(text: str) -> bool:
    if "\n" in text or "\0" in text:
        return False
    try:
        return Path(text).is_file()
    except OSError:  # longer than any name of a file can be: a text
        return False
