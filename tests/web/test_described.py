"""The API keeps to its own description, whatever is asked."""

import pytest

from sayso.web import create_app

from .conftest import Ledger, fill

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")
from hypothesis import HealthCheck, given, settings  # noqa: E402

HEADERS = {"Host": "localhost"}


@pytest.fixture(scope="module")
def described(tmp_path_factory):
    path = tmp_path_factory.mktemp("api") / "ledger.duckdb"
    with Ledger(path, write=True) as kept:
        fill(kept, incidents=5)
    return schemathesis.openapi.from_asgi("/api/openapi.json", create_app(path), headers=HEADERS)


def test_no_request_breaks_it(described):
    asked = set()
    for operation in described.get_all_operations():

        @given(case=operation.ok().as_strategy())
        @settings(max_examples=25, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        def asks(case):
            asked.add(case.path)
            answer = case.call(headers=HEADERS)
            assert answer.status_code in (200, 400, 404, 405, 414), (answer.status_code, answer.text)

        asks()
    assert len(asked) >= 10
