"""What a model wrote is used only when it rests on what it was given; and what must not leave is masked."""

import pytest

from atiende.language.grounding import Claim, grounded
from atiende.language.masking import has_card, without_cards
from atiende.language.moods import is_farewell, is_upset
from atiende.language.salient import Line, points
from atiende.language.sentences import sentences, shortened

PASSAGE = "En la tienda tiene 30 días naturales para devolver su pedido. El envío no es gratuito: cuesta 4,90 €."
QUOTE = "tiene 30 días naturales para devolver su pedido"


def test_a_sentence_rests_on_the_words_it_names_whatever_accents_and_case() -> None:
    found = grounded([Claim(text="Puede devolver su pedido en 30 días.", quote=QUOTE.upper(), passage=0)], [PASSAGE])
    assert found is not None and PASSAGE[found[0].start : found[0].end] == QUOTE


@pytest.mark.parametrize(
    ("text", "quote", "passage"),
    [
        ("Puede devolver su pedido en 60 días.", QUOTE, 0),  # a figure of its own
        ("Puede devolver su pedido en 30 días.", "tiene treinta días para devolver", 0),  # words that are not there
        ("Puede devolver su pedido en 30 días.", "30", 0),  # too few of them
        ("Puede devolver su pedido en 30 días.", QUOTE, 3),  # a passage that is not there
        ("El envío es gratuito.", "El envío no es gratuito", 0),  # the opposite
        ("Le regalamos un viaje a Roma con hotel incluido.", QUOTE, 0),  # something else altogether
        ("Devuelva su pedido en https://evil.example", QUOTE, 0),  # an address of its own
    ],
)
def test_what_rests_on_nothing_is_refused_whole(text: str, quote: str, passage: int) -> None:
    good = Claim(text="Puede devolver su pedido en 30 días.", quote=QUOTE, passage=0)
    assert grounded([good], [PASSAGE]) is not None
    assert grounded([good, Claim(text=text, quote=quote, passage=passage)], [PASSAGE]) is None


def test_nothing_said_is_nothing_grounded() -> None:
    assert grounded([], [PASSAGE]) is None


def test_cards_are_masked_and_other_numbers_are_not() -> None:
    assert without_cards("mi tarjeta 4111 1111 1111 1111, caduca 12/29") == "mi tarjeta •••• 1111, caduca 12/29"
    assert without_cards("4111-1111-1111-1112 y 600123123 y ES9121000418450200051332") == (
        "4111-1111-1111-1112 y 600123123 y ES9121000418450200051332"
    )
    assert has_card("5555555555554444") and not has_card("0000000000000000")


def test_a_text_is_shortened_at_the_end_of_a_sentence() -> None:
    assert [one.text for one in sentences("Sr. Gil, abra la app. ¿Va bien? Sí")] == [
        "Sr. Gil, abra la app.",
        "¿Va bien?",
        "Sí",
    ]
    assert shortened("Uno dos tres. Cuatro cinco seis.", 20) == "Uno dos tres."
    assert shortened("Una sola frase muy larga sin fin", 12) == "Una sola…"


@pytest.mark.parametrize("said", ["no, nada más, gracias", "eso es todo", "that's all, thanks", "gracias"])
def test_a_goodbye_is_one(said: str) -> None:
    assert is_farewell(said)


@pytest.mark.parametrize("said", ["gracias, ¿y la factura?", "nada funciona", "quiero decir adiós a mi contrato"])
def test_what_goes_on_is_no_goodbye(said: str) -> None:
    assert not is_farewell(said)


def test_anger_is_heard_and_a_reference_in_capitals_is_none() -> None:
    assert is_upset("Esto es una vergüenza") and is_upset("QUIERO MI DINERO DE VUELTA YA")
    assert not is_upset("mi pedido es el ABC123") and not is_upset("¿Dónde está mi pedido?")


def test_what_matters_stands_where_it_says() -> None:
    lines = [
        Line(id="1", who="customer", text="Hola. No me ha llegado el pedido #4411 de 49,90 €."),
        Line(id="2", who="agent", text="Le enviaremos otro mañana."),
        Line(id="3", who="customer", text="¿A qué hora llega?"),
    ]
    texts = {one.id: one.text for one in lines}
    found = points(lines)
    assert {one.kind for one in found} >= {"wants", "promised", "open", "fact"}
    assert all(texts[one.line][one.start : one.end] == one.text for one in found)
    assert [one.line for one in found if one.kind == "open"] == ["3"]
    assert not [one for one in points(lines[:2]) if one.kind == "open"]
