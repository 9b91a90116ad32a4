"""Every call is counted by its route's pattern, and what the server could not do is one line with the call's id."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import structlog
from fastapi import APIRouter, FastAPI
from structlog.contextvars import merge_contextvars
from structlog.testing import LogCapture

from atiende.api.app import Parts, build_app
from atiende.domain.errors import NotFound, StoreFull
from atiende.ports.desk import Desk
from atiende.ports.metrics import HTTP_REQUESTS, HTTP_SECONDS
from atiende.store.store import SqlStore
from atiende.store.views import SqlViews
from tests.fakes import open_desk
from tests.journeys.api.people import stranger

PLANTED = "clementina@example.test"


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with open_desk(tmp_path) as made:
        yield made


@pytest.fixture
def app(desk: Desk) -> FastAPI:
    """With routes that fail in each way."""
    router = APIRouter(prefix="/api/v1/trial")

    @router.get("/failed/{whose}")
    async def failed(whose: str) -> None:
        raise ValueError(f"nobody is {whose}")

    @router.get("/full/{whose}")
    async def full(whose: str) -> None:
        raise StoreFull(reason="disk")

    @router.get("/missing/{whose}")
    async def missing(whose: str) -> None:
        raise NotFound(kind="customer", id=whose)

    assert isinstance(desk.store, SqlStore)
    return build_app(desk, SqlViews(desk.store), Parts(routers=[router]))


@pytest.fixture
def logged() -> Iterator[list[dict[str, object]]]:
    """Lines as the server's own set-up would have them, up to their rendering."""
    capture = LogCapture()
    structlog.configure(processors=[merge_contextvars, capture])
    yield capture.entries  # type: ignore[misc]
    structlog.reset_defaults()


def counted(method: str, route: str, status: str) -> float:
    return HTTP_REQUESTS.labels(method, route, status)._value.get()


@pytest.mark.parametrize(
    ("path", "status", "event"),
    [("failed", "500", "request failed"), ("full", "503", "call refused"), ("missing", "404", "")],
)
async def test_a_call_is_counted_and_a_failure_said_once(
    app: FastAPI, logged: list[dict[str, object]], path: str, status: str, event: str
) -> None:
    route = f"/api/v1/trial/{path}/{{whose}}"
    before = counted("GET", route, status)
    async with stranger(app) as http:
        answer = await http.get(f"/api/v1/trial/{path}/{PLANTED}")
    assert str(answer.status_code) == status
    assert counted("GET", route, status) == before + 1
    assert [line["event"] for line in logged] == ([event] if event else [])
    assert {line["request"] for line in logged} <= {answer.headers["X-Request-Id"]}
    assert PLANTED not in str(logged)


async def test_what_callers_make_up_is_no_label(app: FastAPI) -> None:
    """Else every stranger could make the figures grow without end."""
    async with stranger(app) as http:
        await http.get(f"/no/such/{PLANTED}")
        await http.request("CLEMENTINA", "/healthz")
    labels = {value for labels in [*HTTP_REQUESTS._metrics, *HTTP_SECONDS._metrics] for value in labels}
    assert not [value for value in labels if "lementina" in value.lower()]
    assert {"unmatched", "other"} <= labels
