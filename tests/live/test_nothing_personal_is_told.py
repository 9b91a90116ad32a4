"""Whatever is refused or fails, by mail, chat, API or a dead relay: the server's log and figures name no person, no
address, no card and no account."""

import asyncio
import json
import smtplib
import urllib.request
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import quote

import httpx2
import pytest

from atiende.bench.servers.processes import free_port
from atiende.bench.sockets_client import SocketClient
from tests.chaos.world import MAILBOX, World, visitor, world

pytestmark = [pytest.mark.live, pytest.mark.timeout(180)]

PLANTED = {
    "card": "4000123456789010",
    "account": "ES9121000418450200051332",
    "mail": "clementina.roja@example.test",
    "phone": "+34600111222",
    "name": "Clementina",
}
ALL = " ".join(PLANTED.values())


def found_in(text: str) -> list[str]:
    """Which of the planted values somebody could read there, as they are or as a URL has them."""
    return [kind for kind, value in PLANTED.items() if value in text or quote(value) in text]


async def by_mail(centre: World) -> None:
    """Kept, refused and broken ones."""
    assert await centre.mail("uno", sender=PLANTED["mail"])
    assert not await centre.mail("dos", to=f"{PLANTED['name']}@chaos.test", sender=PLANTED["mail"])
    await asyncio.to_thread(_broken_mail, centre.server.mail_port)


def _broken_mail(port: int) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = PLANTED["mail"], MAILBOX, ALL
    mail.set_content(ALL)
    raw = mail.as_bytes().replace(b"text/plain", b"multipart/mixed").replace(b"utf-8", b"no-such-charset")
    with smtplib.SMTP("127.0.0.1", port, timeout=30) as smtp:
        smtp.sendmail(PLANTED["mail"], [MAILBOX], raw)
        smtp.docmd(f"VRFY {PLANTED['mail']}")
        smtp.docmd(ALL)


async def by_chat(centre: World) -> None:
    """A good message, and frames that are none."""
    async with visitor(centre, PLANTED["name"]) as one:
        assert (await one.said(ALL.replace(" ", "-")))["op"] in ("ack", "refused")
    for frame in (ALL, json.dumps({"op": "hello", "endpoint": ALL}), json.dumps({"op": ALL, "token": ALL})):
        socket = await SocketClient.connect(centre.server.port, "/widget", lambda _: None)
        socket.send(frame.encode())
        async with asyncio.timeout(30):
            await socket.closed


async def by_calls(centre: World) -> list[int]:
    """Refused in every way; answers the statuses."""
    mail, path = PLANTED["mail"], quote(ALL)
    answers = [
        await centre.call("POST", "/api/v1/session", {"email": mail, "password": ALL}),
        await centre.call("GET", f"/api/v1/customers/{path}", who=centre.prepared.admin),
        await centre.call("GET", f"/api/v1/conversations/{path}", who=centre.prepared.admin),
        await centre.call("GET", f"/api/v1/conversations?view={path}&cursor={path}", who=centre.prepared.admin),
        await centre.call("POST", "/api/v1/users", {"name": ALL, "email": ALL}, who=centre.prepared.admin),
        await centre.call("PUT", f"/api/v1/config/endpoint/{path}", {"body": {ALL: ALL}}, who=centre.prepared.admin),
        await centre.call("GET", f"/{path}"),
    ]
    async with httpx2.AsyncClient(base_url=centre.base, timeout=30, trust_env=False) as http:
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {ALL}"}
        answers.append(await http.post("/api/v1/session", content=ALL.encode(), headers=headers))
        answers.append(await http.post("/mcp", content=ALL.encode(), headers=headers))
    return [one.status_code for one in answers]


async def by_a_dead_relay(centre: World, figures: int) -> None:
    """A reply that cannot leave: tried, as the figures say."""
    conversation = await centre.conversation_of("uno")
    path = f"/api/v1/conversations/{conversation}/messages"
    answer = await centre.call("POST", path, {"client_id": "r", "text": ALL}, who=centre.prepared.admin)
    assert answer.status_code == 201, answer.text
    async with asyncio.timeout(30):
        while 'atiende_sends_total{channel="email",outcome="retry"}' not in await asyncio.to_thread(_scraped, figures):
            await asyncio.sleep(0.1)


@pytest.mark.parametrize("form", ["text", "json"])
async def test_no_log_line_and_no_figure_names_anybody(tmp_path: Path, form: str) -> None:
    figures = free_port()
    said = {
        "ATIENDE_LOG_FORMAT": form,
        "ATIENDE_LOG_LEVEL": "debug",
        "ATIENDE_METRICS_LISTEN": f"127.0.0.1:{figures}",
    }
    async with world(tmp_path, relay=free_port(), extra=said) as centre:
        await centre.start()
        await by_mail(centre)
        await by_chat(centre)
        statuses = await by_calls(centre)
        await by_a_dead_relay(centre, figures)
        shown = await asyncio.to_thread(_scraped, figures)
        await centre.server.stop()
    logged = (tmp_path / "server.err").read_text() + (tmp_path / "server.out").read_text()
    assert len([status for status in statuses if status >= 400]) >= 7, statuses
    assert found_in(logged) == [], logged
    assert found_in(shown) == []
    assert "atiende_http_requests_total" in shown and "mail server listens" in logged
    if form == "json":
        assert all(json.loads(line)["level"] for line in (tmp_path / "server.err").read_text().splitlines())


def test_a_value_that_was_told_would_be_found() -> None:
    """Negative control."""
    assert found_in(f"request failed email={PLANTED['mail']} path={quote(PLANTED['phone'])}") == ["mail", "phone"]


def _scraped(port: int) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=30) as answer:
        return str(answer.read().decode())
