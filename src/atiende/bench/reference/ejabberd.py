"""A chat between two over XMPP: ejabberd (Debian's package) on loopback, and what its clients say over WebSocket.

Its modules are those of the package's own configuration. Everybody is anonymous, no message is stored, no shaper slows
anybody down. It runs as a process of the benchmark, not as a service, and keeps its files in a directory of its own.
RFC 7395 frames stanzas, one to a text frame.
"""

import asyncio
import os
import re
import shutil
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

PACKAGED = Path("/etc/ejabberd/ejabberd.yml")
LISTENS = """\
hosts: [localhost]
loglevel: error
auth_method: [anonymous]
allow_multiple_connections: true
anonymous_protocol: sasl_anon
listen:
  - port: {port}
    ip: "127.0.0.1"
    module: ejabberd_http
    request_handlers: {{/ws: ejabberd_http_ws}}
acl: {{local: {{user_regexp: ""}}}}
access_rules:
  local: {{allow: local}}
  announce: {{deny: all}}
  muc_create: {{allow: local}}
  pubsub_createnode: {{allow: local}}
shaper_rules:
  max_user_offline_messages: {{100: all}}
"""
OPENING = '<open xmlns="urn:ietf:params:xml:ns:xmpp-framing" to="localhost" version="1.0"/>'
AUTH = '<auth xmlns="urn:ietf:params:xml:ns:xmpp-sasl" mechanism="ANONYMOUS"/>'
BIND = '<iq xmlns="jabber:client" type="set" id="bind"><bind xmlns="urn:ietf:params:xml:ns:xmpp-bind"/></iq>'
SESSION = (
    '<iq xmlns="jabber:client" type="set" id="session"><session xmlns="urn:ietf:params:xml:ns:xmpp-session"/></iq>'
)
PRESENCE = '<presence xmlns="jabber:client"/>'
LIBRARIES = Path("/usr/lib/x86_64-linux-gnu")


def installed() -> bool:
    return shutil.which("erl") is not None and PACKAGED.exists()


def _config(port: int) -> str:
    """Who may come, and the modules as the package brings them."""
    packaged = PACKAGED.read_text()
    return LISTENS.format(port=port) + packaged[packaged.index("\nmodules:") :]


@asynccontextmanager
async def running(directory: Path, port: int, cpu: int) -> AsyncIterator[asyncio.subprocess.Process]:
    """Listens at `/ws` for as long as the block lasts: one scheduler, on this core."""
    config = directory / "ejabberd.yml"
    config.write_text(_config(port))
    arguments = ["+K", "true", "+P", "250000", "+S", "1:1", "+SDio", "1", "-noinput"]
    arguments += ["-mnesia", "dir", f'"{directory}/mnesia"', "-ejabberd", "config", f'"{config}"']
    arguments += ["log_path", f'"{directory}/ejabberd.log"', "quiet", "true", "-s", "ejabberd"]
    environment = os.environ | {"ERL_LIBS": str(LIBRARIES), "HOME": str(directory), "ERL_CRASH_DUMP": os.devnull}
    process = await asyncio.create_subprocess_exec("erl", *arguments, env=environment, cwd=directory)
    os.sched_setaffinity(process.pid, {cpu})
    try:
        await _listens(port)
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def _listens(port: int) -> None:
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        await asyncio.sleep(0.1)
    raise TimeoutError("ejabberd does not listen")


class Login:
    """The steps of one client until he may talk: give it each frame, send what it answers. `jid` is set at the end."""

    def __init__(self) -> None:
        self.jid = ""
        self.ready = asyncio.get_running_loop().create_future()
        self._authenticated = False

    def hear(self, frame: str) -> str | None:
        """What to send next; None: nothing."""
        if "stream:features" in frame:
            return BIND if self._authenticated else AUTH
        if frame.startswith("<success"):
            self._authenticated = True
            return OPENING
        if found := re.search(r"<jid>(.*?)</jid>", frame):
            self.jid = found[1]
            return SESSION
        if "id='session'" in frame or 'id="session"' in frame:
            self.ready.set_result(None)
            return PRESENCE
        return None


def message(to: str, ident: str, text: str) -> bytes:
    return f'<message xmlns="jabber:client" type="chat" to="{to}" id="{ident}"><body>{text}</body></message>'.encode()
