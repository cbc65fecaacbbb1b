"""Files that are there whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sayso.errors import InputError


@contextmanager
def whole(output: Path) -> Iterator[Path]:
    """A file to write beside `output`, which it replaces when all went well; on any error it is removed and `output` stays as it was.

    Raises `InputError` where the folder does not exist, `output` is a folder, or the disk refuses.
    """
    if not output.absolute().parent.is_dir():
        raise InputError(str(output), "its folder does not exist", "make the folder first")
    if output.is_dir():
        raise InputError(str(output), "is a folder", "name a file in it")
    part = output.with_name(f".{output.name}.{os.getpid()}.part")
    try:
        yield part
        with part.open("rb+") as written:
            os.fsync(written.fileno())
        part.replace(output)
    except OSError as error:
        raise InputError(str(output), f"cannot be written ({error.strerror or error})", "check its permissions and the space on the disk") from None
    finally:
        part.unlink(missing_ok=True)
