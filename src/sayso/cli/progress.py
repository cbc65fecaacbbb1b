"""How far a build is, on standard error: a bar with rate and time left at a terminal, nothing in a pipe."""

from __future__ import annotations

import time
from types import TracebackType
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from sayso.build import Counts
from sayso.documents import Columns


class Progress:
    """Shows the counts that a build tells."""

    def __init__(self, stream: TextIO) -> None:
        self.total = 0
        self._bar = Bar(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            TextColumn("{task.fields[counts]}"),
            console=Console(file=stream),
            disable=not stream.isatty(),
            transient=True,
        )
        self._task = self._bar.add_task("counting", total=None, counts="")
        self._began = time.monotonic()

    def __enter__(self) -> Progress:
        self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._bar.stop()

    def columns(self, source: str, columns: Columns) -> None:
        """Say which columns of a table are read."""
        read = ", ".join(f"{name} from {own!r}" for name in ("text", "title", "date", "publisher", "url") if (own := getattr(columns, name)) is not None)
        self._bar.console.print(f"{source}: {read}", highlight=False, markup=False, soft_wrap=True)

    def tell(self, counts: Counts) -> None:
        """Show how far it is."""
        through = counts.read + counts.rejected
        rate = counts.words / max(time.monotonic() - self._began, 1e-6)
        text = f"{counts.read} read, {counts.skipped} there already, {counts.rejected} rejected, {rate:,.0f} words a second"
        self._bar.update(self._task, description=counts.doing, total=self.total, completed=through, counts=text)
