"""Files as streams: unpacked where they are gzipped, read a piece at a time, whole up to the place where they break."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator

from sayso.documents.load import LIMIT

ROW = 6 * LIMIT  # bytes that one line or row may hold with all its columns: a text of LIMIT bytes grows sixfold when JSON escapes it
PIECE = 1 << 16
_GZIP = b"\x1f\x8b"


class Stream(io.BufferedReader):
    """The bytes of a file, unpacked. Where the file breaks the stream ends, and `broken` says how."""

    def __init__(self, path: str) -> None:
        self._careful = _Careful(path)
        super().__init__(self._careful, PIECE)

    @property
    def broken(self) -> str | None:
        """What went wrong before the end; None while nothing has."""
        return self._careful.broken

    @property
    def packed(self) -> bool:
        """Whether the file is gzipped."""
        return self._careful.packed


class _Careful(io.RawIOBase):
    """Gives all that can be read and keeps the fault, where `gzip` alone would throw away what it has already unpacked."""

    def __init__(self, path: str) -> None:
        self._file = open(path, "rb")  # noqa: SIM115 (closed by `close`)
        self.packed = self._file.peek(len(_GZIP)).startswith(_GZIP)
        self._unpacked: gzip.GzipFile | io.BufferedReader = gzip.GzipFile(fileobj=self._file) if self.packed else self._file
        self.broken: str | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        filled = 0
        while filled < len(buffer) and self.broken is None:
            try:
                data = self._unpacked.read1(len(buffer) - filled)
            except EOFError:
                self.broken = "its gzip data ends too early"
            except (gzip.BadGzipFile, zlib.error) as error:
                self.broken = f"its gzip data is damaged ({error})"
            except OSError as error:
                self.broken = f"cannot be read any further ({error.strerror})"
            else:
                if not data:
                    break
                buffer[filled : filled + len(data)] = data
                filled += len(data)
        return filled

    def close(self) -> None:
        if not self.closed:
            self._unpacked.close()
            self._file.close()
        super().close()


def lines(stream: Stream) -> Iterator[tuple[int, bytes | None]]:
    """Numbered lines, None for one that is longer than a row may be. The cut line at the end of a broken stream is left out."""
    number = 0
    while line := stream.readline(ROW):
        number += 1
        if not line.endswith(b"\n"):
            whole = len(line) < ROW
            while not whole and (rest := stream.readline(PIECE)):
                if rest.endswith(b"\n"):
                    break
            if not whole:
                yield number, None
                continue
            if stream.broken:
                return
        yield number, line
