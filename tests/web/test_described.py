"""The API keeps to its own description, whatever is asked."""

import pytest

from sayso.web import create_app

from .conftest import Ledger, fill

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")
from hypothesis import HealthCheck, settings  # noqa: E402

HEADERS = {"Host": "localhost"}


@pytest.fixture(scope="module")
def described(tmp_path_factory):
    path = tmp_path_factory.mktemp("api") / "ledger.duckdb"
    with Ledger(path, write=True) as kept:
        fill(kept, incidents=5)
    return schemathesis.openapi.from_asgi("/api/openapi.json", create_app(path), headers=HEADERS)


schema = schemathesis.pytest.from_fixture("described")


@schema.parametrize()
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_request_breaks_it(case):
    answer = case.call(headers=HEADERS)
    assert answer.status_code < 500, answer.text
    assert answer.status_code in (200, 400, 404, 405, 406, 414, 421)
