"""The rules every test runs under, each shown by a test that breaks it."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CONFTEST = (ROOT / "tests" / "conftest.py").read_text().replace('"pytester"', "")
SETTINGS = f"[pytest]\nanyio_mode = auto\npythonpath = {ROOT}\nfilterwarnings = error\n"


def run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, test: str, **environment: str) -> pytest.RunResult:
    pytester.makeini(SETTINGS)
    pytester.makeconftest(CONFTEST)
    pytester.makepyfile("import asyncio, socket, pytest\n" + test)
    for name in ("TEST_REQUIRE", "ATIENDE_TEST_DATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    needless = [part for name in ("cacheprovider", "xdist", "schemathesis") for part in ("-p", f"no:{name}")]
    return pytester.runpytest_subprocess(*needless)


LEAK = "async def test_it():\n    global kept\n    kept = asyncio.create_task(asyncio.Event().wait())\n"
OWNED = (
    "async def test_it():\n    async with asyncio.TaskGroup() as group:\n        group.create_task(asyncio.sleep(0))\n"
)
SKIP = 'def test_it():\n    pytest.skip("no time")\n'
SKIP_FILE = 'pytest.skip("no time", allow_module_level=True)\n'
NEEDS_DATA = "def test_it(shared_data):\n    assert shared_data.is_dir()\n"
OPEN_SOCKET = "def test_it():\n    socket.socket()\n"


def test_a_task_that_outlives_its_test_fails_it(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    result = run(pytester, monkeypatch, LEAK)
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["*tasks outlived the test*"])
    run(pytester, monkeypatch, OWNED).assert_outcomes(passed=1)


def test_a_socket_left_open_fails_its_test(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    run(pytester, monkeypatch, OPEN_SOCKET).assert_outcomes(failed=1)


def test_where_everything_is_required_a_skip_fails(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    run(pytester, monkeypatch, SKIP).assert_outcomes(skipped=1)
    run(pytester, monkeypatch, SKIP, TEST_REQUIRE="all").assert_outcomes(failed=1)
    run(pytester, monkeypatch, SKIP_FILE).assert_outcomes(skipped=1)
    assert run(pytester, monkeypatch, SKIP_FILE, TEST_REQUIRE="all").ret != 0


def test_absent_inputs_are_skipped_counted_and_said(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    result = run(pytester, monkeypatch, NEEDS_DATA, TEST_REQUIRE="all", ATIENDE_TEST_DATA="/nowhere")
    result.assert_outcomes(skipped=1)
    result.stdout.fnmatch_lines(["*1 skipped: no ../shared/data*"])
    run(pytester, monkeypatch, NEEDS_DATA, TEST_REQUIRE="all", ATIENDE_TEST_DATA=str(ROOT)).assert_outcomes(passed=1)
