"""What a user is told when the input cannot be read."""

from __future__ import annotations


class InputError(ValueError):
    """Bad input: where it is, what is wrong with it, and how to mend it."""

    def __init__(self, where: str, what: str, mend: str) -> None:
        super().__init__(f"{where}: {what}; {mend}")
        self.where, self.what, self.mend = where, what, mend
