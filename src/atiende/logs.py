"""What the server writes to its standard error, as text or JSON. Places in the code, never values: an error's own words
and the variables around it may be a person's. So of an exception only its kind and where it came from are kept, and of
what a library says only its pattern, without what it would fill in."""

import io
import logging
import re
import sys
import threading
from collections.abc import MutableMapping
from contextlib import suppress
from types import TracebackType
from typing import TextIO, cast

import structlog

from atiende.ports.metrics import LOG_LINES

PLACES = 12
"""Innermost frames that are named."""
SHOWN = re.compile(r"[\n<({\[:]")
"""Where a library's own text ends and what it shows begins: a callback's arguments, a task with its exception."""


def configure(level: str, form: str) -> None:
    """For the whole process: our own events, and the warnings of the libraries we use."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        _counted,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        without_words,
    ]
    render: structlog.typing.Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if form == "json"
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    number = logging.getLevelNamesMapping()[level.upper()]
    structlog.configure(
        processors=[*shared, render],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.PrintLoggerFactory(cast(TextIO, _Unhurt(sys.stderr))),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processors=[_of_library, without_words, render])
    )
    threading.excepthook = _thread_failed
    sys.unraisablehook = _unraisable
    logging.basicConfig(handlers=[handler], level=max(number, logging.WARNING), force=True)


class _Unhurt(io.TextIOBase):
    """A line that cannot be written (the log's own disk is full) is lost: what it tells of must not fail for it."""

    def __init__(self, target: TextIO) -> None:
        self._target = target

    def write(self, text: str) -> int:
        with suppress(OSError):
            self._target.write(text)
        return len(text)

    def flush(self) -> None:
        with suppress(OSError):
            self._target.flush()


def _counted(_logger: object, _name: str, event: MutableMapping[str, object]) -> MutableMapping[str, object]:
    LOG_LINES.labels(str(event.get("level", ""))).inc()
    return event


def _thread_failed(failed: threading.ExceptHookArgs) -> None:
    given = (failed.exc_type, failed.exc_value, failed.exc_traceback)
    structlog.get_logger().error("thread failed", exc_info=given)


def _unraisable(failed: "sys.UnraisableHookArgs") -> None:
    given = (failed.exc_type, failed.exc_value, failed.exc_traceback)
    structlog.get_logger().error("failed where nobody could hear of it", exc_info=given)


def without_words(_logger: object, _name: str, event: MutableMapping[str, object]) -> MutableMapping[str, object]:
    """An exception becomes its kind and the places it came through."""
    given = event.pop("exc_info", None)
    if given is True:
        given = sys.exc_info()
    error = given[1] if isinstance(given, tuple) and len(given) == 3 else given
    if isinstance(error, BaseException):
        error = innermost(error)
        event.setdefault("error", type(error).__name__)
        event["at"] = places(error)
    return event


def innermost(error: BaseException) -> BaseException:
    """Of a group, its first exception."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error


def places(error: BaseException) -> str:
    """`reactors/intake.py:63 < …`, innermost first."""
    found: list[str] = []
    step: TracebackType | None = error.__traceback__
    while step is not None:
        name = step.tb_frame.f_code.co_filename
        found.append(f"{name.rpartition('/site-packages/')[2].rpartition('/atiende/')[2]}:{step.tb_lineno}")
        step = step.tb_next
    return " < ".join(reversed(found[-PLACES:]))


def _of_library(_logger: object, _name: str, event: MutableMapping[str, object]) -> MutableMapping[str, object]:
    """Its pattern up to where objects are shown, and whose it is, without what logging carries along."""
    record = event.pop("_record", None)
    if isinstance(record, logging.LogRecord):
        event["event"] = SHOWN.split(str(record.msg), maxsplit=1)[0].strip()
        event["logger"] = record.name
    event.pop("_from_structlog", None)
    return event
