"""Pages of a web archive, WARC or gzipped WARC, to raw items, by fastwarc."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator

from sayso.documents.load import LIMIT
from sayso.documents.raw import Raw, Rejection

_PAGES = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text"}


def records(path: str) -> Iterator[Raw | Rejection]:
    """The pages that were answered with 200, each with its address. When it was crawled is not when it was published, and is not taken for it."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType  # only archives need it

    number, broken = 0, None
    try:
        with open(path, "rb") as plain, gzip.open(plain) if plain.peek(2)[:2] == b"\x1f\x8b" else plain as stream:
            for record in ArchiveIterator(stream, record_types=WarcRecordType.response | WarcRecordType.resource, parse_http=True, quirks_mode=True):
                number += 1
                where = f"record {number}"
                http = record.http_headers
                if http is not None and http.status_code != 200:
                    continue
                kind = (record.http_content_type or record.headers.get("Content-Type") or "").split(";")[0].strip().lower()
                if kind not in _PAGES:
                    continue
                url = record.headers.get("WARC-Target-URI")
                size = record.content_length
                if size > LIMIT:
                    yield Rejection(path, where, f"{url} is larger than {LIMIT // 1_000_000} MB", "leave it out, or save its story as text")
                    continue
                data = record.reader.read()
                if len(data) < size:
                    broken = f"{url} ends after {len(data)} of {size} bytes"
                    break
                yield Raw(path, where, "bytes", data, url=url)
    except (OSError, EOFError, zlib.error, ValueError) as error:
        broken = str(error) or type(error).__name__
    if broken:
        yield Rejection(
            path,
            f"record {number + 1}" if "ends after" not in broken else f"record {number}",
            f"the archive breaks off ({broken})",
            "fetch it again; the records before it were read",
        )
    elif number == 0:
        yield Rejection(path, "", "holds no record of a page", "check that it is a WARC file with responses")
