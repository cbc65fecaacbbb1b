"""The body of an HTTP answer as the server had it before it was packed for the way."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable

from fastwarc import stream_io

from sayso.documents.load import LIMIT

_CHUNK = re.compile(rb"[0-9A-Fa-f]{1,8}[ \t]*(?:;[^\r\n]*)?\r?\n")
_ZSTANDARD = b"\x28\xb5\x2f\xfd"
_DEFLATED = re.compile(rb"\x1f\x8b|\x78[\x01\x5e\x9c\xda]")


class BodyError(ValueError):
    """What is wrong with a body."""


def unpack(body: bytes, transfer: str | None, content: str | None) -> bytes:
    """A body without its transfer and content encodings, up to one byte more than a page may have.

    Crawlers unpack bodies and leave the headers as they were, so what does not look packed is taken as it is.
    """
    for name in reversed([part.strip().lower() for header in (content, transfer) for part in (header or "").split(",") if part.strip()]):
        if name in ("identity", "utf-8"):
            continue
        if name not in _CODINGS:
            raise BodyError(f"is packed in a way that is not known ({name})")
        body = _CODINGS[name](body)
    return body


def _chunked(body: bytes) -> bytes:
    return _read(stream_io.ChunkedReader, body) if _CHUNK.match(body) else body


def _inflated(body: bytes) -> bytes:
    if not _DEFLATED.match(body):
        return body
    stream = zlib.decompressobj(zlib.MAX_WBITS | 32)
    try:
        page = stream.decompress(body, LIMIT + 1)
    except zlib.error as error:
        raise BodyError(f"is broken in its packing ({error})") from None
    if not stream.eof and len(page) <= LIMIT:
        raise BodyError("ends in the middle of its packing")
    return page


def _brotli(body: bytes) -> bytes:
    return body if body.lstrip().startswith(b"<") else _read(stream_io.BrotliReader, body)


def _zstandard(body: bytes) -> bytes:
    return _read(stream_io.ZstdReader, body) if body.startswith(_ZSTANDARD) else body


def _read(reader: Callable[[io.BytesIO], stream_io.WarcReader], body: bytes) -> bytes:
    try:
        return reader(io.BytesIO(body)).read(LIMIT + 1)
    except OSError as error:
        raise BodyError(f"is broken in its packing ({error})") from None


_CODINGS: dict[str, Callable[[bytes], bytes]] = {
    "chunked": _chunked,
    "gzip": _inflated,
    "x-gzip": _inflated,
    "deflate": _inflated,
    "br": _brotli,
    "zstd": _zstandard,
}
