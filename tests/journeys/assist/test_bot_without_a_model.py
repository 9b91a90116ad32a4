"""The bot by itself: answers with a source, routes, asks, hands over; it never makes anything up."""

import pytest

from atiende.domain import facts as f
from atiende.ports.desk import Desk
from tests.journeys.assist.helped_centre import RETURNS, facts_of, told
from tests.journeys.small_centre import TENANT
from tests.proof import proven

pytestmark = pytest.mark.anyio


async def test_a_question_is_answered_by_the_passage_with_its_source(desk: Desk) -> None:
    heard = await told(desk, "¿Cuántos días tengo para devolver un pedido?")
    assert (heard.result, heard.values["does"], heard.values["source"]) == ("ok", "answer", "devoluciones")
    assert str(heard.values["text"]) in RETURNS
    answered = (await facts_of(desk, f.BotAnswered))[-1]
    assert isinstance(answered, f.BotAnswered)
    assert (answered.sources, answered.sure, answered.model) == (("devoluciones",), True, "")
    assert not await proven(desk.store, TENANT)


async def test_what_is_wanted_takes_its_route(desk: Desk) -> None:
    heard = await told(desk, "necesito una copia de la factura")
    assert (heard.values["does"], heard.values["intent"]) == ("route", "duplicate_invoice")


async def test_two_wishes_at_once_are_both_kept(desk: Desk) -> None:
    heard = await told(desk, "Quiero cambiar de tarifa. No me ha llegado la factura de este mes.")
    assert (heard.values["does"], heard.values["intent"]) == ("route", "change_plan")
    assert heard.values["keep"] == {"unsure": 0, "pending": ["duplicate_invoice"], "question": ""}
    assert "Copia de la factura" in str(heard.values["text"])


@pytest.mark.parametrize("said", ["quiero hablar con una persona", "páseme con un agente por favor"])
async def test_who_asks_for_a_person_gets_one(desk: Desk, said: str) -> None:
    heard = await told(desk, said)
    assert (heard.values["does"], heard.values["why"]) == ("person", "asked")


async def test_who_is_upset_gets_a_person(desk: Desk) -> None:
    heard = await told(desk, "Esto es una vergüenza, llevo tres semanas esperando")
    assert (heard.values["does"], heard.values["why"]) == ("person", "upset")


async def test_not_understood_once_is_asked_and_twice_is_a_person(desk: Desk) -> None:
    first = await told(desk, "xyzzy plugh fnord")
    assert first.values["does"] == "ask"
    second = await told(desk, "frobnicate blorb", kept=first.values["keep"])
    assert (second.values["does"], second.values["why"]) == ("person", "unsure")


async def test_a_tapped_choice_is_a_route_and_an_unknown_one_is_none(desk: Desk) -> None:
    assert (await told(desk, "Avería", choice="outage")).values["intent"] == "outage"
    assert (await told(desk, "xyzzy plugh", choice="admin")).values["does"] == "ask"


async def test_goodbye_ends_it(desk: Desk) -> None:
    assert (await told(desk, "no, nada más, gracias")).values["does"] == "bye"


async def test_what_is_for_agents_only_is_never_said_to_a_customer(desk: Desk) -> None:
    heard = await told(desk, "¿cuál es el descuento máximo de retención para una baja?")
    assert "40 por ciento" not in str(heard.values["text"])
    assert heard.values["source"] != "inside"
