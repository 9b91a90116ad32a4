"""Files: what they are follows from their bytes, and only harmless pictures are shown in place."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from atiende.api.sniff import kind_of
from atiende.ports.desk import Desk
from tests.fakes import VirtualClock, open_desk
from tests.journeys.api.people import NORTH, Browser, writes

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
SVG = b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    """The database makes no difference here: the embedded one."""
    async with open_desk(tmp_path) as made:
        yield made


@pytest.mark.parametrize(
    ("content", "said", "kind"),
    [
        (PNG, "text/html", "image/png"),
        (SVG, "image/png", "image/svg+xml"),
        (b"<html><body>hi", "image/png", "text/html"),
        (b"  <script>alert(1)</script>", "text/plain", "text/html"),
        (b"%PDF-1.7", "", "application/pdf"),
        (b"PK\x03\x04x", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
         "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (b"PK\x03\x04x", "text/html", "application/zip"),
        ("año".encode(), "text/csv", "text/csv"),
        ("año".encode(), "text/html", "text/plain"),
        (b"\x00\x01\x02", "image/png", "application/octet-stream"),
        (b"\xff\xfe\xfa" * 10, "text/plain", "application/octet-stream"),
    ],
)  # fmt: skip
def test_the_bytes_say_what_it_is(content: bytes, said: str, kind: str) -> None:
    assert kind_of(content, said) == kind


async def upload(browser: Browser, name: str, content: bytes, said: str = "image/png"):  # type: ignore[no-untyped-def]
    return await browser.http.post("/api/v1/files", files={"file": (name, content, said)})


async def test_a_picture_is_shown_and_everything_else_is_a_download(ana: Browser) -> None:
    for name, content, kind, shown in (
        ("foto.png", PNG, "image/png", "inline"),
        ("foto.png", SVG, "application/octet-stream", "attachment"),
        ("nota.html", b"<html>", "application/octet-stream", "attachment"),
    ):
        kept = (await upload(ana, name, content)).json()
        for path in (f"/api/v1/files/{kept['id']}", kept["url"]):
            got = await ana.http.get(path)
            assert got.status_code == 200 and got.content == content
            assert got.headers["content-type"] == kind
            assert got.headers["content-disposition"].startswith(shown)
            assert "sandbox" in got.headers["content-security-policy"]


async def test_a_name_is_only_its_last_part(ana: Browser) -> None:
    for name, kept in (("../../etc/passwd", "passwd"), ("C:\\x\\informe ñ.pdf", "informe ñ.pdf"), ("  ", "file")):
        assert (await upload(ana, name, b"hola")).json()["name"] == kept


async def test_too_large_and_empty_files_are_refused_clearly(ana: Browser) -> None:
    large = await upload(ana, "x.bin", b"x" * 20_000_001)
    assert (large.status_code, large.json()["code"]) == (413, "too_large")
    huge = await upload(ana, "x.bin", b"x" * 22_000_000)
    assert (huge.status_code, huge.json()["code"]) == (413, "too_large")
    empty = await upload(ana, "x.bin", b"")
    assert empty.status_code == 422
    assert (await ana.http.post("/api/v1/files", content=b"nothing")).status_code == 422


async def test_a_file_not_yet_sent_is_its_uploaders_and_then_the_conversations(
    desk: Desk, ana: Browser, eva: Browser, luis: Browser
) -> None:
    kept = (await upload(ana, "foto.png", PNG)).json()
    path = f"/files/{kept['id']}"
    assert (await eva.get(path)).status_code == 404
    conversation = await writes(desk, NORTH, "pepe")
    await ana.post(f"/conversations/{conversation}/take")
    body = {"client_id": "c", "text": "ahí va", "files": [kept["id"]]}
    sent = (await ana.post(f"/conversations/{conversation}/messages", body)).json()
    assert sent["attachments"][0]["name"] == "foto.png" and "sig=" in sent["attachments"][0]["url"]
    assert (await eva.get(path)).status_code == 200
    assert (await luis.get(path)).status_code == 404


async def test_a_signed_link_needs_no_session_and_ends(desk: Desk, ana: Browser) -> None:
    kept = (await upload(ana, "foto.png", PNG)).json()
    ana.http.cookies.clear()
    assert (await ana.http.get(kept["url"])).status_code == 200
    assert (await ana.http.get(kept["url"].replace("sig=", "sig=x"))).status_code == 404
    assert (await ana.http.get(kept["url"].replace("exp=17", "exp=18"))).status_code == 404
    clock = desk.clock
    assert isinstance(clock, VirtualClock)
    await clock.leap(1200)
    assert (await ana.http.get(kept["url"])).status_code == 404
