"""Texts without labels, for the teachers of a run to label."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from training.corpora import Sample, dispatches, re3d, words_of

_SHARED_RUN = 60  # letters in a row that make a text part of a dev lead


def texts(shared: Path) -> Iterator[Sample]:
    """MUC-4's dispatches, re3d's documents, WikiWars and GeoVirus's Wikinews; a text that overlaps a dev lead is left out."""
    dev = " ".join(_plain(json.loads(p.read_text(encoding="utf-8"))["text"]) for p in sorted((shared / "gold" / "dev").glob("*.json")))
    for text in _all(shared / "data"):
        plain = _plain(text)
        if len(plain) > 200 and not any(plain[i : i + _SHARED_RUN] in dev for i in range(0, len(plain) - _SHARED_RUN, 20)):
            words, _, breaks = words_of(text)
            yield Sample("plain", words, breaks=breaks)


def _plain(text: str) -> str:
    return re.sub(r"[^a-z]", "", text.lower())


def _all(data: Path) -> Iterator[str]:
    for path in sorted((data / "events" / "muc4" / "dev").glob("dev-*")):
        if not path.suffix:
            yield from (text for _, text in dispatches(path))
    yield from (text for _, text in re3d(data / "names" / "re3d"))
    for path in sorted((data / "times" / "wikiwars").glob("*.xml")):
        yield re.sub(r"<[^>]+>", "", path.read_text(encoding="utf-8", errors="replace"))
    for article in ElementTree.parse(data / "places" / "geovirus.xml").getroot():
        yield article.findtext("text") or ""
