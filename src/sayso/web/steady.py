"""Answers out of one state of the ledger: where its file was replaced while a request was under way, the request is answered again."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

import duckdb
from fastapi import Request, Response
from fastapi.routing import APIRoute

from sayso.errors import InputError
from sayso.web.shelf import Shelf

TRIES = 3


class SteadyRoute(APIRoute):
    """A route whose answer is made anew while the ledger changes under it, a few times at most; all its requests only read."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler, tried again where it spanned two openings of the ledger."""
        handle = super().get_route_handler()

        async def steady(request: Request) -> Response:
            shelf: Shelf = request.app.state.shelf
            for _ in range(TRIES - 1):
                before = shelf.opened
                try:
                    answer = await handle(request)
                except (LookupError, duckdb.Error, InputError):
                    if shelf.opened == before:
                        raise
                    continue
                if shelf.opened == before:
                    return answer
            return await handle(request)

        return steady
