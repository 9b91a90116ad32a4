"""Puts hostile texts into a running centre by its own doors: SMTP, the widget's socket, the API.

Answers where they lie, for the browser to look there.
"""

import asyncio
import hashlib
import hmac
import json
import smtplib
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2

from atiende.actions.configuration import Ref, publish
from atiende.actions.sessions import open_session
from atiende.actions.users import Person, create_user
from atiende.bench.attack_cases import Cases
from atiende.bench.attack_mail import Mail, body_mails, groups, raw, row_mails
from atiende.bench.centre import Prepared, SignedIn, prepare
from atiende.bench.running import RunningServer
from atiende.bench.sockets_client import SocketClient
from atiende.domain import desk_documents as desk_docs
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.ports.store import Change
from atiende.settings import Settings
from atiende.wiring import open_desk

ADDRESS = "desk@bench.test"
IDENTITY_SECRET = "only for a benchmark 2"  # noqa: S105
FIELDS = tuple(f"field-{number}" for number in range(12))
PER_CHAT = 40
INERT_ROWS = 3
"""Of the texts that do nothing every third has a row of its own; all of them are in bodies and chats."""
STORED_SECONDS = 120.0


@dataclass(slots=True)
class Lie:
    """Where hostile texts lie: conversations by channel, and the customers who have fields."""

    mails: list[str] = field(default_factory=list)
    chats: list[str] = field(default_factory=list)
    customers: list[str] = field(default_factory=list)
    wall: str = ""
    visitor: dict[str, str] = field(default_factory=dict)


async def hostile_centre(directory: Path, names: Sequence[str]) -> tuple[Prepared, SignedIn]:
    """A centre with a mailbox, a chat that knows its visitors, fields, and tags and an agent of hostile names."""
    prepared = await prepare(directory, 0, mailbox=ADDRESS)
    async with open_desk(Settings(data_dir=directory)) as desk:

        def configure(change: Change) -> None:
            change.record(f.SecretChanged(name="web.identity"), actor="system:bench")
            change.put(docs.Secret(name="web.identity", sealed=desk.keys.seal(IDENTITY_SECRET), at=change.at))
            settings: docs.Settings = {"identity_secret": "secret:web.identity"}
            chat = docs.Endpoint(name="Chat", brand="main", channel="webchat", queue="main", settings=settings)
            publish(change, "system:bench", Ref("endpoint", "chat"), chat)
            for number, slug in enumerate(FIELDS):
                body = desk_docs.CustomField(name=slug, of="customer" if number < 9 else "conversation")
                publish(change, "system:bench", Ref("field", slug), body)
            for number, name in enumerate(names):
                publish(change, "system:bench", Ref("tag", f"tag-{number}"), desk_docs.Tag(name=name, name_es=name))

        await desk.store.change(prepared.tenant, configure, at=desk.clock.now())
        person = Person(
            name=names[0], email="agent@bench.test", role="agent", teams=("main",), languages={"es": 5, "en": 5}
        )
        user = (await create_user(desk, prepared.tenant, "system:bench", person)).user
        opened = await open_session(desk, prepared.tenant, user)
        return prepared, SignedIn(user.id, opened.token, opened.session.csrf)


async def bring_in(server: RunningServer, prepared: Prepared, agent: SignedIn, cases: Cases) -> Lie:
    """Everything into every place it may be written."""
    bodies = body_mails(cases.acting, cases.inert, cases.files)
    rows = row_mails([*cases.acting, *cases.inert[::INERT_ROWS]])
    texts = [*cases.acting, *("\n".join(group) for group in groups(cases.inert, PER_CHAT // 2))]
    delivered, _ = await asyncio.gather(
        asyncio.to_thread(_deliver, server.mail_port, [*bodies, *rows]), _chat(server.port, prepared.chat, texts)
    )
    caller = Caller(server.port, (prepared.admin, agent))
    try:
        lie = await _found(caller, delivered)
        lie.visitor = _identity(0, texts[0])
        await caller.send("PUT", "/me/presence", {"state": "available", "reason": ""}, who=1)
        await _write(caller, lie, texts)
    finally:
        await caller.close()
    return lie


def _deliver(port: int, mails: Sequence[Mail]) -> int:
    """How many were taken."""
    taken = 0
    with smtplib.SMTP("127.0.0.1", port, timeout=60) as client:
        for mail in mails:
            try:
                client.sendmail(mail.sender, [ADDRESS], raw(mail, ADDRESS))
                taken += 1
            except smtplib.SMTPResponseException:
                continue
    return taken


async def _chat(port: int, endpoint: str, texts: Sequence[str]) -> None:
    """Forty messages of one visitor, whose name is the first of them; every one acknowledged or refused in words."""
    for number, group in enumerate(groups(texts, PER_CHAT)):
        waiting = {f"m{place}" for place in range(len(group))}
        answered = asyncio.Event()

        def heard(frame: bytes, waiting: set[str] = waiting, answered: asyncio.Event = answered) -> None:
            said = json.loads(frame)
            waiting.discard(said.get("client_id", ""))
            if not waiting:
                answered.set()

        socket = await SocketClient.connect(port, "/widget", heard)
        hello = {"op": "hello", "endpoint": endpoint, "language": "es", "identity": _identity(number, group[0])}
        socket.send(json.dumps(hello).encode())
        for place, text in enumerate(group):
            socket.send(json.dumps({"op": "send", "client_id": f"m{place}", "text": text[:8000]}).encode())
        try:
            await asyncio.wait_for(answered.wait(), 20)
        finally:
            socket.close()


def _identity(number: int, name: str) -> dict[str, str]:
    ident = f"visitor-{number}"
    signed = hmac.new(IDENTITY_SECRET.encode(), ident.encode(), hashlib.sha256).hexdigest()
    return {"id": ident, "name": name.replace("\x00", "")[:200], "hash": signed}


class Caller:
    """The API as signed-in people; who asked too often waits as he is told."""

    def __init__(self, port: int, people: Sequence[SignedIn]) -> None:
        base = f"http://localhost:{port}"
        self._people = [
            httpx2.AsyncClient(
                base_url=f"{base}/api/v1",
                headers={"Cookie": f"atiende_session={one.token}", "X-CSRF-Token": one.csrf, "Origin": base},
                timeout=60,
            )
            for one in people
        ]

    async def close(self) -> None:
        for person in self._people:
            await person.aclose()

    async def get(self, path: str) -> Any:
        answer = await self.send("GET", path)
        answer.raise_for_status()
        return answer.json()

    async def send(self, method: str, path: str, body: object = None, who: int = 0) -> httpx2.Response:
        while True:
            answer = await self._people[who].request(method, path, json=body)
            if answer.status_code != 429:
                return answer
            await asyncio.sleep(float(answer.headers.get("Retry-After", "1")))

    async def pages(self, path: str) -> AsyncIterator[dict[str, Any]]:
        cursor = ""
        while True:
            page = await self.get(f"{path}{cursor}")
            for item in page["items"]:
                yield item
            if page["next"] is None:
                return
            cursor = f"&cursor={page['next']}"


async def _found(caller: Caller, delivered: int) -> Lie:
    """Waits until all mail is in its conversations, or nothing more comes."""
    before, limit = -1, asyncio.get_running_loop().time() + STORED_SECONDS
    while True:
        rows = [row async for row in caller.pages("/conversations?view=all&limit=100")]
        count = sum(int(row["last"]) for row in rows)
        if count == before or asyncio.get_running_loop().time() > limit:
            break
        before = count
        await asyncio.sleep(1.5)
    lie = Lie()
    for row in rows:
        if row["channel"] == "webchat":
            lie.chats.append(row["id"])
            lie.customers.append(row["customer"]["id"])
        elif int(row["last"]) > 1:
            lie.mails.append(row["id"])
    return lie


async def _write(caller: Caller, lie: Lie, texts: Sequence[str]) -> None:
    """Customers' fields, notes and companies; notes, tasks, promises, tags and fields of conversations; a wall."""
    for number, (conversation, customer) in enumerate(zip(lie.chats, lie.customers, strict=True)):
        own = texts[number * PER_CHAT : (number + 1) * PER_CHAT]
        values = [one.replace("\x00", "")[:1500] for one in own]
        fields = dict(zip(FIELDS[:9], values[1:], strict=False))
        record = {"fields": fields, "notes": values[-1], "organization": values[0].replace("\n", " ")[:200]}
        of_work = dict(zip(FIELDS[9:], values[10:], strict=False))
        calls = [
            ("PATCH", f"/customers/{customer}", record),
            ("POST", f"/conversations/{conversation}/notes", {"client_id": f"n{number}", "text": "\n".join(values)}),
            ("POST", f"/conversations/{conversation}/fields", {"fields": of_work}),
            ("POST", f"/conversations/{conversation}/tags", {"add": [f"tag-{number % 8}"]}),
            *(
                ("POST", "/commitments", {"kind": kind, "text": value, "conversation": conversation})
                for kind, value in zip(("promise", "task") * 3, values[3:9], strict=False)
            ),
        ]
        for method, path, body in calls:
            await caller.send(method, path, body)
    wall = await caller.send("POST", "/walls", {"name": texts[0].strip()[:80], "people": True})
    if wall.status_code < 300:
        lie.wall = str(wall.json()["path"])
