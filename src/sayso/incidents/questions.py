"""A dispute as the question that it is about, in the words of `data/questions.tsv`."""

from __future__ import annotations

import re

from sayso.data import table


def question(on: str, what: str, who: str, whom: str) -> str:
    """The first wording for this ground whose parts are all there."""
    parts = {"what": what, "who": who, "whom": whom}
    for row in table("questions"):
        if row["on"] == on and all(parts[p] for p in re.findall(r"{(\w+)}", row["question"])):
            return row["question"].format(**parts)
    return f'{on}: "{what}"'
