"""A telephone: registers, calls, is called, speaks a tone, presses keys, and tells which tones it hears."""

import asyncio
import os
import re
import struct
from collections.abc import Callable, Mapping

from atiende.bench.telephones import sip, tones

LOOPBACK = "127.0.0.1"
Peer = tuple[str, int]
KEPT = 50
"""Frames of 20 ms that are listened to: the last second."""
KEY_TYPE, KEY_SECONDS = 101, 0.015
QUIET_VALUES = 4
"""A frame of G.711 with no more different samples than these is silence."""


class Talk(asyncio.DatagramProtocol):
    """One call of a telephone. `state`: calling, ringing, up, over; `cause`: the status that refused it."""

    def __init__(self, telephone: "Telephone", call_id: str) -> None:
        self.telephone, self.call_id = telephone, call_id
        self.state, self.cause, self.tone, self.reason = "calling", 0, "", ""
        self.invite: sip.Message | None = None
        self.to = self.remote_tag = ""
        self.target = ""
        self.peer: Peer | None = None
        self.frames: list[tuple[float, bytes]] = []
        self.keys_heard: list[int] = []
        self._loud_at: float | None = None
        self._quiet_for = 0.0
        self.changed = asyncio.Event()
        self._transport: asyncio.DatagramTransport | None = None
        self._at = self._sequence = 0
        self._keys: list[tuple[bytes, int, bool]] = []
        self._key_at = 0.0
        self._source = struct.unpack("!I", os.urandom(4))[0]

    async def open(self) -> int:
        loop = asyncio.get_running_loop()
        transport, _ = await loop.create_datagram_endpoint(lambda: self, local_addr=(LOOPBACK, 0))
        self._transport = transport
        return int(transport.get_extra_info("sockname")[1])

    def datagram_received(self, data: bytes, addr: tuple[str | int, int]) -> None:
        if len(data) > 12 and data[1] & 0x7F == 0:
            self.frames.append((asyncio.get_running_loop().time(), data[12:]))
            del self.frames[:-KEPT]
            if self._loud_at is not None and len(set(data[12:])) > QUIET_VALUES:
                self._quiet_for, self._loud_at = self.silence, asyncio.get_running_loop().time()
        elif len(data) > 12 and data[1] & 0x7F == KEY_TYPE:
            self.keys_heard.append(data[12])

    def tick(self) -> None:
        """Twenty milliseconds more of our tone."""
        if self._transport is None or self.peer is None or self.state != "up":
            return
        now = asyncio.get_running_loop().time()
        if self._keys and now - self._key_at < KEY_SECONDS:
            return  # late ticks come in a bunch, and of keys without a pause between them Asterisk drops some
        self._key_at = now
        self._sequence = (self._sequence + 1) & 0xFFFF
        payload, at, marker = self._keys.pop(0) if self._keys else (b"", 0, False)
        kind = KEY_TYPE | (0x80 if marker else 0)
        if not payload:
            begins = self._at % tones.RATE
            sound = tones.tone(tones.TONES[self.tone])[begins : begins + tones.FRAME] if self.tone else tones.SILENCE
            payload, at, kind = sound, self._at, 0
        head = struct.pack("!BBHII", 0x80, kind, self._sequence, at & 0xFFFFFFFF, self._source)
        self._transport.sendto(head + payload, self.peer)
        self._at += tones.FRAME

    def press(self, digits: str) -> None:
        self._keys += tones.keys(digits, self._at)

    def heard(self) -> set[str]:
        """Tones in the last fifth of a second; nothing where nothing came."""
        since = asyncio.get_running_loop().time() - 0.2
        return tones.tones_in(b"".join(sound for at, sound in self.frames if at > since))

    def forget(self) -> None:
        self.frames.clear()

    def listen(self) -> None:
        """From now on the longest silence is measured."""
        self._loud_at, self._quiet_for = asyncio.get_running_loop().time(), 0.0

    @property
    def silence(self) -> float:
        """Seconds, the longest since `listen`; also one that lasts still."""
        since = asyncio.get_running_loop().time() - self._loud_at if self._loud_at is not None else 0.0
        return max(self._quiet_for, since)

    def hang_up(self) -> None:
        self.telephone.end(self)

    def answer(self) -> None:
        self.telephone.answer(self)

    def refuse(self, status: int = 486) -> None:
        self.telephone.refuse(self, status)

    def becomes(self, state: str) -> None:
        self.state = state
        self.changed.set()
        self.changed = asyncio.Event()
        if state == "over" and self._transport is not None:
            self._transport.close()


class Telephone(asyncio.DatagramProtocol):
    """`rings` is told of each call that comes in; without it, it answers at once with `tone`."""

    def __init__(self, server: Peer, user: str = "caller", password: str = "", tone: str = "") -> None:
        self.server, self.user, self.password, self.tone = server, user, password, tone
        self._registered_for = ""
        self._registers = 0
        """REGISTERs so far: of one that does not count on, Asterisk keeps the contact as it was."""
        self._authorized = 0
        self.rings: Callable[[Talk], None] | None = None
        self.talks: dict[str, Talk] = {}
        self.silent = False
        """It does not answer anything: as if it were switched off."""
        self._transport: asyncio.DatagramTransport | None = None
        self._port = 0
        self._clock: asyncio.TimerHandle | None = None
        self._numbers = 0
        self._ringing: list[asyncio.Future[None]] = []
        self._registering: asyncio.Future[int] | None = None

    async def open(self, port: int = 0) -> "Telephone":
        loop = asyncio.get_running_loop()
        transport, _ = await loop.create_datagram_endpoint(lambda: self, local_addr=(LOOPBACK, port))
        self._transport = transport
        self._port = int(transport.get_extra_info("sockname")[1])
        self._next = loop.time()
        self._tick()
        return self

    @property
    def port(self) -> int:
        return self._port

    @property
    def talk(self) -> Talk:
        """The newest call."""
        return list(self.talks.values())[-1]

    def close(self) -> None:
        for talk in self.talks.values():
            if talk.state != "over":
                talk.becomes("over")
        if self._clock is not None:
            self._clock.cancel()
        if self._transport is not None:
            self._transport.close()

    def _tick(self) -> None:
        loop = asyncio.get_running_loop()
        self._next = max(self._next + 0.02, loop.time() - 0.2)
        self._clock = loop.call_at(self._next, self._tick)
        for talk in self.talks.values():
            talk.tick()

    # --- what it says -------------------------------------------------------------------------------------------------

    async def register(self, contact: str = "", seconds: int = 600) -> int:
        """The final status. `contact`: another place where the calls shall go; for 0 `seconds`: nowhere any more."""
        self._registered_for, self._contact_asked = str(seconds), contact or self._contact
        self._registering = asyncio.get_running_loop().create_future()
        self._send_register()
        async with asyncio.timeout(10):
            return await self._registering

    def _send_register(self, authorization: str = "") -> None:
        self._registers += 1
        who = f"<sip:{self.user}@{self.server[0]}>"
        fields = {"From": f"{who};tag=r", "To": who, "Call-ID": f"r{self._port}", "CSeq-Number": str(self._registers)}
        fields |= {"Contact": f"<{self._contact_asked}>", "Expires": self._registered_for}
        if authorization:
            self._authorized = self._registers
            fields["Authorization"] = authorization
        self._request("REGISTER", self._registrar, fields)

    @property
    def _registrar(self) -> str:
        return f"sip:{self.server[0]}:{self.server[1]}"

    async def call(self, number: str, caller: str = "", extra: Mapping[str, str] | None = None) -> Talk:
        """Calls a number of the server; `caller` is shown."""
        self._numbers += 1
        talk = Talk(self, f"c{self._numbers}-{self._port}-{os.urandom(4).hex()}")
        talk.tone = self.tone
        self.talks[talk.call_id] = talk
        body = sip.offer(LOOPBACK, await talk.open())
        talk.target = f"sip:{number}@{self.server[0]}:{self.server[1]}"
        talk.to = f"<{talk.target}>"
        fields = {**self._dialog(talk, caller or self.user), **(extra or {}), "Content-Type": "application/sdp"}
        talk.reason = caller or self.user
        self._request("INVITE", talk.target, fields, body)
        return talk

    def answer(self, talk: Talk) -> None:
        assert talk.invite is not None
        self._agree(talk, talk.invite)
        talk.becomes("up")

    def _agree(self, talk: Talk, invite: sip.Message) -> None:
        assert talk._transport is not None
        port = int(talk._transport.get_extra_info("sockname")[1])
        fields = {"Contact": f"<{self._contact}>", "Content-Type": "application/sdp"}
        self._respond(invite, "200 OK", fields, sip.offer(LOOPBACK, port))

    def refuse(self, talk: Talk, status: int) -> None:
        assert talk.invite is not None
        self._respond(talk.invite, f"{status} No")
        talk.becomes("over")

    def end(self, talk: Talk) -> None:
        if talk.state == "up":
            self._request("BYE", talk.target, self._dialog(talk, talk.reason, sequence=2))
        elif talk.invite is None and talk.state != "over":
            self._request("CANCEL", talk.target, self._dialog(talk, talk.reason))
        elif talk.invite is not None and talk.state != "over":
            self.refuse(talk, 486)
            return
        talk.becomes("over")

    @property
    def _contact(self) -> str:
        return f"sip:{self.user}@{LOOPBACK}:{self._port}"

    def _dialog(self, talk: Talk, caller: str, sequence: int = 1) -> dict[str, str]:
        ours, theirs = f'"{caller}" <sip:{caller}@{LOOPBACK}:{self._port}>;tag=t{talk.call_id}', talk.to
        if talk.invite is not None:
            ours, theirs = talk.to, talk.invite.fields["from"]
        return {"From": ours, "To": theirs, "Call-ID": talk.call_id, "CSeq-Number": str(sequence)}

    def _request(self, method: str, uri: str, fields: Mapping[str, str], body: str = "") -> None:
        given = dict(fields)
        number = given.pop("CSeq-Number", "1")
        branch = f"z9hG4bK{given['Call-ID']}{number}" + ("" if method in ("INVITE", "CANCEL", "ACK") else method)
        head = {"Via": f"SIP/2.0/UDP {LOOPBACK}:{self._port};rport;branch={branch}", "Max-Forwards": "70"}
        head |= {"CSeq": f"{number} {method}", "Contact": f"<{self._contact}>"}
        self._send(sip.write(f"{method} {uri} SIP/2.0", head | given, body))

    def _respond(
        self, request: sip.Message, status: str, extra: Mapping[str, str] | None = None, body: str = ""
    ) -> None:
        copied = {name.title(): request.fields[name] for name in ("via", "from", "call-id", "cseq")}
        to = request.fields["to"]
        copied["To"] = to if "tag=" in to or status.startswith("100") else f"{to};tag=p{self._port}"
        via = request.fields["via"].split(",")[0]
        where = re.search(r"SIP/2.0/UDP ([^:;]+):?(\d*)", via)
        self._send(sip.write(f"SIP/2.0 {status}", copied | dict(extra or {}), body), self._back if where else None)

    def _send(self, data: bytes, to: Peer | None = None) -> None:
        if self._transport is not None and not self._transport.is_closing():
            self._transport.sendto(data, to or self.server)

    # --- what it is told ----------------------------------------------------------------------------------------------

    def datagram_received(self, data: bytes, addr: tuple[str | int, int]) -> None:
        if self.silent or len(data) < 8:
            return
        self._back: Peer = (str(addr[0]), addr[1])
        message = sip.read(data)
        if message.status:
            self._answered(message)
        else:
            self._asked(message)

    def _answered(self, message: sip.Message) -> None:
        _, _, method = message.sequence.partition(" ")
        if method == "REGISTER":
            self._registered(message)
            return
        talk = self.talks.get(message.fields.get("call-id", ""))
        if talk is None or method != "INVITE":
            return
        if message.status >= 200:
            talk.to = message.fields["to"]
            self._acknowledge(talk, message)
        if message.status < 200:
            if message.status == 180 and talk.state == "calling":
                talk.becomes("ringing")
            return
        self._decided(talk, message)

    def _decided(self, talk: Talk, message: sip.Message) -> None:
        if message.status >= 300:
            talk.cause = message.status
            if talk.state != "over":
                talk.becomes("over")
        elif talk.state != "up":
            talk.peer = sip.media_of(message.body)
            if talk.state == "over":
                self._request("BYE", talk.target, self._dialog(talk, talk.reason, sequence=2))
            else:
                talk.becomes("up")

    def _acknowledge(self, talk: Talk, message: sip.Message) -> None:
        contact = re.search(r"<([^>]+)>", message.fields.get("contact", ""))
        if contact is not None and message.status < 300:
            talk.target = contact.group(1)
        self._request("ACK", talk.target, self._dialog(talk, talk.reason))

    def _registered(self, message: sip.Message) -> None:
        asked, number = self._registering, message.sequence.partition(" ")[0]
        if asked is None or asked.done() or number != str(self._registers):
            return
        if message.status == 401 and self._authorized != self._registers:
            challenge = message.fields["www-authenticate"]
            self._send_register(sip.answered(challenge, "REGISTER", self._registrar, self.user, self.password))
        elif message.status >= 200:
            asked.set_result(message.status)

    def _asked(self, message: sip.Message) -> None:
        talk = self.talks.get(message.fields.get("call-id", ""))
        if message.method == "INVITE" and talk is None:
            self._ringing.append(asyncio.ensure_future(self._rung(message)))
        elif message.method == "INVITE" and talk is not None and talk.state == "up":
            self._agree(talk, message)
        elif message.method == "BYE":
            self._respond(message, "200 OK")
            if talk is not None and talk.state != "over":
                talk.becomes("over")
        elif message.method == "CANCEL":
            self._respond(message, "200 OK")
            if talk is not None and talk.invite is not None and talk.state != "over":
                self.refuse(talk, 487)
        elif message.method in ("OPTIONS", "NOTIFY", "INFO"):
            self._respond(message, "200 OK")

    async def _rung(self, message: sip.Message) -> None:
        talk = Talk(self, message.fields["call-id"])
        self.talks[talk.call_id] = talk
        talk.invite, talk.tone, talk.state = message, self.tone, "ringing"
        talk.peer = sip.media_of(message.body)
        talk.to = f"{message.fields['to']};tag=p{self._port}"
        contact = re.search(r"<([^>]+)>", message.fields.get("contact", ""))
        talk.target = contact.group(1) if contact else ""
        await talk.open()
        self._respond(message, "180 Ringing", {"Contact": f"<{self._contact}>"})
        if self.rings is None:
            self.answer(talk)
        else:
            self.rings(talk)
