"""A company's own systems as flows meet them: invoices and payment links over HTTP; what was asked is written down."""

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

import httpx2 as httpx

Invoice = dict[str, object]


@dataclass
class BackOffice:
    """`invoices` by the customer's address; `down`: every answer is 503. `links` are the payments asked for."""

    port: int = 0
    secret: str = "what the bank signs with"
    invoices: dict[str, Invoice] = field(default_factory=dict)
    down: bool = False
    asked: list[tuple[str, str]] = field(default_factory=list)
    links: list[dict[str, object]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        method, target, _ = (await reader.readline()).decode().split(" ", 2)
        length = 0
        while (line := (await reader.readline()).decode().strip().lower()) != "":
            if line.startswith("content-length:"):
                length = int(line.split(":")[1])
        body = await reader.readexactly(length) if length else b""
        status, answer = self._answer(method, target, body)
        content = json.dumps(answer).encode()
        writer.write(
            f"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nConnection: close\r\n"
            f"Content-Length: {len(content)}\r\n\r\n".encode()
            + content
        )
        await writer.drain()
        writer.close()

    def _answer(self, method: str, target: str, body: bytes) -> tuple[int, dict[str, object]]:
        self.asked.append((method, target))
        parts = urlsplit(target)
        if self.down:
            return 503, {}
        if (method, parts.path) == ("POST", "/links"):
            self.links.append(json.loads(body))
            return 201, {"url": f"{self.url}/pay/{len(self.links)}"}
        who = parse_qs(parts.query).get("customer", [""])[0]
        if (method, parts.path) == ("GET", "/invoices/latest") and who in self.invoices:
            return 200, self.invoices[who]
        return 404, {}

    async def says_paid(self, centre: str) -> int:
        """The customer paid the last link: the bank tells the centre, at this address. Answers the status it got."""
        order = self.links[-1]
        told = {"reference": order["reference"], "status": "paid", "amount": order["amount"], "currency": "EUR"}
        raw, now = json.dumps(told).encode(), str(int(time.time()))
        signature = hmac.new(self.secret.encode(), now.encode() + b"." + raw, hashlib.sha256).hexdigest()
        headers = {"X-Timestamp": now, "X-Signature": signature, "Content-Type": "application/json"}
        async with httpx.AsyncClient() as http:
            there = centre + urlsplit(str(order["notify_url"])).path
            return (await http.post(there, content=raw, headers=headers)).status_code


@asynccontextmanager
async def back_office() -> AsyncIterator[BackOffice]:
    made = BackOffice()
    server = await asyncio.start_server(made.serve, "127.0.0.1", 0)
    made.port = server.sockets[0].getsockname()[1]
    try:
        yield made
    finally:
        server.close()
        await server.wait_closed()


def invoice(*, overdue: bool) -> Invoice:
    return {
        "number": "F2611-20417",
        "amount": 8450,
        "amount_text": "84,50 €",
        "due": {"es": "15 de octubre", "en": "15 October"},
        "overdue": overdue,
        "document": "https://logic.example/F2611-20417.pdf",
        "bank": "https://bank.example/F2611-20417",
        "barcode": "9050 1234 008450",
    }
