"""What every answer carries and every request must: headers against scripts from a report, and a host that is ours."""

from __future__ import annotations

import time
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOCAL = ("localhost", "127.0.0.1", "::1")
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
LONGEST = 4096  # characters of an address: no filter needs more


class Guard:
    """Refuses a Host that is not ours, so that a page elsewhere cannot reach the ledger under a name that it points here, and addresses that are too long."""

    def __init__(self, app: ASGIApp, hosts: tuple[str, ...]) -> None:
        self.app = app
        self.hosts = frozenset(h.lower().strip("[]") for h in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began = time.perf_counter()

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                headers["Server-Timing"] = f"page;dur={1000 * (time.perf_counter() - began):.1f}"
            await send(message)

        given = [v.decode("latin-1") for k, v in scope["headers"] if k == b"host"]
        if len(given) != 1 or _name(given[0]) not in self.hosts:
            refused = PlainTextResponse("This server does not answer to that name; start it with --allow-host NAME if it should.\n", 421)
            await refused(scope, receive, sent)
        elif len(scope["path"]) + len(scope["query_string"]) > LONGEST:
            await PlainTextResponse(f"The address is longer than {LONGEST} characters.\n", 414)(scope, receive, sent)
        else:
            await self.app(scope, receive, sent)


def _name(host: str) -> str | None:
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None
