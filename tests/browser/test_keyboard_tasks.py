"""Twenty everyday tasks by the keyboard alone: no pointer is ever used here."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.centre import Running
from tests.browser.conftest import Open
from tests.browser.people import Desk, mail_in
from tests.browser.words import ES

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

SUBJECTS = ("Un pedido incompleto", "La factura de mayo", "Cambio de dirección")


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def tab_to(page: Page, what: Locator) -> None:
    """Onwards by the Tab key until it is there."""
    for _ in range(80):
        press(page, "Tab")
        if what.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"the Tab key does not reach {what}")


def command(page: Page, words: str) -> None:
    """By the palette: a few letters, and the first that fits."""
    press(page, "Control+k")
    box = page.get_by_role("combobox", name=ES("command.placeholder"))
    expect(box).to_be_focused()
    page.keyboard.type(words)
    expect(page.get_by_role("option", selected=True)).to_be_visible()
    press(page, "Enter")
    expect(box).to_have_count(0)


def done(page: Page, key: str, **values: object) -> None:
    expect(page.get_by_text(ES(key, **values), exact=True).first).to_be_visible()


@pytest.fixture
def ana(server: Running, desk: Open) -> Desk:
    """At her desk, with three mails nobody has taken."""
    for number, subject in enumerate(SUBJECTS):
        mail_in(server, subject, f"Escribo por: {subject.lower()}.", sender=f"c{number}@logic.test")
    found = desk("ana")
    page = found.open("/inbox/mine")
    press(page, "g", "w")
    expect(page).to_have_url(re.compile("/inbox/unassigned"))
    expect(found.page.get_by_role("listitem").filter(has_text="Pepe").get_by_role("link")).to_have_count(3)
    return found


def test_ten_tasks_in_a_conversation(ana: Desk) -> None:
    page = ana.page
    press(page, "j")  # 1: the next conversation
    expect(ana.conversation).to_be_visible()
    press(page, "j", "k")  # 2: there and back
    expect(ana.said("Escribo por:")).to_have_count(1)
    tab_to(page, ana.button("action.take"))  # 3: mine
    press(page, "Enter")
    expect(ana.button("action.take")).to_have_count(0)
    press(page, "r")  # 4: answer
    expect(ana.field()).to_be_focused()
    page.keyboard.type("Lo miramos hoy.")
    press(page, "Control+Enter")
    expect(page.get_by_text("Lo miramos hoy.").first).to_be_visible()
    press(page, "Escape", "n")  # 5: a note
    expect(ana.field("note")).to_be_focused()
    page.keyboard.type("Llamar al almacén.")
    press(page, "Control+Enter")
    expect(ana.said("Llamar al almacén.")).to_have_count(1)
    press(page, "Escape", "p")  # 6: urgent
    expect(page.get_by_role("menuitem", name=ES("priority.1"))).to_be_focused()  # the menu has the keys now
    press(page, "Home", "Enter")
    expect(ana.conversation.get_by_text(ES("priority.1")).first).to_be_visible()
    press(page, "Shift+P")  # 7: pinned
    done(page, "lists:list.pinDone")
    press(page, "Control+z")  # 8: taken back
    done(page, "common.undone")
    press(page, "u")  # 9: unread again
    done(page, "lists:list.unreadDone")
    press(page, "s")  # 10: put off
    asked = ana.dialog("action.snooze")
    expect(asked.get_by_text(ES("writing:moment.next"))).to_be_visible()
    tab_to(page, asked.get_by_role("button", name=re.compile(ES("writing:moment.next"))))
    press(page, "Enter")
    expect(asked).to_have_count(0)
    command(page, ES("view.snoozed"))
    expect(page).to_have_url(re.compile("/inbox/snoozed"))
    expect(page.get_by_role("listitem").filter(has_text="Pepe")).to_have_count(1)


def test_ten_tasks_in_lists_and_everywhere(ana: Desk) -> None:
    page = ana.page
    press(page, "Control+a")  # 11: all of them chosen
    bar = page.get_by_role("region", name=ES("lists:bulk.bar"))
    expect(bar).to_contain_text("3")
    tab_to(page, bar.get_by_role("button", name=ES("lists:bulk.priority")))  # 12: one step for many
    press(page, "Enter")
    expect(page.get_by_role("menuitem", name=ES("priority.1"))).to_be_focused()
    press(page, "Home", "ArrowDown", "Enter")
    done(page, "lists:bulk.done_other", count=3, what=ES("priority.2"))
    expect(bar).to_have_count(0)
    press(page, "Escape", "Control+z")  # 13: and back for all
    done(page, "common.undone")
    press(page, "j", "x")  # 14: one chosen
    expect(bar).to_contain_text("1")
    press(page, "x")
    press(page, "/")  # 15: searching
    expect(page).to_have_url(re.compile("/search"))
    expect(page.get_by_role("searchbox", name=ES("find:label"))).to_be_focused()  # else it takes the palette's keys
    command(page, ES("presence.available"))  # 16: at work
    expect(page.get_by_role("button", name=re.compile(ES("presence.available")))).to_be_visible()
    command(page, ES("command.colours", name=ES("person.dark")))  # 17: dark
    expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", "dark")
    press(page, "?")  # 18: which keys there are
    expect(ana.dialog("lists:keys.title")).to_contain_text(ES("lists:keys.name.conversation.resolve"))
    press(page, "Escape")
    keep_a_view(ana)  # 19: a list of one's own
    another_key(ana)  # 20: one's own keys


def keep_a_view(ana: Desk) -> None:
    page = ana.page
    press(page, "g", "w")
    command(page, ES("lists:views.new"))
    asked = ana.dialog("lists:save.title")
    expect(asked.get_by_label(ES("lists:save.name"))).to_be_focused()
    page.keyboard.type("Lo que espera")
    press(page, "Enter")
    expect(asked).to_have_count(0)
    expect(page).to_have_url(re.compile("/inbox/viw_"))
    expect(page.get_by_role("heading", name="Lo que espera")).to_be_visible()


def another_key(ana: Desk) -> None:
    page, next_one = ana.page, ES("lists:keys.name.list.next")
    press(page, "g", "p")
    change = page.get_by_role("button", name=re.compile("^" + re.escape(ES("lists:keys.set", name=next_one))))
    expect(change).to_be_visible()
    tab_to(page, change)
    press(page, "Enter", "b")
    expect(change).to_contain_text("B")
    press(page, "g", "w", "b")
    expect(ana.conversation).to_be_visible()


def test_single_keys_can_be_switched_off(ana: Desk) -> None:
    """WCAG 2.1.4, and its negative control: with Alt the same key still works."""
    page = ana.page
    press(page, "g", "p")
    switch = page.get_by_role("switch", name=ES("lists:keys.single"))
    expect(switch).to_be_checked()
    tab_to(page, switch)
    press(page, "Space")
    expect(switch).not_to_be_checked()
    page.go_back()
    expect(ana.page.get_by_role("listitem").filter(has_text="Pepe")).to_have_count(3)
    press(page, "j")
    expect(ana.conversation).to_have_count(0)
    press(page, "Alt+j")
    expect(ana.conversation).to_be_visible()
