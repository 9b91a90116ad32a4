"""Wanting a person is understood out of the box, in both languages; not wanting one as well."""

import csv

import pytest

from atiende.language.handoff import wants_person
from tests.shared_data import ABSENT, shared_data_dir

WANTS = """agente
quiero un humano
persona real por favor
pásame con un agente
¿Me puede atender una persona?
no quiero hablar con un robot
prefiero que me llame alguien
no puedo hablar con una persona?
necesito ayuda humana
no entiendes nada, dame una persona
no me estás ayudando
¿hay alguien ahí?
representative
I need to speak with a real person
why can't I speak to a human
this bot is useless
can someone call me back
put me through to an operator
connect me to customer service please"""
DOES_NOT = """no quiero hablar con una persona
no hace falta que me pases con un agente
prefiero resolverlo sin hablar con nadie
¿Quién es la persona de contacto de mi contrato?
ayer hablé con un agente y no me resolvió la factura
estoy hablando con un bot?
quiero cambiar la persona titular
alguien ha usado mi tarjeta
mesa para 4 personas
who is my contact person?
I don't need to speak to an agent
I spoke to an agent yesterday and he promised a refund
how do I transfer money to another person
someone stole my card
can I do this without talking to a person?
are you a human?"""


@pytest.mark.parametrize("text", WANTS.splitlines())
def test_a_wish_for_a_person_is_understood(text: str) -> None:
    assert wants_person(text)


@pytest.mark.parametrize("text", DOES_NOT.splitlines())
def test_persons_spoken_of_are_no_wish(text: str) -> None:
    assert not wants_person(text)


def test_every_row_of_a_real_help_desk_reaches_a_person_and_nobody_else_does() -> None:
    data = shared_data_dir()
    if data is None:
        pytest.skip(ABSENT)
    with (data / "intents" / "es-bank-helpdesk-rasa" / "nlu.csv").open(encoding="utf-8", newline="") as lines:
        rows = [(row["text"], row["intent"]) for row in csv.DictReader(lines)]
    assert [row for row in rows if wants_person(row[0]) != (row[1] == "human_handoff")] == []


def test_almost_nobody_who_asks_a_bank_something_is_taken_for_wanting_a_person() -> None:
    data = shared_data_dir()
    if data is None:
        pytest.skip(ABSENT)
    with (data / "intents" / "banking77" / "test.csv").open(encoding="utf-8", newline="") as lines:
        texts = [row["text"] for row in csv.DictReader(lines)]
    assert sum(map(wants_person, texts)) <= len(texts) * 0.01
