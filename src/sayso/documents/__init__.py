"""Bytes to documents: plain text and HTML pages, with what is story told apart from title, date line, dateline and captions."""

from sayso.documents.dates import parse_date
from sayso.documents.load import load, parse, parse_html

__all__ = ["load", "parse", "parse_date", "parse_html"]
