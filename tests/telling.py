"""How a failed test says why, in a few lines: what failed inside a group of tasks, and for what a wait waited."""

import traceback
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import pytest

from tests.waiting import short

HERE = str(Path(__file__).parent)
MOST_LEAVES, MOST_VALUES, MOST_FRAMES = 5, 20, 4


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    report: pytest.TestReport = yield
    if report.failed and call.excinfo is not None:
        leaves = list(_leaves(call.excinfo.value))[:MOST_LEAVES]
        if any(map(_says_little, [call.excinfo.value, *leaves])):
            report.sections.append(("why", "\n\n".join(map(_told, leaves))))
            _in_one_line(report, leaves[0])
    return report


def _leaves(error: BaseException) -> Iterator[BaseException]:
    """What went wrong, without the groups around it."""
    if isinstance(error, BaseExceptionGroup):
        for one in error.exceptions:
            yield from _leaves(one)
    else:
        yield error


def _says_little(error: BaseException) -> bool:
    return isinstance(error, BaseExceptionGroup) or not str(error)


def _told(error: BaseException) -> str:
    """The error, the lines of ours that led to it, and the values the last of them saw where it has no words."""
    found = list(_frames(error))[-MOST_FRAMES:]
    lines = [f"{type(error).__name__}: {error}".rstrip(": ")]
    for frame, number in found:
        [line] = traceback.StackSummary.extract([(frame, number)])
        lines.append(f"  {Path(line.filename).relative_to(HERE)}:{number} in {line.name}: {line.line}")
    if found and not str(error):
        values = list(found[-1][0].f_locals.items())[:MOST_VALUES]
        lines += [f"    {name} = {short(value)}" for name, value in values]
    return "\n".join(lines)


def _frames(error: BaseException) -> Iterator[tuple[FrameType, int]]:
    """Of these tests, outermost first. A wait that was cut off stopped where its cause says."""
    for frame, number in traceback.walk_tb(error.__traceback__):
        if frame.f_code.co_filename.startswith(HERE):
            yield frame, number
    cause = error.__cause__
    if isinstance(error, TimeoutError) and cause is not None:
        yield from _frames(cause)


def _in_one_line(report: pytest.TestReport, error: BaseException) -> None:
    """The line of the summary, which for a group would only say that it is one."""
    crash = getattr(report.longrepr, "reprcrash", None)
    if crash is not None:
        crash.message = _told(error).replace("\n", " · ")
