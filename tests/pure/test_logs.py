"""The log says where something went wrong, never what a person wrote."""

import json
import logging
import subprocess
import sys
from pathlib import Path

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


PLANTED = {
    "card": "4000 1234 5678 9010",
    "account": "ES9121000418450200051332",
    "mail": "clementina@example.test",
    "phone": "+34600111222",
    "name": "Clementina",
}
FAILS_EVERYWHERE = """
import asyncio, gc, logging, structlog, sys, threading
planted, safe = sys.argv[1], sys.argv[2:] != ["unsafe"]
if safe:
    from atiende.logs import configure
    configure("debug", sys.argv[2])
log = structlog.get_logger()
class Shown:
    def __repr__(self):
        return planted
def fails(letter):
    try:
        {}[letter]
    except KeyError as error:
        raise ValueError(f"cannot read {letter}") from error
def chained():
    try:
        fails(planted)
    except ValueError:
        log.exception("inbound failed", ingress="ing_1")
        logging.getLogger("mail.log").exception("%r session exception", planted)
        logging.getLogger("asyncpg").error("%s", planted, exc_info=True)
    try:
        raise ExceptionGroup(planted, [ValueError(planted)])
    except* ValueError:
        log.exception("loop failed", loop="intake")
class Dies:
    def __del__(self):
        raise ValueError(planted)
async def main():
    loop = asyncio.get_running_loop()
    async def lost():
        raise ValueError(planted)
    task = loop.create_task(lost())
    await asyncio.sleep(0.01)
    del task
    gc.collect()
    loop.call_soon(fails, planted)
    await asyncio.sleep(0.01)
chained()
asyncio.run(main())
thread = threading.Thread(target=fails, args=(planted,), name=planted)
thread.start()
thread.join()
Dies()
logging.getLogger("uvicorn.error").warning("Invalid request %s", Shown())
"""


def told(form: str) -> str:
    planted = " ".join(PLANTED.values())
    done = subprocess.run([sys.executable, "-c", FAILS_EVERYWHERE, planted, form], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stderr


def test_no_way_of_failing_tells_what_was_planted() -> None:
    for form in ("text", "json"):
        said = told(form)
        assert [kind for kind, value in PLANTED.items() if value in said] == [], said
        assert said.count("ValueError") >= 6, "each of them is still said, with its kind and places"


def test_without_our_way_of_logging_all_of_it_is_told() -> None:
    """Negative control."""
    said = told("unsafe")
    assert [kind for kind, value in PLANTED.items() if value not in said] == []


def test_a_log_that_cannot_be_written_to_fails_nobody() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run([sys.executable, "-c", FAILS + "print('done')", "info", "text"], stdout=-1, stderr=full)
    assert (done.returncode, done.stdout) == (0, b"done\n")
