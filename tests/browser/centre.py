"""A whole centre for the browser: made before the server starts, run as its own process, killed and started at will."""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar, TypeVar

import msgspec

from atiende.actions.configuration import Ref, publish
from atiende.actions.endpoints import public_key
from atiende.actions.sessions import open_session
from atiende.actions.setup import Administrator, Centre, Chat, Mailbox, create_centre
from atiende.actions.users import Person, create_user
from atiende.bench.servers.processes import free_port
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.desk_documents import QuickReply
from atiende.domain.work import User
from atiende.ports.desk import Desk
from atiende.ports.store import Change
from atiende.settings import Settings
from atiende.wiring import open_desk

T = TypeVar("T")
PASSWORD = "una clave para pruebas"
ADDRESS = "ayuda@azahar.test"
IDENTITY_SECRET = "the site and the centre share this"
READY_SECONDS = 90.0
PEOPLE = {
    "ana": ("Ana García", "agent", "es"),
    "luis": ("Luis Ortega", "agent", "es"),
    "emma": ("Emma Clark", "agent", "en"),
    "marta": ("Marta Solé", "supervisor", "es"),
}
MailSettings = dict[str, str | int | bool | list[str]]


@dataclass(frozen=True, slots=True)
class Made:
    """A centre that lies ready in a directory. `sessions`: a signed-in cookie of each person."""

    directory: Path
    tenant: str
    chat: str
    sessions: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """How the queue and the mailbox of a centre differ from the usual."""

    offer_seconds: int = 60
    wrap_up_seconds: int = 0
    mailbox: MailSettings = field(default_factory=dict)


def made(directory: Path, wanted: Wanted | None = None) -> Made:
    return _apart(_make(directory, wanted or Wanted()))


async def _make(directory: Path, wanted: Wanted) -> Made:
    async with open_desk(Settings(data_dir=directory)) as desk:
        centre = Centre(
            organization="Comercial Azahar",
            time_zone="Europe/Madrid",
            language="es",
            admin=Administrator(name="Administración", email="admin@azahar.test", password=PASSWORD),
            queue="Atención",
            chat=Chat(name="Chat de la web"),
            mailbox=Mailbox(name="Correo", address=ADDRESS, settings=wanted.mailbox),
        )
        created = await create_centre(desk, centre)
        await _configure(desk, created.tenant, wanted)
        sessions = {"admin": (await open_session(desk, created.tenant, created.member.user)).token}
        for key, (name, role, language) in PEOPLE.items():
            person = Person(
                name=name,
                email=f"{key}@azahar.test",
                password=PASSWORD,
                locale=language,
                role=role,
                teams=("main",),
                languages={language: 5},
            )
            user = (await create_user(desk, created.tenant, "system:test", person)).user
            if key != "marta":  # she keeps the ten seconds in which a mail can be called back
                await _prefer(desk, created.tenant, user.id, {"undo.mail": "0"})
            sessions[key] = (await open_session(desk, created.tenant, user)).token
        return Made(directory, created.tenant, public_key(created.tenant, "chat"), sessions)


async def _prefer(desk: Desk, tenant: str, user: str, preferences: dict[str, str]) -> None:
    def decide(change: Change) -> None:
        row = change.get(User, user)
        assert row is not None
        change.put(msgspec.structs.replace(row, preferences=preferences))

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def _configure(desk: Desk, tenant: str, wanted: Wanted) -> None:
    def decide(change: Change) -> None:
        queue = docs.Queue(
            name="Atención",
            brand="main",
            teams=["main"],
            offer_seconds=wanted.offer_seconds,
            wrap_up_seconds=wanted.wrap_up_seconds,
            hours="always",
        )
        publish(change, "system:test", Ref("queue", "main"), queue)
        publish(change, "system:test", Ref("queue", "returns"), docs.Queue(name="Devoluciones", brand="main"))
        words = "Hola, {{ customer.first_name }}: soy {{ agent.first_name }}."
        greeting = QuickReply(name="Saludo", shortcut="saludo", text_es=words)
        publish(change, "system:test", Ref("quick_reply", "greeting"), greeting)
        change.record(f.SecretChanged(name="web.identity"), actor="system:test")
        change.put(docs.Secret(name="web.identity", sealed=desk.keys.seal(IDENTITY_SECRET), at=change.at))
        settings: docs.Settings = {"identity_secret": "secret:web.identity"}
        chat = docs.Endpoint(name="Chat de la web", brand="main", channel="webchat", queue="main", settings=settings)
        publish(change, "system:test", Ref("endpoint", "chat"), chat)

    await desk.store.change(tenant, decide, at=desk.clock.now())


def _apart(what: Coroutine[object, object, T]) -> T:
    """In a thread of its own: the browser's loop occupies this one."""
    answers: list[T] = []
    thread = threading.Thread(target=lambda: answers.append(asyncio.run(what)))
    thread.start()
    thread.join()
    assert answers, "the centre could not be made"
    return answers[0]


class Running:
    """`atiende serve` on a centre's directory; its address stays the same when it is killed and started again."""

    own: ClassVar[dict[str, str]] = {}
    """Settings a file of tests wants beside the usual."""

    def __init__(self, data: Path, relay: int = 0) -> None:
        self.data, self.password = data, PASSWORD
        self.port, self.mail_port = free_port(), free_port()
        self.address = f"http://localhost:{self.port}"
        self._relay = relay
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("ATIENDE_")}
        own = {
            "ATIENDE_PORT": str(self.port),
            "ATIENDE_DATA_DIR": str(self.data),
            "ATIENDE_SMTP_LISTEN": f"127.0.0.1:{self.mail_port}",
        }
        if self._relay:
            own["ATIENDE_SMTP_RELAY"] = f"smtp://127.0.0.1:{self._relay}"
        self.data.mkdir(parents=True, exist_ok=True)
        with self.log_file.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "atiende.cli", "serve"], stdout=log, stderr=log, env=inherited | own | self.own
            )
        limit = time.monotonic() + READY_SECONDS
        while not self._ready():
            if self._process.poll() is not None or time.monotonic() > limit:
                raise RuntimeError(f"the server is not ready:\n{self.log()[-4000:]}")
            time.sleep(0.05)

    def kill(self) -> None:
        """As a power cut for the process: nothing is said, nothing is flushed."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    @property
    def log_file(self) -> Path:
        return self.data.parent / "server.log"

    def log(self) -> str:
        return self.log_file.read_text("utf-8", "replace")

    def _end(self, how: signal.Signals) -> None:
        if self._process is None:
            return
        self._process.send_signal(how)
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    def _ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=1) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False


@contextmanager
def running(source: Made, directory: Path, relay: int = 0) -> Iterator[Running]:
    """A copy of the made centre, served for as long as the block lasts."""
    directory.mkdir(parents=True, exist_ok=True)
    shutil.copytree(source.directory, directory / "data", dirs_exist_ok=True)
    server = Running(directory / "data", relay)
    try:
        server.start()
        yield server
    finally:
        server.kill()
