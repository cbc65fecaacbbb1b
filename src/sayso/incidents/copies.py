"""Reports that print another's text: agency copy on many sites is one telling, not many.

MinHash: Broder, "On the resemblance and containment of documents" (1997), over words in fives.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from sayso.data import settings

HASHES, BANDS = 128, 32
_WORD = re.compile(r"\w+")
_PRIME = np.uint64(2**31 - 1)
_RANDOM = np.random.Generator(np.random.PCG64(5))
_FACTOR = _RANDOM.integers(1, 2**31 - 1, HASHES, dtype=np.uint64)
_OFFSET = _RANDOM.integers(0, 2**31 - 1, HASHES, dtype=np.uint64)

Signature = NDArray[np.uint32]


def signature(text: str) -> Signature:
    """The MinHash signature (128,) of a text; that of a text of less than five words is of its words."""
    words = _WORD.findall(text.lower())
    shingles = {" ".join(words[k : k + 5]) for k in range(max(1, len(words) - 4))}
    own = np.array(sorted(zlib.crc32(s.encode("utf-8", "surrogatepass")) for s in shingles), np.uint64) % _PRIME
    least = np.full(HASHES, 2**31 - 1, np.uint64)
    for k in range(0, len(own), 2_000):  # a page of any length in little memory
        least = np.minimum(least, ((own[k : k + 2_000, None] * _FACTOR + _OFFSET) % _PRIME).min(0))
    return least.astype(np.uint32)


def resemblance(a: Signature, b: Signature) -> float:
    """What share of all their words in fives two texts share, estimated to within five points."""
    return float((a == b).mean())


class Copies:
    """The signatures seen so far, and which report each later one copies."""

    def __init__(self) -> None:
        self._bands: dict[tuple[int, bytes], list[int]] = {}
        self._seen: list[tuple[str, Signature]] = []

    def add(self, key: str, own: Signature, origin: str | None = None) -> str | None:
        """Keep a report. The key of the first one that it copies, None for one that copies nothing; `origin`, where that is known already, is not searched."""
        near = {k for band in _bands(own) for k in self._bands.get(band, ())} if origin is None else set()
        least = settings()["copy_resemblance"]
        best = next((self._seen[k][0] for k in sorted(near) if resemblance(self._seen[k][1], own) >= least), None)
        if best is None and origin is None:  # a copy of a copy is a copy of the first
            for band in _bands(own):
                self._bands.setdefault(band, []).append(len(self._seen))
            self._seen.append((key, own))
        return origin or best

    def origins(self, reports: Iterable[tuple[str, Signature]]) -> Iterator[tuple[str, str | None]]:
        """Each report's key with that of the report that it copies, if any."""
        for key, own in reports:
            yield key, self.add(key, own)


def _bands(own: Signature) -> list[tuple[int, bytes]]:
    rows = HASHES // BANDS
    return [(k, own[k * rows : (k + 1) * rows].tobytes()) for k in range(BANDS)]
