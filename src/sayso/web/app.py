"""The application: pages, API and downloads over one ledger, and what is answered when something is wrong."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files
from urllib.parse import parse_qsl

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from sayso._version import __version__
from sayso.errors import InputError
from sayso.web import api, downloads, pages, search
from sayso.web.guard import LOCAL, Guard
from sayso.web.rendering import page
from sayso.web.shelf import Shelf


def create_app(ledger: str | os.PathLike[str], hosts: tuple[str, ...] = LOCAL) -> ASGIApp:
    """The ASGI application that serves a ledger under these host names. Raises `InputError` where the ledger cannot be opened."""
    shelf = Shelf(ledger)
    shelf.open()

    @asynccontextmanager
    async def served(_: FastAPI) -> AsyncIterator[None]:
        shelf.beside("words", search.made)
        try:
            yield
        finally:
            shelf.close()  # whoever made the file may then remove it

    app = FastAPI(
        lifespan=served,
        title="Sayso",
        version=__version__,
        summary="A ledger of events, each with on whose say-so it is told.",
        openapi_url="/api/openapi.json",
        docs_url=None,  # its page would fetch scripts from elsewhere
        redoc_url=None,
        dependencies=[],
    )
    app.state.shelf = shelf
    app.include_router(pages.router)
    app.include_router(api.router)
    app.include_router(downloads.router)
    app.mount("/static", StaticFiles(directory=str(files("sayso.web") / "static")), name="static")
    app.add_exception_handler(RequestValidationError, _wrong)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(InputError, _unreadable)
    schema = app.openapi

    def described() -> dict[str, object]:
        """The OpenAPI description; what is wrong with a request is told with 400, never 422."""
        found = schema()
        for path in found["paths"].values():
            for operation in path.values():
                operation["responses"].pop("422", None)
        return found

    app.openapi = described  # type: ignore[method-assign]
    return Guard(app, hosts)


def _answer(request: Request, status: int, title: str, words: list[str]) -> Response:
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": "; ".join(words)}, status)
    if request.url.path.startswith("/static/"):
        return PlainTextResponse(words[0] + "\n", status)
    return page("wrong.html", status, title=title, words=words)


def _wrong(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    given = dict(parse_qsl(request.url.query, keep_blank_values=True))
    words = []
    for problem in error.errors():
        name = str(problem["loc"][-1])
        value = str(given.get(name, problem.get("input") or ""))[:80]
        words.append(f"{name}: {value!r} will not do: {_lower(problem['msg'])}")
    status = 404 if any(problem["loc"][0] == "path" for problem in error.errors()) else 400
    return _answer(request, status, "That cannot be asked" if status == 400 else "Not found", words)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    title = {404: "Not found", 400: "That cannot be asked"}.get(error.status_code, "That cannot be done")
    words = "There is no such page." if error.detail == "Not Found" else str(error.detail)
    answer = _answer(request, error.status_code, title, [words])
    answer.headers.update(error.headers or {})
    return answer


def _unreadable(request: Request, error: Exception) -> Response:
    assert isinstance(error, InputError)
    return _answer(request, 503, "The ledger cannot be read", [str(error)])
