"""A mail that wants to do harm: it is read, runs nothing, and tells nobody that it was read until the agent asks."""

import pytest
from playwright.sync_api import BrowserContext, Request, Route, expect

from tests.browser.centre import Running
from tests.browser.conftest import Open
from tests.browser.people import mail_in
from tests.browser.words import ES

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]

TRACKER = "http://tracker.example.test"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63f8ffff3f0005fe02fea7"
    "9b1b3a0000000049454e44ae426082"
)
OWN = "try{top.owned=1}catch(e){} try{parent.owned=1}catch(e){} window.owned=1; alert(1)"
HOSTILE = f"""<html><head>
<script>{OWN}</script><script src="{TRACKER}/x.js"></script>
<meta http-equiv="refresh" content="0;url={TRACKER}/refresh"><base href="{TRACKER}/base/">
<link rel="stylesheet" href="{TRACKER}/style.css"><style>@import url({TRACKER}/import.css);
body {{ background: url({TRACKER}/body.png) }}</style></head>
<body onload="{OWN}" background="{TRACKER}/back.png">
<h1>Su factura</h1>
<p style="background-image:url('{TRACKER}/inline.png')">Texto que se lee.</p>
<img src="{TRACKER}/pixel.png" width="1" height="1" alt="" onerror="{OWN}" onload="{OWN}">
<img src="x" srcset="{TRACKER}/srcset.png 2x" onerror="{OWN}">
<svg onload="{OWN}"><image href="{TRACKER}/svg.png" /><script>{OWN}</script></svg>
<iframe src="{TRACKER}/frame.html" srcdoc="<script>{OWN}</script>"></iframe>
<object data="{TRACKER}/object.swf"></object><embed src="{TRACKER}/embed.swf">
<video src="{TRACKER}/video.mp4" poster="{TRACKER}/poster.png" autoplay></video><audio src="{TRACKER}/a.mp3"></audio>
<form action="{TRACKER}/form"><input autofocus onfocus="{OWN}"><button>Entrar</button></form>
<a href="javascript:{OWN}">Pulse aquí</a> <math><mi xlink:href="javascript:alert(1)">x</mi></math>
<details open ontoggle="{OWN}">d</details>
</body></html>"""


def watch(context: BrowserContext, home: str) -> list[str]:
    """Every request to anybody else, from now on; answered here, so that nothing leaves the machine."""
    foreign: list[str] = []

    def seen(request: Request) -> None:
        if not request.url.startswith((home, "data:", "blob:", "about:", home.replace("http", "ws"))):
            foreign.append(request.url)

    def answer(route: Route) -> None:
        route.fulfill(status=200, content_type="image/png", body=PIXEL)

    context.on("request", seen)
    context.route(f"{TRACKER}/**", answer)
    return foreign


def test_a_hostile_mail_runs_nothing_and_asks_nobody_until_images_are_wanted(server: Running, desk: Open) -> None:
    ana = desk("ana")
    page = ana.open("/inbox/all")
    foreign = watch(ana.context, server.address)
    said: list[str] = []
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    mail_in(server, "Su factura", "Texto que se lee.", HOSTILE)
    ana.row("Su factura").click()
    mail = page.frame_locator(f"iframe[title='{ES('message.mailFrame')}']")
    expect(mail.get_by_text("Texto que se lee.")).to_be_visible()
    expect(page.get_by_text(ES("message.imagesHeld"))).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert foreign == []

    with page.expect_response(f"{TRACKER}/pixel.png"):
        ana.button("message.showImages").click()
    expect(page.get_by_text(ES("message.imagesHeld"))).to_have_count(0)
    page.wait_for_load_state("networkidle")
    assert f"{TRACKER}/pixel.png" in foreign
    assert {one.rpartition(".")[2] for one in foreign} == {"png"}, foreign  # pictures, nothing that could act
    assert (said, page.evaluate("window.owned ?? null")) == ([], None)
    assert page.url.startswith(server.address)
    assert [frame.url for frame in page.frames if frame.url.startswith(TRACKER)] == []
