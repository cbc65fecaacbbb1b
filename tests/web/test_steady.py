"""A ledger that is replaced while it is served: no answer mixes its two states, and none of the old state is kept."""

import os
import shutil

import pytest
from fastapi import APIRouter, FastAPI
from starlette.testclient import TestClient

from sayso.errors import InputError
from sayso.web.shelf import Shelf
from sayso.web.steady import SteadyRoute


@pytest.fixture
def shelf(ledger_file, tmp_path):
    own = tmp_path / "ledger.duckdb"
    shutil.copy(ledger_file, own)
    found = Shelf(own)
    found.open()
    yield found
    found.close()


def replace(shelf):
    """What a build does: another file in the place of the ledger."""
    seen = shelf.path.stat()
    os.utime(shelf.path, ns=(seen.st_atime_ns, seen.st_mtime_ns + 10**9))
    shelf.open()


def test_an_answer_of_the_old_state_is_not_kept(shelf):
    made = iter(["old", "new"])

    def answer():
        told = next(made)
        if told == "old":
            replace(shelf)
        return told

    assert [shelf.kept("x", answer) for _ in range(3)] == ["old", "new", "new"]


def test_a_request_that_met_a_replaced_ledger_is_answered_again(shelf):
    router, tries = APIRouter(route_class=SteadyRoute), []

    @router.get("/met")
    def met():
        tries.append(1)
        if len(tries) == 1:
            replace(shelf)
            raise KeyError("an id of the old state")
        return "well"

    @router.get("/wrong")
    def wrong():
        raise InputError("it", "is broken", "mend it")

    app = FastAPI()
    app.state.shelf = shelf
    app.include_router(router)
    client = TestClient(app)
    assert client.get("/met").json() == "well"
    assert len(tries) == 2
    with pytest.raises(InputError):
        client.get("/wrong")


def test_what_could_not_be_gathered_is_begun_again(shelf):
    told = iter([ValueError("once"), None])

    def gathered(connection):
        error = next(told)
        if error is not None:
            raise error
        return connection.execute("SELECT count(*) FROM incidents").fetchall()[0][0]

    with pytest.raises(ValueError, match="once"):
        shelf.beside("x", gathered).result(10)
    assert shelf.beside("x", gathered).result(10) > 0
