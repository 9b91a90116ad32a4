"""Passages that answer a question are found in other words, with mistakes, in either language."""

import random

import pytest

from atiende.bench.language_data import stack_faq
from atiende.language.retrieval import Passage, build
from tests.shared_data import ABSENT, shared_data_dir

REFUND = "Tiene 30 días para la devolución."
SHELF = [
    Passage(id="returns", language="es", title="Devolver un pedido", text=REFUND, words=("reembolso",)),
    Passage(id="invoice", language="es", title="Descargar la factura", text="Las facturas están en Mi cuenta."),
    Passage(id="returns-en", language="en", title="Return an order", text="You have 30 days to send it back."),
    Passage(id="password", language="en", title="Reset your password", text="We send a link by e-mail."),
]


@pytest.mark.parametrize(
    ("question", "language", "first"),
    [
        ("¿cómo devuelvo mis pedidos?", "es", "returns"),
        ("quiero un reembolso", "es", "returns"),
        ("donde descargo mi facutra", "es", "invoice"),
        ("returning orders", "en", "returns-en"),
        ("i forgot my pasword", "en", "password"),
    ],
)
def test_the_passage_is_found(question: str, language: str, first: str) -> None:
    assert build(SHELF).find(question, language)[0].id == first


def test_sure_says_how_much_of_the_question_is_spoken_of() -> None:
    index = build(SHELF)
    assert index.find("descargar la factura")[0].sure > 0.9
    assert all(hit.sure < 0.5 for hit in index.find("factura holográfica marciana submarina"))
    assert index.find("") == [] and build([]).find("factura") == []


def test_equal_passages_come_in_the_language_of_the_question_first() -> None:
    index = build([Passage(id=one, language=one, title="Wi-Fi", text="") for one in ("en", "es")])
    assert [hit.id for hit in index.find("wifi Wi-Fi", "es")] == ["es", "en"]


def test_real_questions_find_their_answer_and_shuffled_ones_do_not() -> None:
    data = shared_data_dir()
    if data is None:
        pytest.skip(ABSENT)
    answered = stack_faq(data / "conversations")
    texts = [Passage(id=str(place), title=title, text=text) for place, (title, text) in enumerate(answered.passages)]
    index = build(texts)
    asked = answered.asked[::4]

    def found(right: list[int]) -> float:
        hits = [[hit.id for hit in index.find(said, most=5)] for said, _ in asked]
        return sum(str(one) in ids for one, ids in zip(right, hits, strict=True)) / len(asked)

    right = [place for _, place in asked]
    assert found(right) > 0.95
    random.Random(1).shuffle(right)
    assert found(right) < 0.3
