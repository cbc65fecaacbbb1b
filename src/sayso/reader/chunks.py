"""Words to chunks: runs of whole sentences that fit the encoder's window."""

from __future__ import annotations

from collections.abc import Sequence

_STOPS = frozenset(".!?…")
_CLOSERS = frozenset("\"'”’)]»")
_OPENERS = frozenset("\"'“‘([«")


def sentence_may_start(words: Sequence[str], i: int) -> bool:
    """A rough border, used only to place the cuts between chunks: after a full stop, before a capital."""
    j = i - 1
    while j >= 0 and words[j] in _CLOSERS:
        j -= 1
    if j < 0 or words[j][-1] not in _STOPS:
        return False
    return words[i][0].isupper() or words[i][0] in _OPENERS


def cut(words: Sequence[str], pieces: Sequence[int], breaks: frozenset[int] | set[int], limit: int) -> list[tuple[int, int]]:
    """Cut words into (start, end) chunks of at most `limit` word pieces.

    `pieces` is the number of word pieces of each word, `breaks` holds the indices that start a paragraph. A chunk ends at the last
    paragraph in its second half, else at the last likely sentence border, else wherever the window is full.
    """
    chunks, start = [], 0
    while start < len(words):
        end, used = start, 0
        while end < len(words) and used + pieces[end] <= limit:
            used += pieces[end]
            end += 1
        if end == start:  # one word longer than the window
            end = start + 1
        if end < len(words):
            half = start + (end - start) // 2
            paragraph = next((i for i in range(end, half, -1) if i in breaks), None)
            sentence = next((i for i in range(end, half, -1) if sentence_may_start(words, i)), None)
            end = paragraph or sentence or end
        chunks.append((start, end))
        start = end
    return chunks
