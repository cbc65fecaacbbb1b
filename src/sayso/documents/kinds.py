"""What kind of file a file is: told by its content where that is plain, else by its name."""

from __future__ import annotations

import os
import re
from typing import Literal

from sayso.documents.load import MAGIC, is_html
from sayso.errors import InputError

FileKind = Literal["page", "csv", "tsv", "json", "jsonl", "parquet", "warc", "feed"]

_SUFFIXES: dict[str, FileKind] = {
    **dict.fromkeys(("", ".txt", ".text", ".md", ".html", ".htm", ".xhtml"), "page"),
    **dict.fromkeys((".jsonl", ".ndjson"), "jsonl"),
    **dict.fromkeys((".xml", ".rss", ".atom"), "feed"),
    ".json": "json",
    ".csv": "csv",
    ".tsv": "tsv",
    ".parquet": "parquet",
    ".warc": "warc",
}
_FEEDS = ("rss", "feed", "rdf")
_BYTE_ORDER = (b"\xff\xfe", b"\xfe\xff")
# possessive throughout: a prolog without a root must not be tried in every way that it can be cut up
_ROOT = re.compile(r"\ufeff?(?:\s++|(?><\?.*?\?>)|(?><!--.*?-->)|(?><!doctype[^>\[]*(?:\[.*?\]\s*)?>))*+<(?:[\w.-]+:)?([\w.-]+)", re.IGNORECASE | re.DOTALL)


def kind(path: str, head: bytes, *, packed: bool, named: bool) -> FileKind:
    """The kind of a file from its first bytes, unpacked, and its name. `named` is whether the user named the file himself, not a folder above it."""
    suffix = _suffix(path)
    by_name = _SUFFIXES.get(suffix)
    if head.startswith(b"WARC/"):
        return "warc"
    if head.startswith(b"PAR1"):
        if packed:
            raise InputError(path, "is a gzipped Parquet file, which cannot be read in pieces", "unpack it first")
        return "parquet"
    for magic, what in MAGIC.items():
        if head.startswith(magic):
            raise InputError(path, f"is {what}, not text", "convert it to text first")
    if not head:
        return "page"  # which is told to be empty
    text = head.decode("utf-16", "replace") if head.startswith(_BYTE_ORDER) else head.decode("utf-8", "replace")
    root = _ROOT.match(text)
    name = root[1].lower() if root else None
    if name in _FEEDS:
        return "feed"
    if name == "html" or (by_name not in ("feed", "page") and is_html(text)):
        return "page"
    if by_name == "feed":
        raise InputError(
            path, f"is XML but no feed: its outermost element is <{root[1]}>" if root else "is no RSS or Atom feed", "save its reports as .txt files"
        )
    if by_name in ("warc", "parquet"):
        raise InputError(path, f"is no {'WARC' if by_name == 'warc' else 'Parquet'} file, whatever its name says", "check where it came from")
    if by_name is not None and by_name != "page" and head.startswith(_BYTE_ORDER):
        raise InputError(path, "is UTF-16, not UTF-8", "save it as UTF-8")
    if by_name is None and not named:
        raise InputError(path, f"is of an unknown kind ({suffix})", "name the file itself if it is a text to be read")
    return by_name or "page"


def _suffix(path: str) -> str:
    name = os.path.basename(path).lower()
    return os.path.splitext(name.removesuffix(".gz"))[1]
