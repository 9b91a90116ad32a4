"""Menus: what counts as choosing an option, on every kind of channel, and what happens when nothing does."""

import pytest

from atiende.flows.state import Speaks
from atiende.flows.surroundings import Surroundings
from tests.pure.flows.flow_samples import flow, menu, option, queued, said, shows, talk

CHOICE = menu(
    option("Facturas y pagos", "bills", words=["recibo"], intent="invoice"),
    option("Averías", "end"),
    option("Horario de atención", "end"),
)
BILLS = {"type": "say", "text": {"es": "Sus facturas"}, "next": "end"}
FLOW = flow({"main": CHOICE, "bills": BILLS})


@pytest.mark.parametrize(
    "heard",
    ["1", "uno", "la primera", "opción 1", "Facturas y pagos", "FACTURAS Y PAGOS", "facturas y pagos!", "recibo",
     "quiero ver mi recibo", "facturas y pgos", "Facturas y pagos in English", "  recibo  ", "rcibo"],
)  # fmt: skip
def test_an_option_is_understood_however_it_is_said(heard: str) -> None:
    assert "Sus facturas" in said(talk(FLOW).say(heard))


def test_an_option_is_taken_by_its_button() -> None:
    conversation = talk(FLOW, speaks=Speaks(buttons=3))
    choice = shows(conversation.happened[-1])[-1].choices[0]
    assert "Sus facturas" in said(conversation.say("whatever it says", choice=choice.id))


@pytest.mark.parametrize("heard", ["4", "11", "no lo sé", "", "…", "averias o facturas y pagos"])
def test_what_is_no_option_is_asked_again(heard: str) -> None:
    conversation = talk(FLOW)
    assert "No le he entendido" in said(conversation.say(heard))
    assert conversation.node == "main"


def test_a_button_of_an_earlier_menu_does_not_choose_in_this_one() -> None:
    second = menu(option("Sí quiero", "bills"), option("Mejor luego", "end"))
    conversation = talk(flow({"main": menu(option("Seguir", "second")), "second": second, "bills": BILLS}))
    conversation.say("1")
    assert conversation.say("", choice="main.0").standing == "second"


def test_after_its_retries_the_failed_path_is_taken_and_a_person_gets_it() -> None:
    conversation = talk(FLOW)
    conversation.say("nada")
    conversation.say("nada")
    assert queued(conversation.say("nada"))[0].queue == "general"


def test_silence_is_asked_about_and_leads_to_a_person_not_to_an_end() -> None:
    conversation = talk(FLOW)
    happened = conversation.wait(3 * 300)
    assert "¿Sigue ahí?" in said(happened[0])
    assert [queued(one)[0].queue for one in happened if queued(one)] == ["general"]
    assert conversation.session.awaiting == "person"


@pytest.mark.parametrize(
    "heard",
    ["agente", "una persona", "quiero hablar con alguien", "hablar con una persona por favor", "Operador", "human",
     "I want to talk to a person", "agent please", "can I speak to someone"],
)  # fmt: skip
def test_a_person_is_had_for_the_asking_from_any_menu(heard: str) -> None:
    happened = talk(FLOW).say(heard)
    assert queued(happened)[0].why == "asked"


@pytest.mark.parametrize("heard", ["quiero cambiar mis datos personales", "no quiero nada más", "personalizar"])
def test_what_only_sounds_like_a_person_is_none(heard: str) -> None:
    assert not queued(talk(FLOW).say(heard))


def test_an_option_of_that_name_goes_before_the_flows_person() -> None:
    named = flow({"main": menu(option("Agente", "bills"), option("Otra cosa", "end")), "bills": BILLS})
    assert "Sus facturas" in said(talk(named).say("agente"))


def test_a_person_is_reached_even_where_the_flow_names_none() -> None:
    happened = talk(flow({"main": CHOICE, "bills": BILLS}, person="")).say("agente")
    assert [one.queue for one in queued(happened)] == [""]


def test_first_words_that_choose_skip_the_menu() -> None:
    conversation = talk(FLOW, said="facturas y pagos")
    assert said(conversation.happened[0]) == "Sus facturas Adiós"


def test_first_words_that_do_not_choose_are_met_with_the_menu_and_count_as_no_try() -> None:
    conversation = talk(FLOW, said="hola")
    assert said(conversation.happened[0]).startswith("¿Qué desea? 1. Facturas")
    assert conversation.session.tries == 0


def test_first_words_that_ask_for_a_person_go_straight_there() -> None:
    assert queued(talk(FLOW, said="quiero hablar con una persona").happened[0])


def test_what_he_means_chooses_where_intents_are_understood() -> None:
    around = Surroundings(
        read=lambda check, text, _l, _at: "invoice" if (check, text) == ("intent", "me cobran de más") else None
    )
    assert "Sus facturas" in said(talk(FLOW, around=around).say("me cobran de más"))
    assert "No le he entendido" in said(talk(FLOW, around=around).say("otra historia"))


def test_zero_means_a_person_on_the_telephone_unless_an_option_has_it() -> None:
    voice = Speaks(channel="voice", voice=True)
    assert queued(talk(FLOW, speaks=voice).say("0"))
    taken = flow({"main": menu(option("Repetir", "bills", key="0")), "bills": BILLS})
    assert "Sus facturas" in said(talk(taken, speaks=voice).say("0"))
