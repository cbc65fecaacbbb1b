"""The command that shows a ledger in a browser."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.ledger import LedgerFile, fail
from sayso.errors import InputError

if TYPE_CHECKING:
    import uvicorn
    from starlette.types import ASGIApp

app = typer.Typer()


@app.command()
def serve(
    ledger: LedgerFile,
    port: Annotated[int, typer.Option(metavar="N", min=0, max=65535, help="Port; 0 takes any that is free.")] = 8000,
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="Address to listen at; by default this machine alone can reach it.")] = "127.0.0.1",
    allow_host: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="A further host name that the server answers to, if others reach it by one; may be repeated.")
    ] = None,
) -> None:
    """Show a ledger in a browser: each side's telling beside the others', with the words marked in the reports.

    The ledger is opened to read only, and nothing is fetched from elsewhere. There is no log-in: whoever can reach the address can read the ledger.
    """
    from sayso.web import create_app
    from sayso.web.guard import LOCAL

    try:
        served = create_app(ledger, (*LOCAL, host, *(allow_host or ())))
        bound = bound_to(host, port)
    except InputError as error:
        raise fail(error) from None
    shown = f"[{host}]" if ":" in host else host
    typer.echo(f"{Path(ledger).name} at http://{shown}:{bound.getsockname()[1]}/ (Ctrl+C ends it)")
    serving(served).run(sockets=[bound])


def serving(served: ASGIApp) -> uvicorn.Server:
    """A server of the application that says nothing of itself."""
    import uvicorn

    return uvicorn.Server(uvicorn.Config(served, log_level="warning", server_header=False, access_log=False))


def bound_to(host: str, port: int) -> socket.socket:
    """A socket that listens there. Raises `InputError` where it cannot."""
    try:
        family, kind, proto, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        bound = socket.socket(family, kind, proto)
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
        bound.listen(128)  # so that the address answers as soon as it is said
    except OSError as error:
        raise InputError(f"{host}:{port}", f"cannot be listened at ({error.strerror})", "choose another with --port or --host") from None
    return bound
