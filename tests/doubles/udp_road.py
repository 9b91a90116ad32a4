"""A road for datagrams between a page and the media process: it can be cut, and it remembers what went by."""

import asyncio


class UdpRoad(asyncio.DatagramProtocol):
    """One page on one side; `there` on the other."""

    def __init__(self, there: tuple[str, int]) -> None:
        self.there = there
        self.cut = False
        self.sent: list[bytes] = []
        """What the page sent, newest last."""
        self.answered: list[bytes] = []
        self.page: tuple[str, int] = ("", 0)
        self._transport: asyncio.DatagramTransport | None = None

    async def open(self) -> tuple[str, int]:
        """Where the page is to send."""
        made, _ = await asyncio.get_running_loop().create_datagram_endpoint(lambda: self, local_addr=("127.0.0.1", 0))
        self._transport = made
        host, port = made.get_extra_info("sockname")[:2]
        return str(host), int(port)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        assert self._transport is not None
        if addr[:2] == self.there:
            self.answered = [*self.answered[-200:], data]
            target = self.page
        else:
            self.page = addr[:2]
            self.sent = [*self.sent[-200:], data]
            target = self.there
        if not self.cut and target[1]:
            self._transport.sendto(data, target)

    def inject(self, data: bytes) -> None:
        """As if the page had sent it."""
        assert self._transport is not None
        self._transport.sendto(data, self.there)

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()
