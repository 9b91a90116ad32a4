"""Questions: what is asked for is checked, kept in its variable, read back where wanted, and never shown if secret."""

import pytest

from atiende.flows.patterns import BadPattern, fits, readied
from atiende.flows.state import Answered, Value
from atiende.flows.surroundings import Surroundings
from atiende.language import slots
from tests.pure.flows.flow_samples import ask, flow, option, queued, said, shows, talk, values

READS = Surroundings(read=lambda check, text, language, at: slots.read(check, text, language, at, "Europe/Madrid"))


def heard_as(check: str, heard: str, kind: str = "text", **more: object) -> Value:
    """What the variable holds after the answer; None where it was asked again."""
    asking = flow({"q": ask("x", check, **more)}, variables={"x": {"type": kind}})
    conversation = talk(asking, around=READS)
    conversation.say(heard)
    return values(conversation)["x"]


@pytest.mark.parametrize(
    ("text", "number"),
    [("12345678Z", "12345678Z"), ("12.345.678-z", "12345678Z"), ("X1234567L", "X1234567L"), ("y1234567x", "Y1234567X"),
     ("A58818501", "A58818501"), ("P2807900B", "P2807900B"), ("12345678A", None), ("X1234567A", None),
     ("A58818502", None), ("P28079009", None), ("1234", None), ("ZZZ", None)],
)  # fmt: skip
def test_a_nif_counts_only_with_its_control_letter(text: str, number: str | None) -> None:
    assert heard_as("nif", text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [("ES91 2100 0418 4502 0005 1332", "ES9121000418450200051332"), ("ES9121000418450200051333", None),
     ("GB82WEST12345698765432", "GB82WEST12345698765432"), ("ES91", None),
     ("DE89370400440532013000", "DE89370400440532013000")],
)  # fmt: skip
def test_an_iban_counts_only_with_its_control_digits(text: str, number: str | None) -> None:
    assert heard_as("iban", text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [("612 34 56 78", "+34612345678"), ("+34 912 345 678", "+34912345678"), ("0044 20 7946 0958", "+442079460958"),
     ("12345", None), ("+34 112", None)],
)  # fmt: skip
def test_a_telephone_number_is_kept_in_international_form(text: str, number: str | None) -> None:
    assert heard_as("phone", text) == number


@pytest.mark.parametrize(
    ("text", "address"),
    [("Ana@Example.org", "ana@example.org"), ("es ana.b@example.org, gracias", "ana.b@example.org"), ("ana@", None),
     ("a..b@example.org", None)],
)  # fmt: skip
def test_an_address_is_found_in_what_is_said(text: str, address: str | None) -> None:
    assert heard_as("email", text) == address


@pytest.mark.parametrize(
    ("text", "order"),
    [("AZ-10234", "AZ-10234"), ("es el az-10234.", "AZ-10234"), ("10234", None), ("AZ-102345", None)],
)  # fmt: skip
def test_an_order_number_fits_its_pattern_wholly(text: str, order: str | None) -> None:
    assert heard_as("order", text, pattern=r"[A-Z]{2}-\d{5}") == order


@pytest.mark.parametrize(
    "pattern", [r"(a+)+$", r"(?:a|a)*", r"\w*\w*\w*\w*x", "[a-", "a" * 201, r"\1", "a**", r"(?=a)"]
)
def test_a_pattern_that_could_run_on_is_refused(pattern: str) -> None:
    with pytest.raises(BadPattern):
        readied(pattern)


def test_a_pattern_of_alternatives_is_fine() -> None:
    assert fits(r"F\d{4}-\d+|P\d{6}", "f2611-20417")
    assert not fits(r"F\d{4}-\d+|P\d{6}", "P12")


@pytest.mark.parametrize(
    ("check", "kind", "text", "value"),
    [("number", "number", "tres", 3), ("money", "number", "12,50 €", 1250),
     ("date", "date", "24/12/2026", "2026-12-24"),
     ("yes_no", "yes_no", "sí, claro", True), ("yes_no", "yes_no", "no, gracias", False),
     ("yes_no", "yes_no", "quizá", None),
     ("number", "number", "patata", None)],
)  # fmt: skip
def test_numbers_amounts_dates_and_yes_are_read(check: str, kind: str, text: str, value: Value) -> None:
    assert heard_as(check, text, kind) == value


@pytest.mark.parametrize("heard", ["Averia", "2", "breakdown", "la avería"])
def test_a_choice_is_kept_by_its_name_in_the_flows_first_language(heard: str) -> None:
    options = [{"es": "Factura", "en": "Bill"}, {"es": "Avería", "en": "Breakdown"}]
    assert heard_as("choice", heard, options=options) == "Avería"


def test_an_answer_is_read_back_and_counts_only_when_confirmed() -> None:
    asking = flow({"q": ask("x", "nif", confirm=True)}, variables={"x": {}})
    conversation = talk(asking)
    assert said(conversation.say("12345678Z")) == "He anotado: 12345678Z. ¿Es correcto?"
    assert said(conversation.say("no")) == "Dígame"
    conversation.say("X1234567L")
    assert said(conversation.say("sí")) == "Adiós"
    assert values(conversation)["x"] == "X1234567L"


def asked_after(first: str, check: str, kind: str = "text", **more: object) -> Value:
    """What the variable of a question holds when his first words were these; None where it was asked for."""
    asking = flow({"q": ask("x", check, **more)}, variables={"x": {"type": kind}})
    return values(talk(asking, around=READS, said=first))["x"]


@pytest.mark.parametrize(
    ("check", "kind", "first", "value"),
    [("order", "text", "¿dónde está mi pedido AZ-20418?", "AZ-20418"),
     ("email", "text", "soy ana@example.org y no me llega nada", "ana@example.org"),
     ("date", "date", "quiero cita para el 24 de diciembre", "2026-12-24"),
     ("money", "number", "me han cobrado 49,90 € sin avisar", 4990),
     ("date", "date", "llevo 2 semanas sin línea", None),
     ("order", "text", "¿dónde están AZ-20418 y AZ-20419?", None),
     ("order", "text", "¿dónde está mi pedido?", None), ("number", "number", "me faltan 2 cajas", None),
     ("text", "text", "el terminal no enciende", None), ("yes_no", "yes_no", "sí, ya lo he pagado", None)],
)  # fmt: skip
def test_what_his_first_words_hold_once_is_not_asked_for(check: str, kind: str, first: str, value: Value) -> None:
    more = {"pattern": r"[A-Z]{2}-\d{5}"} if check == "order" else {}
    assert asked_after(first, check, kind, **more) == value


def test_what_is_asked_in_secret_is_never_taken_from_other_words() -> None:
    assert asked_after("mi IBAN es ES91 2100 0418 4502 0005 1332", "iban", secret=True) is None
    assert asked_after("mi IBAN es ES91 2100 0418 4502 0005 1332", "iban") == "ES9121000418450200051332"


def test_what_is_taken_from_other_words_is_read_back_where_answers_are() -> None:
    asking = flow({"q": ask("x", "nif", confirm=True)}, variables={"x": {}})
    conversation = talk(asking, around=READS, said="mi NIF es 12345678Z")
    assert said(conversation.happened[0]) == "He anotado: 12345678Z. ¿Es correcto?"
    assert said(conversation.say("no")) == "Dígame"


def test_the_words_chosen_with_in_a_menu_answer_one_question_and_no_answer_answers_the_next() -> None:
    menu = {"type": "menu", "text": {"es": "?"}, "options": [option("Mi pedido", "q", words=["pedido"])]}
    nodes = {"m": menu, "q": ask("x", "order", next="r"), "r": ask("y", "order")}
    conversation = talk(flow(nodes, variables={"x": {}, "y": {}}), around=READS)
    assert said(conversation.say("mi pedido AZ-20418")) == "Dígame"
    assert (values(conversation)["x"], values(conversation)["y"]) == ("AZ-20418", None)
    conversation.say("AZ-20500")
    assert values(conversation)["y"] == "AZ-20500"


def test_what_is_given_in_secret_is_neither_kept_in_view_nor_said_nor_told_to_agents() -> None:
    nodes = {
        "q": ask("pin", secret=True, next="s"),
        "s": {"type": "say", "text": {"es": "PIN {{ pin }}"}, "next": "person"},
    }
    conversation = talk(flow(nodes, variables={"pin": {}}))
    assert shows(conversation.happened[0])[0].secret
    happened = conversation.say("4321")
    assert said(happened) == "PIN •••"
    assert queued(happened)[0].values == {}
    assert values(conversation)["pin"] == "4321"


def test_a_wrong_answer_is_asked_again_in_the_flows_words_and_then_a_person_gets_it() -> None:
    asking = flow({"q": ask("x", "nif", retries=1, invalid={"es": "Ese NIF no vale."})}, variables={"x": {}})
    conversation = talk(asking)
    assert said(conversation.say("nada")) == "Ese NIF no vale. Dígame"
    assert queued(conversation.say("nada"))


def test_a_person_may_be_asked_for_instead_of_an_answer_but_a_story_with_one_in_it_is_an_answer() -> None:
    asking = flow({"q": ask("x")}, variables={"x": {}})
    assert queued(talk(asking).say("quiero un agente"))
    story = "Ayer una persona de su empresa, un agente muy amable, me dijo por teléfono que el técnico vendría hoy"
    conversation = talk(asking)
    conversation.say(story)
    assert values(conversation)["x"] == story


def test_what_was_asked_goes_to_the_agent_but_not_what_is_marked_as_inner() -> None:
    nodes = {"q": ask("x", next="r"), "r": ask("y", next="person")}
    conversation = talk(flow(nodes, variables={"x": {}, "y": {"asked": False}}))
    conversation.say("uno")
    assert queued(conversation.say("dos"))[0].values == {"x": "uno"}


def test_a_survey_takes_scores_lets_questions_be_skipped_and_never_holds_anybody_up() -> None:
    questions = [
        {"text": {"es": "¿Qué tal?"}, "scale": "csat"},
        {"text": {"es": "¿Nos recomendaría?"}, "scale": "nps"},
        {"text": {"es": "¿Algo más?"}, "scale": "comment"},
    ]
    conversation = talk(flow({"s": {"type": "survey", "questions": questions, "next": "end"}}))
    first = conversation.say("5")
    assert first.effects[0] == Answered(scale="csat", score=5)
    assert "Responda del 0 al 10" in said(first)
    assert "Responda del 0 al 10" in said(conversation.say("once"))
    assert "¿Algo más?" in said(conversation.say("bueno"))
    assert said(conversation.say("omitir")) == "Adiós"
