"""A running server with a visitor's and an agent's socket into it, for tests of what goes over the wire."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from websockets.asyncio.client import ClientConnection, connect

from atiende.actions.configuration import Ref, publish
from atiende.actions.endpoints import public_key
from atiende.actions.sessions import open_session
from atiende.actions.setup import Administrator, Centre, create_centre
from atiende.bench.servers.asterisk import AsteriskServer
from atiende.domain import documents as docs
from atiende.domain.work import User
from atiende.ports.store import Change
from atiende.ports.voice import VoiceEngine
from atiende.serving import OwnSignals, _config, _listen
from atiende.settings import Settings
from atiende.wiring import Node, open_node
from tests.fakes import with_tables

Frame = dict[str, object]
SECRET = "the site and the centre share this"
ADMIN = Administrator(name="Marta", email="marta@azahar.test", password="una clave para pruebas")
OPENS_WITHIN = 30
"""Seconds a socket may take to open on a machine that has other things to do."""


@dataclass
class Server:
    node: Node
    port: int
    tenant: str
    admin: User
    token: str

    @asynccontextmanager
    async def chat(self, token: str | None = None, since: int = 0, **more: object) -> AsyncIterator["Chat"]:
        async with connect(f"ws://127.0.0.1:{self.port}/widget", max_size=None, open_timeout=OPENS_WITHIN) as socket:
            chat = Chat(socket)
            endpoint = public_key(self.tenant, "web")
            await chat.say(op="hello", endpoint=endpoint, token=token, since=since, language="es", **more)
            yield chat

    @asynccontextmanager
    async def desk(self) -> AsyncIterator["Chat"]:
        headers = {"Cookie": f"atiende_session={self.token}"}
        url = f"ws://127.0.0.1:{self.port}/api/v1/live"
        async with connect(url, additional_headers=headers, max_size=None, open_timeout=OPENS_WITHIN) as socket:
            chat = Chat(socket)
            await chat.say(op="hello", since=0)
            yield chat


@dataclass
class Chat:
    socket: ClientConnection

    async def say(self, **frame: object) -> None:
        await self.socket.send(json.dumps(frame))

    async def hear(self, *ops: str) -> Frame:
        """The next frame of one of these kinds."""
        async with asyncio.timeout(30):
            while True:
                frame: Frame = json.loads(await self.socket.recv())
                if frame["op"] in ops:
                    return frame

    async def send(self, once: str, text: str, **more: object) -> Frame:
        await self.say(op="send", client_id=once, text=text, **more)
        return await self.hear("ack", "refused")


@asynccontextmanager
async def serving(
    tmp_path: Path, *, private: bool = False, engine: VoiceEngine | None = None, asterisk: AsteriskServer | None = None
) -> AsyncIterator[Server]:
    """A whole node on a port of its own, with one chat. `private`: it may ask servers of this machine. `engine` carries
    its calls, or `asterisk` those of telephones."""
    settings = Settings(
        data_dir=tmp_path,
        smtp_listen="off",
        webhook_allow_private=private,
        media_hosts=("127.0.0.1",),
        media="off" if asterisk is not None else "own",
        asterisk_url=asterisk.url if asterisk is not None else "",
        asterisk_sounds=asterisk.site.sounds if asterisk is not None else Path(),
    )
    await with_tables(tmp_path)
    async with open_node(settings) as node:
        if engine is not None:
            assert isinstance(node.desk.voice.engines, dict)
            node.desk.voice.engines["embedded"] = engine
        made = await create_centre(
            node.desk,
            Centre(organization="Azahar", time_zone="Europe/Madrid", language="es", admin=ADMIN, queue="General"),
        )
        await _publish(node, made.tenant)
        session = await open_session(node.desk, made.tenant, made.member.user)
        listening = _listen("127.0.0.1", 0)
        web = OwnSignals(_config(node.app))
        try:
            async with asyncio.TaskGroup() as group:
                reactors = group.create_task(node.centre.run())
                served = group.create_task(web.serve(sockets=[listening]))
                while not web.started or made.tenant not in node.centre.tenancies:
                    await asyncio.sleep(0.02)
                await asyncio.sleep(0.2)
                yield Server(node, listening.getsockname()[1], made.tenant, made.member.user, session.token)
                web.should_exit = True
                await served
                reactors.cancel()
        finally:
            listening.close()


async def _publish(node: Node, tenant: str) -> None:
    def decide(change: Change) -> None:
        queue = next(iter(one.slug for one in change.where(docs.Document, {"kind": "queue"})))
        change.put(docs.Secret(name="site", sealed=node.desk.keys.seal(SECRET), at=change.at))
        body = docs.Endpoint(
            name="Web", brand="main", channel="webchat", queue=queue, settings={"identity_secret": "secret:site"}
        )
        publish(change, "system:test", Ref("endpoint", "web"), body)

    await node.desk.store.change(tenant, decide, at=node.desk.clock.now())
