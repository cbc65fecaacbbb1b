"""One report in a browser: a ledger of that report alone, in a temporary file that goes when the server ends."""

from __future__ import annotations

import signal
import tempfile
import threading
import webbrowser
from contextlib import suppress
from pathlib import Path

import duckdb
import typer

from sayso.cli.serve import bound_to, serving
from sayso.errors import InputError
from sayso.pipeline import Report

HOST = "127.0.0.1"


def show(report: Report) -> None:
    """Serve the report's page on a free port of this machine and open the browser on it; returns when Ctrl+C or a plea to end comes."""
    from sayso.web import create_app

    # uvicorn gives a signal on when it has stopped; as an interrupt it passes through here, and the folder is removed.
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with tempfile.TemporaryDirectory(prefix="sayso-", ignore_cleanup_errors=True) as folder:
            path = Path(folder) / "report.duckdb"
            _keep(report, path)
            served, bound = create_app(path), bound_to(HOST, 0)
            address = f"http://{HOST}:{bound.getsockname()[1]}/report/{report.document.id}"
            typer.echo(f"{report.document.title or 'The report'} at {address} (Ctrl+C ends it)")
            threading.Thread(target=_browse, args=(address,), daemon=True).start()
            serving(served).run(sockets=[bound])
    except KeyboardInterrupt:
        return
    finally:
        signal.signal(signal.SIGTERM, before)


def _keep(report: Report, path: Path) -> None:
    """Write a ledger of this report, its assertions grouped as those of a corpus are."""
    from sayso.ledger import Ledger
    from sayso.ledger.grouping import group
    from sayso.ledger.rows import report_rows
    from sayso.ledger.write import insert_all
    from sayso.reader.model import shipped

    try:
        with Ledger(path, write=True) as kept:
            insert_all(kept.connection, report_rows(report, shipped().digest))
            group(kept.connection)
    except (OSError, duckdb.Error) as error:
        raise InputError(str(path), f"cannot be written ({str(error).splitlines()[0]})", "make room there, or set TMPDIR to another folder") from None


def _browse(address: str) -> None:
    """Open a browser where there is one; where there is none the address has been printed, and that will do."""
    with suppress(webbrowser.Error, OSError):
        webbrowser.open(address)
