"""Sayso reads news reports and keeps, for every event that they tell, on whose say-so it is told."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from sayso._version import __version__
from sayso.errors import InputError
from sayso.records import Abstention, Assertion, Attribution, Confidence, Dispute, Document, Event, Incident, Party, Place, Position, Span, Time, Toll

if TYPE_CHECKING:
    from sayso.ledger import Ledger
    from sayso.pipeline import Reader, Report, read

__all__ = [
    "Abstention",
    "Assertion",
    "Attribution",
    "Confidence",
    "Dispute",
    "Document",
    "Event",
    "Incident",
    "InputError",
    "Ledger",
    "Party",
    "Place",
    "Position",
    "Reader",
    "Report",
    "Span",
    "Time",
    "Toll",
    "__version__",
    "read",
]


def __getattr__(name: str) -> Any:
    """Load the pipeline on first use, so that `sayso --help` need not wait for it."""
    if name in ("Reader", "Report", "read"):
        return getattr(import_module("sayso.pipeline"), name)
    if name == "Ledger":
        return import_module("sayso.ledger").Ledger
    raise AttributeError(f"module 'sayso' has no attribute {name!r}")
