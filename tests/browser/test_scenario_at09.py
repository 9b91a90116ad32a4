"""AT-09: a supervisor adds a menu option and moves two agents; it works at once, is audited, and can be taken back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser import centre
from tests.browser.centre import Made, Running
from tests.browser.flow_centre import MENU, with_flows
from tests.browser.people import PATIENCE_MS, Desk, Visitor, desk_of
from tests.browser.words import ES

pytestmark = [pytest.mark.scenario, pytest.mark.timeout(240)]


@pytest.fixture(scope="module")
def menu_centre(made: Made, tmp_path_factory: pytest.TempPathFactory) -> Made:
    return with_flows(made, tmp_path_factory.mktemp("at09") / "data", {"welcome": MENU}, chat="welcome")


@pytest.fixture
def server(menu_centre: Made, tmp_path: Path) -> Iterator[Running]:
    with centre.running(menu_centre, tmp_path / "centre") as server:
        yield server


class Shop:
    """Visitors of the shop, each in a browser of his own."""

    def __init__(self, browser: Browser, server: Running, made: Made) -> None:
        self._browser, self._server, self._made = browser, server, made

    def visitor(self) -> Visitor:
        context = self._browser.new_context(locale="es-ES", viewport={"width": 1000, "height": 760})
        context.set_default_timeout(PATIENCE_MS)
        visitor = Visitor(context, self._server, self._made)
        visitor.write("Buenos días")
        visitor.sees("¿En qué podemos ayudarle?")
        return visitor


def tap(visitor: Visitor, label: str) -> None:
    visitor.panel.get_by_role("button", name=label, exact=True).last.click()


def designer(marta: Desk) -> Locator:
    marta.open("/flows/welcome")
    tree = ES("flows:view.tree")
    marta.page.locator("label", has_text=tree).click()
    outline = marta.page.get_by_role("tree", name=ES("flows:tree.label"))
    expect(outline).to_be_visible()
    return outline


def add_an_option(marta: Desk, outline: Locator) -> None:
    """“Cita previa”, which says goodbye with a text of its own."""
    page = marta.page
    outline.get_by_text("Menu", exact=True).click()
    page.get_by_role("button", name=ES("flows:inspector.addOption")).click()
    page.get_by_role("textbox", name=ES("flows:inspector.optionNo", n=3)).fill("Cita previa")
    goto = page.get_by_role("combobox", name=ES("flows:inspector.gotoNo", n=3))
    goto.or_(page.get_by_role("textbox", name=ES("flows:inspector.gotoNo", n=3))).first.click()
    new = ES("flows:inspector.newNode", type=ES("flows:type.end"))
    page.get_by_role("option", name=new, exact=True).click()
    page.get_by_role("textbox", name=ES("flows:field.end_text")).fill("Le damos cita para mañana.")
    expect(page.get_by_text(ES("flows:draft.saved"))).to_be_visible()


def publish(marta: Desk) -> None:
    page = marta.page
    page.get_by_role("button", name=ES("flows:act.publish"), exact=True).click()
    asked = page.get_by_role("dialog", name=ES("flows:publish.title", name="Bienvenida"))
    expect(asked).to_contain_text(ES("flows:told.added", node="Fin", type=ES("flows:type.end")))
    expect(asked).to_contain_text(ES("flows:told.changed", node="Menu", type=ES("flows:type.menu")))
    expect(asked).to_contain_text(ES("flows:tests.sum", passed=1, count=1, covered=2, all=4))
    asked.get_by_role("button", name=ES("flows:publish.go")).click()
    expect(asked).to_have_count(0)
    expect(page.get_by_text(ES("flows:status.inForce", version=2))).to_be_visible()


def move(marta: Desk, name: str) -> None:
    marta.page.get_by_role("button", name=ES("admin:board.actionsFor", name=name)).click()
    marta.page.get_by_role("menuitem", name="Devoluciones", exact=True).click()
    moved = ES("admin:board.moved", name=name, team="Devoluciones")
    expect(marta.page.get_by_text(moved)).to_be_visible()


def roll_back(marta: Desk) -> None:
    page = marta.page
    page.get_by_role("button", name=ES("flows:panel.short.versions"), exact=True).click()
    first = page.get_by_role("listitem").filter(has_text=ES("flows:versions.one", version=1))
    first.get_by_role("button", name=ES("flows:versions.restore")).click()
    asked = page.get_by_role("dialog", name=ES("flows:versions.restoreTitle", version=1))
    asked.get_by_role("button", name=ES("flows:versions.restoreGo")).click()
    expect(asked).to_have_count(0)


def test_she_changes_the_menu_and_moves_two_agents_while_it_runs(
    browser: Browser, menu_centre: Made, server: Running
) -> None:
    shop = Shop(browser, server, menu_centre)
    marta = desk_of(browser, menu_centre, server, "marta")
    before = shop.visitor()
    outline = designer(marta)
    add_an_option(marta, outline)
    publish(marta)

    after = shop.visitor()
    tap(after, "Cita previa")
    after.sees("Le damos cita para mañana.")
    expect(before.panel.get_by_role("button", name="Cita previa")).to_have_count(0)
    tap(before, "Horario")  # the one in progress goes on with the version it began with
    before.sees("Abrimos de nueve a seis.")

    marta.open("/board")
    move(marta, "Ana García")
    move(marta, "Luis Ortega")

    designer(marta)
    roll_back(marta)
    later = shop.visitor()
    expect(later.panel.get_by_role("button", name="Horario")).to_be_visible()
    expect(later.panel.get_by_role("button", name="Cita previa")).to_have_count(0)

    admin = desk_of(browser, menu_centre, server, "admin")
    page = admin.open("/admin/audit")
    expect(page.get_by_text("Marta Solé").first).to_be_visible()
    for changed in ("Bienvenida", "Ana García", "Luis Ortega"):
        expect(page.get_by_role("main").or_(page.locator("body")).first).to_contain_text(changed)
