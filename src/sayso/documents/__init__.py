"""Files and folders to raw items, bytes to documents, with what is story told apart from title, date line, dateline and captions."""

from sayso.documents.columns import Columns
from sayso.documents.corpus import scan, to_document
from sayso.documents.dates import parse_date
from sayso.documents.load import load, parse, parse_html
from sayso.documents.raw import Raw, Rejection

__all__ = ["Columns", "Raw", "Rejection", "load", "parse", "parse_date", "parse_html", "scan", "to_document"]
