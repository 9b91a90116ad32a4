"""What the server writes to its standard error, as text or JSON. Places in the code, never values: an error's own words
and the variables around it may be a person's, so of an exception only its kind and where it came from are kept."""

import logging
import sys
from collections.abc import MutableMapping
from types import TracebackType

import structlog

from atiende.ports.metrics import LOG_LINES

PLACES = 12
"""Innermost frames that are named."""


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
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processors=[_of_library, without_words, render])
    )
    logging.basicConfig(handlers=[handler], level=max(number, logging.WARNING), force=True)


def _counted(_logger: object, _name: str, event: MutableMapping[str, object]) -> MutableMapping[str, object]:
    LOG_LINES.labels(str(event.get("level", ""))).inc()
    return event


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
    """Without what the standard library's logging carries along."""
    event.pop("_record", None)
    event.pop("_from_structlog", None)
    return event
