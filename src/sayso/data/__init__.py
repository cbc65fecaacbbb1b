"""Everything that is knowledge and not code, one table a file."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `name`.tsv as column-to-cell dicts; lines that start with "#" tell what the columns mean."""
    lines = [line for line in (files(__name__) / f"{name}.tsv").read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    header = lines[0].split("\t")
    return tuple(dict(zip(header, line.split("\t"), strict=True)) for line in lines[1:])


@cache
def settings() -> dict[str, float]:
    """The numbers that weigh heads, tables and syntax against each other, by name."""
    return {row["name"]: float(row["value"]) for row in table("settings")}
