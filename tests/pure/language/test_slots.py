"""Values in what customers say: days, times, money, numbers, addresses; several in one sentence, in both languages."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atiende.language.slots import read, slots

SUNDAY = int(datetime(2026, 11, 22, 10, tzinfo=UTC).timestamp() * 1000)
MADRID = "Europe/Madrid"


@pytest.mark.parametrize(
    ("check", "text", "language", "value"),
    [
        ("number", "veintiuno", "es", 21),
        ("number", "un millón doscientos mil", "es", 1_200_000),
        ("number", "one hundred and twenty", "en", 120),
        ("number", "1.250", "es", 1250),
        ("number", "1,250", "en", 1250),
        ("number", "-3,5", "es", -3.5),
        ("number", "una", "es", 1),
        ("money", "doce con cincuenta", "es", 1250),
        ("money", "$1,250.50", "en", 125_050),
        ("money", "3 mil euros", "es", 300_000),
        ("money", "45", "es", 4500),
        ("date", "mañana", "es", "2026-11-23"),
        ("date", "el 24 de diciembre de 2026", "es", "2026-12-24"),
        ("date", "the twenty third of May", "en", "2027-05-23"),
        ("date", "next monday", "en", "2026-11-23"),
        ("date", "dentro de dos semanas", "es", "2026-12-06"),
        ("date", "hace 3 días", "es", "2026-11-19"),
        ("date", "15", "es", "2026-12-15"),
        ("date", "31/02/2026", "es", None),
        ("time", "las cinco y media de la tarde", "es", "17:30"),
        ("time", "las 5 menos cuarto", "es", "04:45"),
        ("time", "half past eleven p.m.", "en", "23:30"),
        ("time", "quarter to six", "en", "05:45"),
        ("time", "17", "es", "17:00"),
        ("phone", "seis uno dos, treinta y cuatro, cincuenta y seis, setenta y ocho", "es", "+34612345678"),
        ("phone", "my number is +44 20 7946 0958", "en", "+442079460958"),
        ("phone", "no tengo", "es", None),
        ("email", "escriba a Ana.Lopez@Example.es, gracias", "es", "ana.lopez@example.es"),
        ("email", "juan arroba gmail punto com", "es", "juan@gmail.com"),
        ("nif", "12.345.678-Z", "es", "12345678Z"),
        ("nif", "12345678A", "es", None),
        ("nif", "B12345674", "es", "B12345674"),
        ("iban", "es91 2100 0418 4502 0005 1332", "es", "ES9121000418450200051332"),
        ("iban", "ES91 2100 0418 4502 0005 1333", "es", None),
        ("order", "es el pedido número 2024-88991", "es", "2024-88991"),
        ("yes_no", "claro que sí", "es", True),
        ("yes_no", "no, gracias", "es", False),
        ("yes_no", "sí, no hay problema", "es", True),
        ("yes_no", "no sé", "es", None),
        ("yes_no", "yep", "en", True),
        ("person", "un agente", "es", True),
        ("person", "mi pedido", "es", None),
        ("text", "  hola ", "es", "hola"),
    ],
)
def test_an_answer_is_read(check: str, text: str, language: str, value: object) -> None:
    assert read(check, text, language, SUNDAY, MADRID) == value


def test_several_values_in_one_sentence_each_in_its_place() -> None:
    text = "Me cobraron treinta y cinco euros con 50 el 3 de noviembre y 1.250,00 € ayer; llame al 612 34 56 78 a las 9"
    found = slots(text, "es", SUNDAY, MADRID)
    assert [(one.kind, one.value) for one in found] == [
        ("money", 3550),
        ("date", "2026-11-03"),
        ("money", 125_000),
        ("date", "2026-11-21"),
        ("phone", "+34612345678"),
        ("time", "09:00"),
    ]
    assert all(text[one.start : one.end] == one.said for one in found)


def test_today_is_that_of_the_zone() -> None:
    late = int(datetime(2026, 11, 22, 23, 30, tzinfo=UTC).timestamp() * 1000)
    assert read("date", "hoy", "es", late, MADRID) == "2026-11-23"
    assert read("date", "hoy", "es", late, "America/Mexico_City") == "2026-11-22"


@given(st.text(max_size=300), st.sampled_from(("es", "en", "")))
def test_nothing_said_is_an_error(text: str, language: str) -> None:
    for one in slots(text, language, SUNDAY, MADRID):
        assert text[one.start : one.end] == one.said
    for check in ("number", "money", "date", "time", "phone", "email", "nif", "iban", "order", "yes_no", "person"):
        read(check, text, language, SUNDAY, MADRID)
