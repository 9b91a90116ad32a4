"""What every test gets: the asyncio backend, a check for leaked tasks, the shared inputs, and the rule on skipping."""

import asyncio
import gc
import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.shared_data import ABSENT, shared_data_dir

pytest_plugins = ("tests.services", "tests.telling", "pytester")

TESTS = Path(__file__).parent
EVERYTHING_REQUIRED = os.environ.get("TEST_REQUIRE") == "all"

# Where everything is required, the same cases come on every run; elsewhere new ones are looked for.
settings.register_profile("atiende", deadline=None, database=None, print_blob=True, derandomize=EVERYTHING_REQUIRED)
settings.load_profile("atiende")


gc.disable()  # thousands of modules and tests come in, and none of them goes again before the end


LONG_FILES = ("simulation", "browser", "chaos", "live")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long comes first: at the end no worker is left alone with a long file."""
    places = {name: place for place, name in enumerate(LONG_FILES)}
    items.sort(key=lambda item: places.get(item.path.relative_to(TESTS).parts[0], len(places)))


def pytest_collection_finish() -> None:
    """What was loaded stays out of the collector's sight: looking through it takes a seventh of all the time."""
    gc.collect()
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def shared_data() -> Path:
    """The directory of real inputs beside the repository; the test is skipped where it does not exist."""
    found = shared_data_dir()
    if found is None:
        pytest.skip(ABSENT)
    return found


@pytest.fixture(autouse=True)
def no_leaked_tasks(request: pytest.FixtureRequest) -> Iterator[None]:
    """An asynchronous test fails when a task it started outlives it."""
    if "anyio_backend" in request.fixturenames:
        request.getfixturevalue("_task_census")
    yield


@pytest.fixture
async def _task_census() -> AsyncIterator[None]:
    before = asyncio.all_tasks()
    yield
    leaked = {task for task in asyncio.all_tasks() - before if not _of_the_test_runner(task)}
    if leaked:  # what was cancelled or is finishing gets a moment to do so
        _, leaked = await asyncio.wait(leaked, timeout=10)
    if leaked:
        pytest.fail("tasks outlived the test: " + "; ".join(repr(task) for task in leaked))


def _of_the_test_runner(task: asyncio.Task[object]) -> bool:
    return getattr(task.get_coro(), "__qualname__", "").startswith("TestRunner.")


def _excused(reason: str) -> bool:
    return ABSENT in reason


def _require(report: pytest.TestReport | pytest.CollectReport) -> None:
    """With TEST_REQUIRE=all a skip is a failure, except where the shared inputs are absent."""
    if not (EVERYTHING_REQUIRED and report.skipped) or hasattr(report, "wasxfail"):
        return
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    if not _excused(reason):
        report.outcome = "failed"
        report.longrepr = f"skipped, but TEST_REQUIRE=all: {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    report = yield
    _require(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector):
    report = yield
    _require(report)
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    excused = [report for report in terminalreporter.getreports("skipped") if _excused(str(report.longrepr))]
    if excused:
        terminalreporter.write_sep("=", "inputs that are not on this machine")
        terminalreporter.write_line(f"{len(excused)} skipped: {ABSENT}")
