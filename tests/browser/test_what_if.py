"""A change is tried out on the twin, its answer read, and then it is put in force; nothing is before that."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.browser.people import Desk
from tests.browser.words import ES

pytestmark = [pytest.mark.browser, pytest.mark.timeout(150)]
RUN_MS = 60_000


def fewer_and_otherwise(admin: Desk) -> None:
    """A made-up day with somebody less, and a queue that asks others first."""
    page = admin.page
    page.get_by_text(ES("twin:traffic.madeUp"), exact=True).first.click()
    admin.choose(page.get_by_role("main"), ES("twin:change.pick"), "Atención")
    form = page.get_by_role("dialog", name="Atención")
    form.get_by_role("textbox", name="Nombre").first.fill("Atención primero")
    admin.button("twin:change.keep", form).click()
    admin.choose(page.get_by_role("main"), ES("twin:staff.pick"), "Luis Ortega")
    person = page.get_by_role("dialog", name="Luis Ortega")
    person.get_by_role("switch", name=ES("twin:staff.there")).click()
    admin.button("twin:change.keep", person).click()
    page.get_by_role("textbox", name=ES("twin:details.title")).fill("Sin Luis")


def test_a_change_is_tried_out_and_then_put_in_force(desk: Open) -> None:
    admin = desk("admin")
    page = admin.open("/twin")
    expect(page.get_by_role("heading", name=ES("twin:welcome.title"))).to_be_visible()
    admin.button("twin:ask.new").first.click()
    fewer_and_otherwise(admin)
    expect(page.get_by_role("status").filter(has_text=ES("twin:ask.changes_other", count=2))).to_be_visible()
    admin.button("twin:ask.go").click()

    expect(page.get_by_role("heading", name=ES("twin:result.compared"))).to_be_visible(timeout=RUN_MS)
    figures = page.get_by_role("table", name=ES("twin:result.figures"))
    level = figures.get_by_role("row").filter(has_text=ES("twin:measure.service_level_pct"))
    expect(level).to_contain_text("%")
    people = page.get_by_role("table", name=ES("twin:people.title"))
    expect(people.get_by_role("row").filter(has_text="Luis Ortega")).to_contain_text("–")
    expect(page.get_by_role("listitem").filter(has_text=ES("twin:imagined.out", name="Luis Ortega"))).to_be_visible()
    admin.button("chart.asTable").click()
    expect(page.get_by_role("table", name=ES("twin:measure.service_level_pct"))).to_be_visible()

    admin.button("twin:apply.open").click()
    dialog = admin.dialog("twin:apply.title")
    expect(dialog).to_contain_text("Atención primero")
    admin.button("twin:apply.go_one", dialog).or_(dialog.get_by_role("button", name="Publicar 1 cambio")).click()
    expect(dialog).to_have_count(0)
    expect(page.get_by_role("navigation", name=ES("twin:runs.label"))).to_contain_text(ES("twin:state.applied"))
    admin.open("/admin/queue/main")
    expect(page.get_by_role("heading", name="Atención primero")).to_be_visible()
    admin.open("/admin/users")
    expect(page.get_by_role("row").filter(has_text="Luis Ortega")).to_be_visible()


def test_one_under_way_when_the_server_stops_is_said_to_be_interrupted(desk: Open) -> None:
    admin = desk("admin")
    page = admin.open("/twin?ask=new")
    page.get_by_text(ES("twin:traffic.madeUp"), exact=True).first.click()
    page.get_by_role("textbox", name=ES("twin:details.replications")).fill("50")
    page.get_by_role("textbox", name=ES("twin:change.volumeHint")).fill("1000")
    admin.button("twin:ask.go").click()
    expect(page.get_by_role("progressbar", name=ES("twin:run.progress"))).to_be_visible()
    expect(page.get_by_role("heading", name=ES.like("twin:run.running"))).to_be_visible(timeout=RUN_MS)
    admin.server.kill()
    admin.server.start()
    page.reload()
    expect(page.get_by_text(ES("twin:run.interrupted"))).to_be_visible(timeout=RUN_MS)
    admin.button("twin:run.again").click()
    expect(page.get_by_role("textbox", name=ES("twin:details.replications"))).to_have_value("50")
