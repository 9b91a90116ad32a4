"""One document, every channel: buttons, lists, numbers, keys of a telephone; long texts are split, never lost."""

import pytest

from atiende.flows.hearing import Offered
from atiende.flows.show import Message, keyed, shown
from atiende.flows.state import Speaks
from tests.pure.flows.flow_samples import flow, menu, option, said, shows, talk

TWO = flow({"main": menu(option("Facturas", "end"), option("Averías", "end", key="5"))})
LONG = " ".join(f"Frase número {number} de un texto largo." for number in range(100))


def test_buttons_where_there_are_enough_of_them() -> None:
    (show,) = shows(talk(TWO, speaks=Speaks(buttons=3)).happened[0])
    assert [(one.label, one.key) for one in show.choices] == [("Facturas", "1"), ("Averías", "5")]
    assert show.text == "¿Qué desea?"


def test_a_list_where_there_are_too_few_buttons() -> None:
    (show,) = shows(talk(TWO, speaks=Speaks(buttons=1, list_items=10)).happened[0])
    assert len(show.choices) == 2


def test_numbers_in_the_text_where_nothing_can_be_tapped() -> None:
    (show,) = shows(talk(TWO, speaks=Speaks(channel="sms")).happened[0])
    assert show.choices == ()
    assert show.text == "¿Qué desea?\n1. Facturas\n5. Averías\nResponda con un número."


def test_keys_are_said_on_the_telephone() -> None:
    (show,) = shows(talk(TWO, speaks=Speaks(channel="voice", voice=True)).happened[0])
    assert show.text == "¿Qué desea? Para Facturas, pulse 1. Para Averías, pulse 5."
    assert show.expects == "digits"


def test_a_recording_stands_for_its_text_and_the_keys_are_said_after_it() -> None:
    recorded = {**menu(option("Facturas", "end")), "text": {"es": "Hola", "prompt": "welcome"}}
    first, second = shows(talk(flow({"main": recorded}), speaks=Speaks(voice=True)).happened[0])
    assert (first.prompt, first.text) == ("welcome", "Hola")
    assert second.text == "Para Facturas, pulse 1."


def test_a_label_too_long_for_a_button_is_shortened_there_and_whole_in_the_text() -> None:
    label = "Una opción de nombre larguísimo"
    (show,) = shows(talk(flow({"main": menu(option(label, "end"))}), speaks=Speaks(buttons=3)).happened[0])
    assert len(show.choices[0].label) <= 20
    assert f"1. {label}" in show.text


def test_it_speaks_the_language_of_the_session_and_else_the_flows_own() -> None:
    assert said(talk(TWO, language="en").happened[0]).startswith("What is it? 1. Facturas in English")
    assert said(talk(TWO, language="ca").happened[0]).startswith("¿Qué desea?")


@pytest.mark.parametrize("most", [20, 70, 160, 1000])
def test_a_long_text_goes_out_in_parts_and_nothing_is_lost(most: int) -> None:
    parts = shown(Message(text=LONG), Speaks(max_chars=most), "es")
    assert all(len(part.text) <= most for part in parts)
    assert "".join("".join(part.text.split()) for part in parts) == "".join(LONG.split())


def test_the_answers_are_on_the_last_part_only() -> None:
    offered = (Offered(id="a", label="Sí"),)
    parts = shown(Message(text=LONG, offered=keyed(offered)), Speaks(max_chars=300, buttons=3), "es")
    assert [bool(part.choices) for part in parts] == [False] * (len(parts) - 1) + [True]


def test_where_one_message_is_all_the_text_is_shortened_with_a_word_about_it_and_the_options_stay_whole() -> None:
    offered = keyed((Offered(id="a", label="Facturas"), Offered(id="b", label="Averías")))
    (part,) = shown(Message(text=LONG, offered=offered), Speaks(max_chars=200, split=False), "es")
    assert len(part.text) <= 200
    assert "texto abreviado" in part.text
    assert "2. Averías" in part.text


def test_places_make_way_for_keys_that_are_set() -> None:
    offered = keyed((Offered(id="a", label="A"), Offered(id="b", label="B", key="1"), Offered(id="c", label="C")))
    assert [one.key for one in offered] == ["2", "1", "3"]
