"""One attempt: to the address that was checked and to no other, whatever the name says meanwhile."""

import asyncio
import ssl
from collections.abc import Sequence
from pathlib import Path

import pytest

from atiende.integrations.webhooks.sender import MOST_CLIENTS, HttpSender
from atiende.ports.webhooks import NotTaken
from tests.doubles.certificate import self_signed
from tests.journeys.webhooks.receiver import Receiver, receiver

HEADERS = {"webhook-id": "dlv_1", "webhook-timestamp": "1", "webhook-signature": "v1,x"}


class Names:
    """A resolver that answers in turn."""

    def __init__(self, *answers: Sequence[str]) -> None:
        self.answers, self.asked = list(answers), 0

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked += 1
        found = self.answers[min(self.asked, len(self.answers)) - 1]
        if not found:
            raise OSError("no such name")
        return found


async def code_of(sender: HttpSender, url: str) -> str:
    async with sender:
        with pytest.raises(NotTaken) as caught:
            await sender.post(url, b"{}", HEADERS)
    return caught.value.code


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "10.0.0.8", "169.254.169.254", "::1", "::ffff:127.0.0.1", "fe80::1%eth0"]
)
async def test_a_name_that_leads_inside_is_not_connected_to(address: str) -> None:
    assert await code_of(HttpSender(resolve=Names([address])), "https://hooks.example.com/") == "private_address"


async def test_one_closed_address_among_open_ones_refuses_the_name() -> None:
    names = Names(["93.184.216.34", "127.0.0.1"])
    assert await code_of(HttpSender(resolve=names), "https://hooks.example.com/") == "private_address"


async def test_every_attempt_looks_again_so_that_a_name_cannot_turn_inside_later(there: Receiver) -> None:
    names = Names(["127.0.0.1"], ["127.0.0.1"])
    async with HttpSender(local=True, resolve=names) as sender:
        await sender.post(f"http://hooks.example.com:{there.port}/", b"{}", HEADERS)
        await sender.post(f"http://hooks.example.com:{there.port}/", b"{}", HEADERS)
    assert names.asked == 2 and len(there.got) == 2
    guarded = HttpSender(resolve=Names(["127.0.0.1"]))
    assert await code_of(guarded, f"https://hooks.example.com:{there.port}/") == "private_address"
    assert len(there.got) == 2


async def test_the_checked_address_is_the_one_connected_to_and_the_name_stays_in_the_request(there: Receiver) -> None:
    async with HttpSender(local=True, resolve=Names(["127.0.0.1"])) as sender:
        answer = await sender.post(f"http://nowhere.example.com:{there.port}/a?b=c%20d", b'{"x":1}', HEADERS)
    assert answer.status == 200
    assert there.got[0].headers["host"] == f"nowhere.example.com:{there.port}"
    assert there.got[0].headers[":line"] == "POST /a?b=c%20d HTTP/1.1" and there.got[0].body == b'{"x":1}'


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/", "https://127.0.0.1/", "http://example.com/", "file:///etc/passwd"]
)
async def test_addresses_are_checked_again_when_sent_not_only_when_published(url: str) -> None:
    assert (await code_of(HttpSender(), url)).startswith("url_")


async def test_a_name_nobody_knows_is_told() -> None:
    assert await code_of(HttpSender(resolve=Names([])), "https://hooks.example.com/") == "unresolved"


async def test_redirects_are_not_followed(there: Receiver) -> None:
    async with receiver() as inner:
        there.always = f"302 Location: {inner.url}"
        async with HttpSender(local=True) as sender:
            assert (await sender.post(there.url, b"{}", HEADERS)).status == 302
        assert inner.got == []


async def test_proxies_of_the_environment_are_not_used(there: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    async with receiver() as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        monkeypatch.setenv("http_proxy", proxy.url)
        async with HttpSender(local=True) as sender:
            await sender.post(there.url, b"{}", HEADERS)
        assert proxy.got == [] and len(there.got) == 1


@pytest.mark.parametrize(
    ("header", "expected"),
    [("Retry-After: 7", 7), ("Retry-After: soon", None), ("Retry-After: -1", None), ("X: y", None)],
)
async def test_how_long_to_wait_is_read(there: Receiver, header: str, expected: int | None) -> None:
    there.always = f"503 {header}"
    async with HttpSender(local=True) as sender:
        assert (await sender.post(there.url, b"{}", HEADERS)).retry_after == expected


async def test_certificates_are_checked_against_the_name_not_the_address(tmp_path: Path) -> None:
    self_signed(tmp_path / "cert.pem", tmp_path / "key.pem")
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    trusting = ssl.create_default_context(cafile=str(tmp_path / "cert.pem"))
    async with receiver(serving) as there:
        async with HttpSender(local=True, trust=trusting) as sender:
            assert (await sender.post(there.url, b"{}", HEADERS)).status == 200
        wrong = HttpSender(local=True, trust=trusting, resolve=Names(["127.0.0.1"]))
        assert await code_of(wrong, f"https://other.example.com:{there.port}/") == "tls"
        assert await code_of(HttpSender(local=True), there.url) == "tls"
    assert len(there.got) == 1


async def test_who_is_still_waited_for_is_not_hung_up_on_for_others(there: Receiver) -> None:
    go_on = asyncio.Event()

    async def slow(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        await go_on.wait()
        writer.write(b"HTTP/1.1 204 No Content\r\n\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(slow, "127.0.0.1", 0)
    port, quick = server.sockets[0].getsockname()[1], there.url.rpartition(":")[2]
    async with server, HttpSender(local=True, resolve=Names(["127.0.0.1"])) as sender, asyncio.TaskGroup() as group:
        waiting = group.create_task(sender.post(f"http://slow.example:{port}/", b"{}", HEADERS))
        for number in range(MOST_CLIENTS + 2):
            await sender.post(f"http://h{number}.example:{quick}", b"{}", HEADERS)
        assert len(sender._clients) == MOST_CLIENTS
        go_on.set()
        assert (await waiting).status == 204
