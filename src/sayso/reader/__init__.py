"""Document to reading: one small encoder, run once, many heads; the result is a spaCy `Doc`."""

from sayso.reader.reader import Language, Reader

__all__ = ["Language", "Reader"]
