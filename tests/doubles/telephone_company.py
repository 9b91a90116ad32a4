"""A telephone company that asks for a password before it knows anybody (RFC 3261, 22)."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import cast

from atiende.bench.servers.asterisk import LOOPBACK
from atiende.bench.telephones import sip

REALM = "company.example.test"
Peer = tuple[str, int]


class TelephoneCompany(asyncio.DatagramProtocol):
    """`password`: what it takes for right now; `contacts`: where the customers are that it knows, by their users."""

    def __init__(self, password: str) -> None:
        self.password = password
        self.contacts: dict[str, str] = {}
        self.refused = 0
        self.port = 0
        self._transport: asyncio.DatagramTransport | None = None

    @asynccontextmanager
    async def running(self) -> AsyncIterator["TelephoneCompany"]:
        loop = asyncio.get_running_loop()
        transport, _ = await loop.create_datagram_endpoint(lambda: self, local_addr=(LOOPBACK, 0))
        self._transport, self.port = transport, int(transport.get_extra_info("sockname")[1])
        try:
            yield self
        finally:
            transport.close()

    def datagram_received(self, data: bytes, addr: tuple[str | int, int]) -> None:
        request, peer = sip.read(data), (str(addr[0]), addr[1])
        if request.method == "REGISTER":
            self._registers(request, peer)
        elif request.method:
            self._say("200 OK", request, peer, {})

    def _registers(self, request: sip.Message, peer: Peer) -> None:
        given = request.fields.get("authorization", "")
        user = request.fields["to"].partition("sip:")[2].partition("@")[0]
        if not given:
            challenge = f'Digest realm="{REALM}",nonce="{len(self.contacts)}-{self.refused}",algorithm=MD5'
            self._say("401 Unauthorized", request, peer, {"WWW-Authenticate": challenge})
        elif self._is_right(given, request.first.split(" ")[1], user):
            self.contacts[user] = request.fields["contact"]
            self._say("200 OK", request, peer, {"Contact": request.fields["contact"], "Expires": "300"})
        else:
            self.refused += 1
            self._say("403 Forbidden", request, peer, {})

    def _is_right(self, given: str, uri: str, user: str) -> bool:
        """By what the right password answers to the same challenge."""
        return _response(given) == _response(sip.answered(given, "REGISTER", uri, user, self.password))

    def _say(self, status: str, request: sip.Message, peer: Peer, extra: dict[str, str]) -> None:
        copied = {name.title(): request.fields[name] for name in ("via", "from", "call-id", "cseq")}
        answer = sip.write(f"SIP/2.0 {status}", copied | {"To": f"{request.fields['to']};tag=company"} | extra)
        cast(asyncio.DatagramTransport, self._transport).sendto(answer, peer)


def _response(field: str) -> str:
    return field.partition('response="')[2].partition('"')[0]
