"""Every main screen, with data, in both colour schemes and both languages: axe finds nothing serious."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect

from tests.browser.centre import Running
from tests.browser.people import PATIENCE_MS
from tests.browser.widget_server import Agent, Server, running, until
from tests.browser.words import EN, ES, Words

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
LINK = re.compile(r"Set up your centre: (\S+)")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OF_COLOUR = ["color-contrast", "link-in-text-block"]
UNDER_WAY: dict[BrowserContext, set[Request]] = {}
"""What each context has asked for and not got yet: data and the parts of the app themselves."""
FRAME = "() => new Promise((say) => requestAnimationFrame(() => setTimeout(() => say(true), 30)))"
PATHS = (
    "/inbox/all",
    "/inbox/pending",
    "/inbox/team",
    "/me",
    "/board",
    "/board/who?queue=billing",
    "/reports?range=today",
    "/reports?range=today&tab=agents",
    "/reports?range=today&tab=calls",
    "/reports?range=today&tab=selfservice",
    "/calls",
    "/customers",
    "/knowledge",
    "/knowledge/a/reembolso",
    "/knowledge/gaps",
    "/admin",
    "/admin/health",
    "/admin/roles",
    "/admin/import",
    "/admin/quick_reply",
    "/admin/quick_reply/greeting",
    "/admin/macro/claim",
    "/admin/sla/claims",
    "/admin/decision/refund",
    "/admin/tag/bug",
    "/admin/field/city",
    "/admin/brand/main",
    "/admin/queue",
    "/admin/queue/billing",
    "/admin/workload",
    "/admin/guarantees",
    "/admin/matches",
    "/admin/algorithm",
    "/admin/intent",
    "/admin/machine",
    "/admin/code",
    "/admin/payment",
    "/admin/endpoint",
    "/admin/endpoint/mail",
    "/admin/endpoint/telefono",
    "/admin/trunk",
    "/admin/prompt",
    "/admin/hours/office",
    "/admin/role/agent",
    "/admin/users",
    "/admin/keys",
    "/admin/secrets",
    "/admin/quarantine",
    "/admin/outbox",
    "/admin/audit",
    "/flows",
    "/flows/recepcion",
    "/notices",
    "/twin",
    "/twin?ask=new",
    "/twin/past",
)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("axe") / "data") as server:
        yield server


def look(browser: Browser, words: Words) -> BrowserContext:
    context = browser.new_context(
        locale={"es": "es-ES", "en": "en-GB"}[words.language],
        color_scheme="light",
        reduced_motion="reduce",
        viewport={"width": 1360, "height": 860},
        bypass_csp=True,
    )
    context.set_default_timeout(PATIENCE_MS)
    under_way = UNDER_WAY[context] = set[Request]()
    context.on("request", lambda request: under_way.add(request))
    context.on("requestfinished", lambda request: under_way.discard(request))
    context.on("requestfailed", lambda request: under_way.discard(request))
    context.add_init_script(f"localStorage.setItem('atiende.language', '{words.language}')")
    return context


def found(page: Page) -> list[str]:
    """What axe holds to be serious or critical here: everything in light, what colours can break in dark."""
    if not page.evaluate("typeof axe !== 'undefined'"):
        page.add_script_tag(path=AXE)
        page.add_style_tag(content="* { transition: none !important; animation: none !important }")
    problems = axe(page, {"type": "tag", "values": RULES})
    page.emulate_media(color_scheme="dark")
    expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", "dark")
    problems += axe(page, {"type": "rule", "values": OF_COLOUR})
    page.emulate_media(color_scheme="light")
    expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", "light")
    return problems


def axe(page: Page, only: dict[str, object]) -> list[str]:
    answer = page.evaluate("only => axe.run(document, {runOnly: only, resultTypes: ['violations']})", only)
    return [
        f"{page.url} {one['id']}: {node['html'][:160]} {node['any'][0]['message'] if node['any'] else ''}"
        for one in answer["violations"]
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"][:3]
    ]


def settled(page: Page) -> None:
    """Nothing is under way any more: no request, no skeleton, no animation. Looked at twice, for what follows from an
    answer: "networkidle" would wait half a second on each of a hundred screens."""
    quiet = 0
    while quiet < 2:
        page.wait_for_function(FRAME)
        quiet = 0 if UNDER_WAY[page.context] else quiet + 1
    expect(page.locator("[aria-busy=true]")).to_have_count(0)


@pytest.mark.parametrize("words", [ES, EN], ids=["es", "en"])
def test_axe_finds_nothing_serious_on_any_screen(browser: Browser, demo: Server, words: Words) -> None:
    context = look(browser, words)
    try:
        page = context.new_page()
        page.goto(f"{demo.address}/sign-in")
        email = page.get_by_role("textbox", name=words("signIn.email"))
        expect(email).to_be_visible()
        problems = found(page)
        email.fill("admin@atiende.test")
        page.get_by_label(words("signIn.password")).first.fill("not the password")
        page.get_by_role("button", name=words("signIn.go"), exact=True).click()
        expect(page.get_by_role("alert")).to_contain_text(words("errors:sign_in_failed.detail"))
        problems += found(page)
        admin = Agent(demo, "admin@atiende.test")
        admin.call("PATCH", "me", {"locale": words.language})
        page.get_by_label(words("signIn.password")).first.fill(demo.password)
        page.get_by_role("button", name=words("signIn.go"), exact=True).click()
        expect(page.get_by_role("navigation", name=words("rail.label"))).to_be_visible()
        for path in PATHS:
            problems += on(page, demo, path)
        problems += in_a_conversation(page, demo, words)
        problems += in_a_simulation(page, demo, words)
        assert problems == []
    finally:
        context.close()


def on(page: Page, demo: Server, path: str) -> list[str]:
    """Gone to as by a link, without loading the app again."""
    page.evaluate("path => history.pushState({}, '', path)", path)
    expect(page).to_have_url(demo.address + path)
    expect(page.get_by_role("main")).to_be_visible()
    settled(page)
    return found(page)


def in_a_conversation(page: Page, demo: Server, words: Words) -> list[str]:
    """Open, with its customer; each of its dialogs; the note's side of the composer."""
    page.goto(f"{demo.address}/inbox/all")
    rows = page.get_by_role("list", name=words("view.all")).get_by_role("link")
    rows.first.click()
    expect(page.get_by_role("log", name=words("timeline.label")).get_by_role("article").first).to_be_visible()
    settled(page)
    problems = found(page)
    page.get_by_role("tab", name=words("composer.note")).click()
    problems += found(page)
    for key in ("action.transfer", "action.snooze", "action.resolve"):
        page.get_by_role("button", name=words(key), exact=True).first.click()
        expect(page.get_by_role("dialog", name=words(key))).to_be_visible()
        problems += found(page)
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog", name=words(key))).to_have_count(0)
    return problems


def in_a_simulation(page: Page, demo: Server, words: Words) -> list[str]:
    """Its answer as charts and as a table, what it would change, and the form of a document within a question."""
    admin = Agent(demo, "admin@atiende.test")
    ground = admin.call("GET", "simulations/ground")
    queue = admin.call("GET", "config/queue/orders")
    edited = {"kind": "queue", "slug": "orders", "version": queue["version"], "body": queue["body"] | {"priority": 1}}
    question = {"streams": ground["streams"], "shifts": ground["shifts"], "documents": [edited], "volume_percent": 200}
    run = admin.call("POST", "simulations", question)["id"]
    until(lambda: admin.call("GET", f"simulations/{run}")["state"] == "done")
    problems = on(page, demo, f"/twin?run={run}")
    page.get_by_role("button", name=words("chart.asTable")).click()
    problems += found(page)
    page.get_by_role("button", name=words("twin:apply.open")).click()
    expect(page.get_by_role("dialog", name=words("twin:apply.title"))).to_be_visible()
    problems += found(page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name=words("twin:run.again")).click()
    page.get_by_role("button", name=words("twin:change.edit", name="Pedidos")).click()
    expect(page.get_by_role("dialog", name="Pedidos")).to_be_visible()
    settled(page)
    return problems + found(page)


@pytest.mark.parametrize("words", [ES, EN], ids=["es", "en"])
def test_axe_finds_nothing_serious_in_the_first_run(browser: Browser, unused_server: Running, words: Words) -> None:
    context = look(browser, words)
    try:
        page = context.new_page()
        page.goto(until(lambda: LINK.search(unused_server.log()), unused_server.log)[1])
        go = page.get_by_role("button", name=words("admin:setup.next"), exact=True)
        organization = page.get_by_role("textbox", name=words("admin:setup.organization"))
        expect(organization).to_be_visible()
        problems = found(page)
        go.click()
        expect(page.get_by_text(words("admin:setup.needed")).first).to_be_visible()
        problems += found(page)
        organization.fill("Azahar")
        go.click()
        page.get_by_role("textbox", name=words("admin:setup.name")).fill("Marta")
        page.get_by_role("textbox", name=words("admin:user.email")).fill("marta@azahar.test")
        page.get_by_label(words("admin:user.password")).first.fill("azul sobre barro cocido")
        problems += found(page)
        go.click()
        expect(page.get_by_role("textbox", name=words("admin:setup.queue"))).to_be_visible()
        settled(page)
        problems += found(page)
        go.click()
        expect(page.get_by_role("textbox", name=words("admin:setup.invites"))).to_be_visible()
        problems += found(page)
        assert problems == []
    finally:
        context.close()


@pytest.fixture(scope="module")
def unused_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    server = Running(tmp_path_factory.mktemp("unused") / "data")
    server.start()
    yield server
    server.kill()
