"""Rules set on a page and in force at once; why it waits, why this agent, who would get it; what is guaranteed."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.centre import Running
from tests.browser.conftest import Open
from tests.browser.people import Desk, mail_in
from tests.browser.words import ES

pytestmark = [pytest.mark.browser, pytest.mark.timeout(150)]


def section(desk: Desk, key: str) -> Locator:
    return desk.page.get_by_role("region", name=ES(f"routing:section.{key}"), exact=True)


def publish(admin: Desk) -> None:
    expect(admin.page.get_by_text(ES("admin:draft.saved"))).to_be_visible()
    admin.page.get_by_role("button", name=ES("admin:draft.publish")).click()
    asked = admin.page.get_by_role("dialog")
    admin.button("admin:draft.publishGo", asked).click()
    expect(asked).to_have_count(0)


def add_step(admin: Desk) -> None:
    """After one second it is urgent: set on the timeline, said in words, and first refused because it does nothing."""
    steps = section(admin, "steps")
    expect(steps).to_contain_text(ES("routing:steps.none"))
    admin.button("routing:steps.addFirst", steps).click()
    expect(admin.page.get_by_text(ES("admin:draft.saved"))).to_be_visible()
    admin.page.get_by_role("button", name=ES("admin:draft.publish")).click()
    admin.button("admin:draft.publishGo", admin.page.get_by_role("dialog")).click()
    expect(steps).to_contain_text(ES("config:problem.changes_nothing"))

    one = steps.get_by_role("listitem", name=ES("routing:steps.one", number=1))
    one.get_by_role("combobox").first.select_option("s")
    one.get_by_role("textbox", name=ES("routing:steps.afterField")).fill("1")
    admin.button("routing:steps.change", one).click()
    admin.page.get_by_role("menuitem", name=ES("routing:steps.kind.priority")).click()
    admin.choose(one, ES("routing:steps.kind.priority"), ES("priority.1"))
    expect(steps).to_contain_text("Tras 1 segundo: con prioridad urgente como mínimo.")


def test_a_step_set_on_the_queues_page_holds_for_what_waits(server: Running, desk: Open) -> None:
    marta, admin = desk("marta"), desk("admin")
    admin.open("/admin/queue/main")
    add_step(admin)
    publish(admin)
    mail_in(server, "Pedido 1", "Falta una taza.")
    marta.open("/board?queue=main")
    drawer = marta.page.get_by_role("dialog")
    expect(drawer).to_contain_text(ES("admin:board.step", step=1))

    drawer.get_by_role("button", name=ES("admin:board.why")).click()
    why = marta.page.get_by_role("dialog", name=ES.like("admin:board.whyTitle"))
    expect(why.get_by_role("region", name=ES("routing:why.steps"))).to_contain_text(ES("routing:why.reached"))
    others = why.get_by_role("region", name=ES("routing:why.agents"))
    for name in ("Ana García", "Luis Ortega"):
        expect(others).to_contain_text(name)
    expect(others).to_contain_text(ES("why:reason.offline"))


def test_an_agent_asks_why_not_me_and_then_why_me(server: Running, desk: Open) -> None:
    ana = desk("ana")
    mail_in(server, "Pedido 1", "Falta una taza.")
    ana.open_conversation("Pedido 1")
    ana.button("action.more").first.click()  # the head's; the panel has one of its own
    ana.page.get_by_role("menuitem", name=ES("action.why")).click()
    why = ana.page.get_by_role("dialog", name=ES("action.why"))
    expect(why).to_contain_text(ES("routing:why.meCouldNot", reason=ES("why:reason.offline")))
    expect(why).not_to_contain_text("Luis Ortega")  # of colleagues only how many
    ana.page.keyboard.press("Escape")
    expect(why).to_have_count(0)

    ana.be("available")
    ana.accept("Pedido 1")
    ana.page.get_by_role("button", name=ES("why.ask")).last.click()
    ana.button("why.more").click()
    receipt = ana.page.get_by_role("dialog", name=ES("why.ask")).get_by_role("article", name="Ana García")
    expect(receipt).to_contain_text(ES("routing:offer.accepted"))
    expect(receipt.get_by_role("table").last).to_contain_text(ES("why:reason.offline"))


def test_the_dry_run_answers_as_people_come_and_stands_in_the_address(desk: Open) -> None:
    marta, ana = desk("marta"), desk("ana")
    marta.open("/board")
    marta.page.get_by_role("link", name=ES("admin:board.who")).click()
    form = marta.page.get_by_role("region", name=ES("routing:tryOut.title"))
    marta.choose(form, ES("routing:tryOut.queue"), "Atención")
    answer = marta.page.get_by_role("region", name=ES("routing:tryOut.answer"))
    expect(answer).to_contain_text(ES("routing:tryOut.wouldNobody"))
    ana.open()
    ana.be("available")
    expect(answer).to_contain_text(ES("routing:tryOut.would", agent="Ana García"))
    form.get_by_label(ES("routing:tryOut.vip")).check()
    expect(marta.page).to_have_url(re.compile(r"queue=main.*vip=true"))
    marta.page.reload()
    expect(answer).to_contain_text(ES("routing:tryOut.would", agent="Ana García"))


def test_guarantees_are_shown_with_their_evidence_and_checked_again(server: Running, desk: Open) -> None:
    admin, ana = desk("admin"), desk("ana")
    ana.open()
    ana.be("available")
    mail_in(server, "Pedido 1", "Falta una taza.")
    ana.accept("Pedido 1")
    page = admin.open("/admin/guarantees")
    first = page.get_by_role("listitem").filter(has_text=ES("guarantees:one_agent.title"))
    # What was checked is written down every ten seconds.
    expect(first).to_contain_text(ES("routing:guarantee.holds"), timeout=30_000)
    expect(page.get_by_text(ES("routing:guarantee.allHold"))).to_be_visible()
    first.get_by_text(ES("routing:guarantee.how")).click()
    expect(first).to_contain_text("tests/")
    admin.button("routing:guarantee.again").click()
    expect(page.get_by_role("status").filter(has_text=ES.like("routing:guarantee.doneNone"))).to_be_visible()
