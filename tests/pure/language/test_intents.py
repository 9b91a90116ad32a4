"""Intents are learned from examples: what is meant, how surely, whether anything; and nothing is learned from noise."""

import random

import msgspec
import pytest

from atiende.bench.language_data import banking, clinc, few
from atiende.language.intents import Classifier, load, train
from tests.shared_data import ABSENT, shared_data_dir

TAUGHT = [
    ("¿dónde está mi pedido?", "order"),
    ("mi paquete no llega", "order"),
    ("cuándo llega el envío", "order"),
    ("where is my parcel", "order"),
    ("quiero una copia de la factura", "invoice"),
    ("necesito la factura de marzo", "invoice"),
    ("me pueden enviar la factura", "invoice"),
    ("send me the invoice", "invoice"),
    ("quiero cancelar mi suscripción", "cancel"),
    ("dar de baja el servicio", "cancel"),
    ("anular el contrato", "cancel"),
    ("cancel my subscription", "cancel"),
]


@pytest.fixture(scope="module")
def taught() -> Classifier:
    return train(TAUGHT)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("donde esta mi paquete", "order"),
        ("necesito una facutra", "invoice"),
        ("quiero dar de baja mi suscripcion", "cancel"),
        ("Where is the parcel?", "order"),
    ],
)
def test_it_is_understood_without_accents_and_with_mistakes(taught: Classifier, text: str, slug: str) -> None:
    understood = taught.ask(text)
    assert (understood.intents[0][0], understood.known) == (slug, True)
    assert 0.3 < understood.intents[0][1] <= 1


@pytest.mark.parametrize("text", ["xyzzy plugh", "", "¿?", "qué tiempo hará en Wellington"])
def test_what_was_never_taught_is_not_known(taught: Classifier, text: str) -> None:
    assert not taught.ask(text).known


def test_two_wishes_in_one_message_are_both_found_in_order(taught: Classifier) -> None:
    assert taught.ask("¿Dónde está mi pedido? Además necesito la factura de marzo").wanted == ("order", "invoice")
    assert taught.ask("¿Dónde está mi pedido? El paquete no llega").wanted == ("order",)


def test_it_shows_the_examples_it_goes_by(taught: Classifier) -> None:
    assert taught.examples_like("mi paquete no ha llegado")[0].text == "mi paquete no llega"


def test_kept_and_read_again_it_says_the_same(taught: Classifier) -> None:
    again = load(taught.dump())
    for text in ("donde esta mi paquete", "otra cosa"):
        assert again.ask(text) == taught.ask(text)
    with pytest.raises(msgspec.DecodeError):
        load(b"nothing of the kind")


def test_learning_twice_gives_the_same(taught: Classifier) -> None:
    again = train(TAUGHT)
    for text in ("donde esta mi paquete", "necesito la factura", "otra cosa"):
        said, before = again.ask(text), taught.ask(text)
        assert (said.known, said.wanted) == (before.known, before.wanted)
        assert said.intents[0][1] == pytest.approx(before.intents[0][1], abs=0.001)


def test_nothing_taught_is_nothing_known_and_one_intent_is_no_error() -> None:
    assert not train([]).ask("hola").known
    assert train([("hola", "greet")]).ask("hola").intents[0][0] == "greet"
    assert train([("hola", "greet"), ("hola", "greet"), ("", "greet")]).ask("adiós").intents[0][0] == "greet"


def test_a_contradiction_is_shown_as_confusion() -> None:
    found = train([*TAUGHT, ("mi paquete no llega nunca", "invoice")]).confusions()
    assert ("mi paquete no llega nunca", "invoice", "order") in [(one.text, one.label, one.taken_for) for one in found]


def _accuracy(rows: list[tuple[str, str]], asked: list[tuple[str, str]]) -> float:
    classifier = train(rows)
    return sum(classifier.ask(text).intents[0][0] == label for text, label in asked) / len(asked)


def test_ten_examples_of_real_intents_do_and_shuffled_labels_do_not() -> None:
    data = shared_data_dir()
    if data is None:
        pytest.skip(ABSENT)
    rows, asked = banking(data / "intents")
    drawn, asked = few(rows, 10, 0), asked[::5]
    assert _accuracy(drawn, asked) > 0.68
    labels = [label for _, label in drawn]
    random.Random(1).shuffle(labels)
    shuffled = [(text, label) for (text, _), label in zip(drawn, labels, strict=True)]
    assert _accuracy(shuffled, asked) < 0.06


def test_strangers_are_told_from_friends_and_its_estimate_of_itself_holds() -> None:
    data = shared_data_dir()
    if data is None:
        pytest.skip(ABSENT)
    splits = clinc(data / "intents")
    chosen = {label for _, label in splits["train"][::60]}
    rows = few([one for one in splits["train"] if one[1] in chosen], 15, 0)
    classifier = train(rows)
    asked = [one for one in splits["test"] if one[1] in chosen]
    known = sum(classifier.ask(text).known for text, _ in asked) / len(asked)
    strange = sum(classifier.ask(text).known for text, _ in splits["oos_test"]) / len(splits["oos_test"])
    right = sum(classifier.ask(text).intents[0][0] == label for text, label in asked) / len(asked)
    assert known > 0.85 and strange < 0.45
    assert abs(right - classifier.right) < 0.08
