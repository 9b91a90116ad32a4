"""Work finds its agent: offered, accepted, declined, not answered; and the visitor sees the answer."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import centre
from tests.browser.centre import Wanted
from tests.browser.conftest import Open, Visit
from tests.browser.people import Visitor, desk_of
from tests.browser.words import ES

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


def test_an_offer_is_accepted_and_the_answer_reaches_the_visitor(desk: Open, visit: Visit) -> None:
    ana = desk("ana")
    ana.open()
    ana.be("available")
    shop = visit()
    shop.write("¿Tienen la taza en azul?")
    expect(ana.offer).to_contain_text("¿Tienen la taza en azul?")
    expect(ana.offer).to_contain_text("Atención")
    ana.accept()
    expect(ana.said("¿Tienen la taza en azul?")).to_have_count(1)
    ana.reply("Sí, queda una.")
    shop.sees("Sí, queda una.")
    expect(shop.panel).to_contain_text(ES("widget:talking_to", name="Ana"))
    shop.write("Pues me la quedo")
    expect(ana.said("Pues me la quedo")).to_have_count(1)
    expect(ana.offer).to_have_count(0)


def test_what_one_agent_declines_is_offered_to_the_next(desk: Open, visit: Visit) -> None:
    ana, luis = desk("ana"), desk("luis")
    ana.open()
    ana.be("available")
    shop = visit()
    shop.write("Busco un cuenco")
    expect(ana.offer).to_have_count(1)
    luis.open()
    luis.be("available")
    expect(luis.offer).to_have_count(0)
    ana.button("offer.decline", ana.offer).click()
    expect(ana.offer).to_have_count(0)
    luis.accept("Busco un cuenco")
    luis.reply("Aquí lo tiene.")
    shop.sees("Aquí lo tiene.")


def test_what_one_agent_does_not_answer_goes_to_the_next_and_he_counts_as_not_responding(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    made = centre.made(tmp_path_factory.mktemp("hasty") / "data", Wanted(offer_seconds=5))
    with centre.running(made, tmp_path_factory.mktemp("hasty-server")) as server:
        ana, luis = desk_of(browser, made, server, "ana"), desk_of(browser, made, server, "luis")
        context = browser.new_context(locale="es-ES")
        try:
            ana.open()
            ana.be("available")
            shop = Visitor(context, server, made)
            shop.write("¿Hay alguien?")
            expect(ana.offer).to_have_count(1)
            luis.open()
            luis.be("available")
            luis.accept("¿Hay alguien?")
            expect(ana.offer).to_have_count(0)
            ana.button("presence.back").click()
            expect(ana.button("presence.back")).to_have_count(0)
        finally:
            for one in (ana.context, luis.context, context):
                one.close()
