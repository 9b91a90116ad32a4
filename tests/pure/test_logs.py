"""The log says where something went wrong, never what a person wrote."""

import json
import logging
import subprocess
import sys

from atiende.logs import without_words

FAILS = """
import logging, structlog, sys
from atiende.logs import configure
configure(sys.argv[1], sys.argv[2])
def read(letter):
    raise ValueError(f"cannot read {letter}")
structlog.get_logger().info("listens", port=1)
try:
    read("my card is 4000 1234")
except ValueError as error:
    structlog.get_logger().exception("loop failed", loop="intake")
    logging.getLogger("uvicorn.error").exception("Exception in ASGI application")
"""


def written(level: str, form: str) -> str:
    return subprocess.run([sys.executable, "-c", FAILS, level, form], capture_output=True, text=True, check=True).stderr


def test_an_exception_is_its_kind_and_its_places_without_its_words() -> None:
    for form in ("text", "json"):
        said = written("info", form)
        assert "4000 1234" not in said
        assert said.count("ValueError") == 2
        assert "Traceback" not in said


def test_json_is_one_object_a_line_and_the_level_counts() -> None:
    lines = [json.loads(line) for line in written("warning", "json").splitlines()]
    assert [line["event"] for line in lines] == ["loop failed", "Exception in ASGI application"]
    assert lines[0]["at"].startswith("<string>:")
    assert json.loads(written("info", "json").splitlines()[0])["event"] == "listens"


def test_of_a_group_the_first_inner_error_is_named() -> None:
    group = ExceptionGroup("several", [KeyError("secret")])
    event = without_words(logging.getLogger(), "error", {"event": "failed", "exc_info": group})
    assert event["error"] == "KeyError" and "secret" not in str(event)
