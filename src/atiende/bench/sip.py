"""Hostile signalling: torture messages (RFC 4475) and broken descriptions, at Asterisk with the configuration we
generate and the whole application behind it, and at our own reading of pages' offers. Both stay up, and a second later
a normal call reaches an agent who is heard."""

import asyncio
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import cast

from atiende.actions.telephony import desk_password
from atiende.bench.calls import available, settings_for
from atiende.bench.calls_centre import NUMBER, furnish, missing
from atiende.bench.centre import Prepared, SignedIn
from atiende.bench.registry import Figures, Options
from atiende.bench.running import RunningServer, scratch
from atiende.bench.servers.asterisk import LOOPBACK, AsteriskServer
from atiende.bench.servers.processes import free_port
from atiende.bench.sip_cases import Cases, load, spoiled
from atiende.bench.telephones.telephone import Telephone
from atiende.voice.embedded.sdp import Malformed, read_offer
from atiende.wiring import open_desk

DATA = Path("../shared/data/sip")
QUICK, FULL = 1_000, 20_000
AGENTS = 3
HEARD_SECONDS = 10.0
INVITE = (
    "INVITE sip:{number}@{host}:{port} SIP/2.0\r\nVia: SIP/2.0/UDP {host}:{ours};rport;branch=z9hG4bKh{count}\r\n"
    "From: <sip:+34600999888@{host}>;tag=h{count}\r\nTo: <sip:{number}@{host}>{tag}\r\nCall-ID: hostile{count}\r\n"
    "CSeq: {sequence} {method}\r\nContact: <sip:hostile@{host}:{ours}>\r\nMax-Forwards: 70\r\n"
)


async def run(options: Options) -> Figures:
    cases, lacking = load(options.data or DATA), missing()
    if lacking or not cases.messages:
        options.notes.append(lacking or "no collection of hostile messages found; name one with --data")
        return {"datagrams": None, "survived": None, "next_call_ok": None}
    count = QUICK if options.quick else FULL
    with scratch("sip") as name:
        async with served(Path(name)) as (server, asterisk, phones):
            caller, agents = phones
            sent = await _attack(asterisk, cases, count, options.seed)
            ours = _read_all([*cases.descriptions, *spoiled(cases.descriptions, count, options.seed)])
            alive = asterisk.process is not None and asterisk.process.poll() is None and server.is_ready()
            await asyncio.sleep(1)
            heard = await _normal_call(caller)
            return {
                "datagrams": float(sent + ours[0]),
                "survived": float(alive and not ours[1] and len(agents) == AGENTS),
                "next_call_ok": float(heard),
            }


@asynccontextmanager
async def served(
    directory: Path, signed_in: list[SignedIn] | None = None
) -> AsyncIterator[tuple[RunningServer, AsteriskServer, tuple[Telephone, list[Telephone]]]]:
    """A centre with three agents at their telephones, and somebody outside. `signed_in` gets the agents' sessions."""
    port = free_port()
    prepared, lines = await furnish(directory, AGENTS, port)
    passwords = await _passwords(prepared)
    with AsteriskServer.running(lines) as asterisk:
        server = RunningServer(directory, extra={**settings_for(asterisk), **_kept_by(asterisk)})
        there = (LOOPBACK, asterisk.sip)
        caller = await Telephone(there, "outside", tone="a").open(port)
        agents = [await Telephone(there, user, word, "b").open() for user, word in passwords.items()]
        try:
            await server.start()
            for one in agents:
                await one.register()
            await available(server, prepared.agents)
            if signed_in is not None:
                signed_in += prepared.agents
            yield server, asterisk, (caller, agents)
        finally:
            for one in (caller, *agents):
                one.close()
            await server.stop()


def _kept_by(asterisk: AsteriskServer) -> dict[str, str]:
    """Settings of a server that keeps its files in step."""
    return {
        "ATIENDE_ASTERISK_CONFIG": str(asterisk.site.etc),
        "ATIENDE_ASTERISK_SIP": f"{LOOPBACK}:{asterisk.sip}",
    }


async def _passwords(prepared: Prepared) -> dict[str, str]:
    async with open_desk(prepared.settings) as desk:
        return {one.user: desk_password(desk.keys, prepared.tenant, one.user, 0) for one in prepared.agents}


async def _attack(asterisk: AsteriskServer, cases: Cases, count: int, seed: int) -> int:
    """How many datagrams were sent."""
    loop = asyncio.get_running_loop()
    transport, sender = await loop.create_datagram_endpoint(Sender, remote_addr=(LOOPBACK, asterisk.sip))
    try:
        for number, datagram in enumerate([*cases.messages, *spoiled(cases.messages, count, seed)]):
            sender.send(datagram)
            if number % 20 == 0:
                await asyncio.sleep(0.005)
        sender.place = (asterisk.sip, int(transport.get_extra_info("sockname")[1]))
        hostile = [*cases.descriptions, *spoiled(cases.descriptions, count // 20, seed)]
        for description in hostile:
            sender.invite(description)
            await asyncio.sleep(0.02)
        await asyncio.sleep(1)
        return sender.sent
    finally:
        transport.close()


class Sender(asyncio.DatagramProtocol):
    """Sends what is no telephone's; calls that are answered all the same it ends."""

    def __init__(self) -> None:
        self.sent = 0
        self.place = (0, 0)
        self._calls = 0
        self._transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.DatagramTransport, transport)

    def send(self, datagram: bytes) -> None:
        assert self._transport is not None
        self._transport.sendto(datagram[:65_000])
        self.sent += 1

    def invite(self, description: bytes) -> None:
        self._calls += 1
        head = self._head("INVITE", self._calls, "", 1)
        self.send(
            f"{head}Content-Type: application/sdp\r\nContent-Length: {len(description)}\r\n\r\n".encode() + description
        )

    def datagram_received(self, data: bytes, addr: tuple[str | int, int]) -> None:
        text = data.decode(errors="replace")
        known = re.search(r"^Call-ID: hostile(\d+)", text, re.M)
        tag = re.search(r"^To: [^\r]*(;tag=[^\r;]+)", text, re.M)
        if known and tag and re.search(r"^CSeq: 1 INVITE", text, re.M) and text.startswith("SIP/2.0 200"):
            for method, sequence in (("ACK", 1), ("BYE", 2)):
                self.send((self._head(method, int(known[1]), tag[1], sequence) + "Content-Length: 0\r\n\r\n").encode())

    def _head(self, method: str, count: int, tag: str, sequence: int) -> str:
        port, ours = self.place
        return INVITE.replace("INVITE", method, 1).format(
            number=NUMBER, host=LOOPBACK, port=port, ours=ours, count=count, tag=tag, sequence=sequence, method=method
        )


def _read_all(descriptions: Sequence[bytes]) -> tuple[int, int]:
    """At our own reading of offers: how many, and how many ended otherwise than by being refused."""
    failed = 0
    for one in descriptions:
        try:
            read_offer(one.decode(errors="replace"))
        except Malformed:
            continue
        except Exception:  # noqa: BLE001 - that is what is counted
            failed += 1
    return len(descriptions), failed


async def _normal_call(caller: Telephone) -> bool:
    """Whether somebody who calls hears an agent."""
    talk = await caller.call(NUMBER, "+34600111222")
    loop = asyncio.get_running_loop()
    limit = loop.time() + HEARD_SECONDS
    heard = False
    while loop.time() < limit and not heard:
        await asyncio.sleep(0.05)
        heard = "b" in talk.heard()
    talk.hang_up()
    return heard
