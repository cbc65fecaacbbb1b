"""Scores to probabilities: how likely a type, a source or a status is right, calibrated on leads that the weights had not seen (Platt 1999)."""

from __future__ import annotations

import math
from functools import cache

from sayso.attribution import Telling
from sayso.data import table
from sayso.records import Abstention, Assertion, Confidence

LEAST, MOST = 0.005, 0.995


@cache
def _lines() -> dict[str, tuple[float, float]]:
    return {row["field"]: (float(row["slope"]), float(row["intercept"])) for row in table("calibration")}


def calibrated(field: str, raw: float) -> float:
    """The probability that a raw score between 0 and 1 stands for, in hundredths."""
    slope, intercept = _lines()[field]
    raw = min(max(raw, LEAST), MOST)
    return round(1.0 / (1.0 + math.exp(-(slope * math.log(raw / (1.0 - raw)) + intercept))), 2)


def by_rule() -> float:
    """How often what a rule settles without weighing is right."""
    return calibrated("rule", 0.5)


def sure(assertions: list[Assertion], least: float) -> tuple[list[Assertion], list[Abstention]]:
    """The assertions whose type, source and status reach a probability, and an abstention for each of the others; one without probabilities stays."""
    kept: list[Assertion] = []
    left: list[Abstention] = []
    for a in assertions:
        if a.confidence is None or a.confidence.least >= least:
            kept.append(a)
        else:
            because = f"{a.event.type} with a confidence of {a.confidence.least:.2f}, below {least:g}"
            left.append(Abstention("assertion", a.event.trigger.text, a.event.trigger.start, a.event.trigger.end, because))
    return kept, left


def of(telling: Telling) -> Confidence:
    """How sure the type, source and status of a telling are."""
    return Confidence(
        calibrated("type", telling.found.trigger.score),
        by_rule() if telling.sure_source is None else calibrated("source" if telling.source is not None else "reporter", telling.sure_source),
        by_rule() if telling.sure_status is None else calibrated("status", telling.sure_status),
    )
