"""Texts as a plain synthesizer can read them out, and the ones we say ourselves."""

import re

import pytest

from atiende.domain.call_texts import TEXTS, standing_in_words
from atiende.speech.spoken_text import spoken


@pytest.mark.parametrize(
    ("written", "language", "said"),
    [
        ("Son 84,50 €.", "es", "Son 84 euros con 50 céntimos."),
        ("Son 1.234,01 €", "es", "Son 1234 euros con 1 céntimo"),
        ("It is €1,234.56.", "en", "It is 1234 euros and 56 cents."),
        ("Son 1 €", "es", "Son 1 euro"),
        ("Factura F2611-20417", "es", "Factura F 2 6 1 1, 2 0 4 1 7"),
        ("Llame al +34 600 12 34 56", "es", "Llame al más 3 4, 6 0 0, 1 2, 3 4, 5 6"),
        ("Su código es 482913", "es", "Su código es 4 8 2 9 1 3"),
        ("pepe.lopez@logic.es", "es", "pepe punto lopez arroba logic punto es"),
        ("pay at https://x.test/p?a=1", "en", "pay at a web address"),
        ("a las 18:30 del 3 de abril de 2026", "es", "a las 18:30 del 3 de abril de 2026"),
        ("quedan 120 plazas", "es", "quedan 120 plazas"),
    ],
)
def test_it_is_written_out_as_people_say_it(written: str, language: str, said: str) -> None:
    assert spoken(written, language) == said


def test_every_sentence_of_ours_is_there_in_both_languages_with_the_same_gaps() -> None:
    for name, (spanish, english) in TEXTS.items():
        assert set(re.findall(r"{\w+}", spanish)) == set(re.findall(r"{\w+}", english)), name


def test_the_wait_is_a_range_in_whole_minutes_and_never_nought() -> None:
    assert standing_in_words(0, (0, 20_000), "es") == ("Es usted el siguiente.", "La espera es de menos de un minuto.")
    assert standing_in_words(3, (150_000, 290_000), "en") == (
        "There are 3 people ahead of you.",
        "The wait is about 2 to 5 minutes.",
    )
    assert standing_in_words(None, None, "es") == ()
