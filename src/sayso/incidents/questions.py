"""A dispute in words: the question that it is about, by `data/questions.tsv`, and the numbers that the sides give."""

from __future__ import annotations

import re

from sayso.data import table
from sayso.records import Range


def question(on: str, what: str, who: str, whom: str, where: str = "") -> str:
    """The first wording for this ground whose parts are all there."""
    parts = {"what": what, "who": who, "whom": whom, "where": where}
    for row in table("questions"):
        if row["on"] == on and all(parts[p] for p in re.findall(r"{(\w+)}", row["question"])):
            return row["question"].format(**parts)
    return f'{on}: "{what}"'


def counted(r: Range) -> str:
    """A number of people: "14", "14+", "up to 20", "10–20"; empty where both ends are open."""
    low, high = r
    if low is None:
        return "" if high is None else f"up to {high:,}"
    return f"{low:,}" if low == high else f"{low:,}+" if high is None else f"{low:,}–{high:,}"
