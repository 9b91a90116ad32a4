"""The real server with its demo centre as a child process, to be killed and started again on the same port and data."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.request import HTTPCookieProcessor, Request, build_opener, urlopen

from atiende.bench.servers.processes import free_port
from tests.waiting import soon

READY = re.compile(r"Atiende is ready: (http://\S+)")
PASSWORD = re.compile(r"Everybody's password: (.+)")
PATIENCE = 40.0
READY_SECONDS = 90.0
"""A demo is made first, on a machine that has other things to do: it ends a wait, it measures nothing."""


class Server:
    """`address` stays the same over restarts."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._port = free_port()
        self.address = f"http://localhost:{self._port}"
        self.password = ""
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        own = {"ATIENDE_PORT": str(self._port), "ATIENDE_DATA_DIR": str(self._data), "ATIENDE_SMTP_LISTEN": "off"}
        with (self._data.parent / "server.log").open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "atiende.cli", "demo", "--brief"], stdout=log, stderr=log, env=os.environ | own
            )
        said = until(lambda: READY.search(self._log()) and self._log(), self._log, within=READY_SECONDS)
        found = PASSWORD.search(said)
        self.password = found[1].strip() if found else self.password

    @property
    def shop(self) -> str:
        """The page with the chat on it in which people answer at once."""
        with urlopen(f"{self.address}/demo") as page:
            return str(page.url).replace(".asistente", ".chat")

    def kill(self) -> None:
        """As a power cut for the process: nothing is said, nothing is flushed."""
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
            self._process = None

    def _log(self) -> str:
        return (self._data.parent / "server.log").read_text("utf-8", "replace")


@contextmanager
def running(data: Path) -> Iterator[Server]:
    server = Server(data)
    try:
        server.start()
        yield server
    finally:
        server.kill()


class Agent:
    """Somebody of the demo centre, through the REST API as the desk uses it."""

    def __init__(self, server: Server, mail: str) -> None:
        self._server = server
        self._browser = build_opener(HTTPCookieProcessor(CookieJar()))
        self._csrf = ""
        self._csrf = self.call("POST", "session", {"email": mail, "password": server.password})["csrf"]

    def call(self, method: str, path: str, body: object = None, match: str = "") -> Any:
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json", "X-CSRF-Token": self._csrf, "Origin": self._server.address}
        if match:
            headers["If-Match"] = match
        request = Request(f"{self._server.address}/api/v1/{path}", data, headers, method=method)
        with self._browser.open(request, timeout=10) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def be_available(self) -> None:
        self.call("PUT", "me/presence", {"state": "available", "reason": ""})

    def accept(self, words: str) -> str:
        """Takes the chat whose last line contains `words`; what else is offered is declined."""
        return str(until(lambda: self._accept(words)))

    def _accept(self, words: str) -> str:
        for offer in self.call("GET", "offers")["items"]:
            if words in (offer["last_line"] or ""):
                return str(self.call("POST", f"offers/{offer['id']}/accept", {})["conversation"])
            self.call("POST", f"offers/{offer['id']}/decline", {})
            self.be_available()
        return ""

    def answer(self, conversation: str, text: str) -> None:
        self.call(
            "POST", f"conversations/{conversation}/messages", {"client_id": f"{conversation} {text}", "text": text}
        )

    def texts(self, conversation: str) -> list[str]:
        entries = self.call("GET", f"conversations/{conversation}/timeline")["items"]
        return [entry["text"] for entry in entries if entry["type"] == "message"]


def until(
    what: Callable[[], Any], explain: Callable[[], str] = lambda: "it did not happen", *, within: float = PATIENCE
) -> Any:
    try:
        return soon(what, within=within, every=0.1)
    except AssertionError as never:
        raise AssertionError(f"{explain()}; {never}") from None
