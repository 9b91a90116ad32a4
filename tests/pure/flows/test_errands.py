"""What is asked of the outside: what is given, what comes back, and that it never holds anybody for ever."""

import json
from collections.abc import Mapping

import pytest

from atiende.flows import engine
from atiende.flows.mapping import taken
from atiende.flows.state import Outcome, Speaks, Value
from tests.pure.flows.flow_samples import ask, asked, flow, queued, said, shows, talk, values

SHOW = {"type": "say", "text": {"es": "Debe {{ total | money }}"}, "next": "end"}


def request(**more: object) -> dict[str, object]:
    return {"type": "request", "url": "https://example.org/bills/{{ number }}", "next": "show", **more}


def test_values_are_escaped_for_where_they_go() -> None:
    post = request(
        method="POST",
        body='{"number": "{{ number }}"}',
        headers=[{"name": "X-Number", "value": "{{ number }}"}, {"name": "Authorization", "secret": "secret:key"}],
    )
    nodes = {"q": ask("number", next="r"), "r": post, "show": SHOW}
    conversation = talk(flow(nodes, variables={"number": {}, "total": {"type": "number"}}))
    conversation.say('a/../b?"\r\nX: y')
    given = asked(conversation)
    assert given["url"] == "https://example.org/bills/a%2F..%2Fb%3F%22%0D%0AX%3A%20y"
    assert given["body"] == '{"number": "a/../b?\\"\\r\\nX: y"}'
    assert given["headers"] == [
        {"name": "X-Number", "value": 'a/../b?"X: y', "secret": None},
        {"name": "Authorization", "value": "", "secret": "secret:key"},
    ]


def test_a_filter_that_cuts_does_not_cut_an_escape_in_two() -> None:
    cut = '{"name": "{{ number | truncate: 4, \'\' }}", "plan": "{{ plan }}"}'
    nodes = {
        "q": ask("number", next="p"),
        "p": ask("plan", next="r"),
        "r": request(method="POST", body=cut),
        "show": SHOW,
    }
    conversation = talk(flow(nodes, variables={"number": {}, "plan": {}}))
    conversation.say('abc"d')
    conversation.say(', "free": true, "x": "')
    body = json.loads(str(asked(conversation)["body"]))
    assert body == {"name": 'abc"', "plan": ', "free": true, "x": "'}


@pytest.mark.parametrize("said", ["..", ".", "..."])
def test_a_way_up_is_no_value_for_an_address(said: str) -> None:
    nodes = {"q": ask("number", next="r"), "r": request(failed="show"), "show": SHOW}
    conversation = talk(flow(nodes, variables={"number": {}, "total": {"type": "number"}}))
    conversation.say(said)
    assert conversation.errand is None


def test_which_system_is_asked_is_never_up_to_him() -> None:
    nodes = {"r": request(url="https://{{ customer.host }}/"), "show": SHOW}
    conversation = talk(flow(nodes), customer={"host": "inside.example.org"})
    assert conversation.errand is None
    assert queued(conversation.happened[0])


def test_the_answer_fills_the_variables_it_is_mapped_to_and_no_others() -> None:
    nodes = {"r": request(url="https://example.org/", take={"total": "total"}), "show": SHOW}
    conversation = talk(flow(nodes, variables={"total": {"type": "number"}, "secret": {}}))
    happened = conversation.outcome("ok", {"total": "1250", "secret": "x"})
    assert said(happened) == "Debe 12,50 € Adiós"
    assert values(conversation) == {"total": 1250, "secret": None}


@pytest.mark.parametrize(("result", "says"), [("missing", "No está"), ("failed", "No contesta")])
def test_missing_and_failed_have_paths_of_their_own(result: str, says: str) -> None:
    nodes = {
        "r": request(url="https://example.org/", missing="none", failed="down"),
        "show": SHOW,
        "none": {"type": "say", "text": {"es": "No está"}, "next": "end"},
        "down": {"type": "say", "text": {"es": "No contesta"}, "next": "end"},
    }
    assert said(talk(flow(nodes, variables={"total": {"type": "number"}})).outcome(result)) == f"{says} Adiós"


def test_an_outcome_that_never_comes_is_a_failure() -> None:
    conversation = talk(flow({"r": request(url="https://example.org/"), "show": SHOW}))
    (happened,) = conversation.wait(60)
    assert queued(happened)


def test_an_outcome_counts_once_and_only_for_the_errand_that_is_out() -> None:
    nodes = {"r": request(url="https://example.org/", next="q"), "q": ask("number"), "show": SHOW}
    conversation = talk(flow(nodes, variables={"number": {}}))
    errand = conversation.errand
    assert errand is not None
    assert conversation.outcome("ok") is not None
    late = Outcome(errand=errand.id, result="failed")
    stepped = engine.step(lambda *_: None, conversation.session, conversation._world(), late)
    assert (stepped.effects, stepped.session) == ((), conversation.session)


def test_a_person_can_be_had_while_an_errand_is_out() -> None:
    conversation = talk(flow({"r": request(url="https://example.org/"), "show": SHOW}))
    assert conversation.say("¿sigue ahí?").effects == ()
    assert queued(conversation.say("una persona por favor"))


def test_a_code_is_sent_checked_and_tried_again() -> None:
    verify = {"type": "verify", "text": {"es": "¿Qué código ha recibido?"}, "retries": 1, "next": "end"}
    conversation = talk(flow({"v": verify}))
    assert conversation.errand is not None and conversation.errand.kind == "verify"
    sent = conversation.outcome("ok")
    assert sent is not None and shows(sent)[0].secret
    conversation.say("123 456")
    assert asked(conversation)["code"] == "123456"
    assert "no es correcto" in said(conversation.outcome("ok", {"right": False}))
    conversation.say("654321")
    assert said(conversation.outcome("ok", {"right": True})) == "Adiós"


@pytest.mark.parametrize(("voice", "words"), [(True, "Marque en su teléfono"), (False, "Escriba")])
def test_a_code_is_pressed_on_the_telephone_and_typed_elsewhere(voice: bool, words: str) -> None:
    verify = {"type": "verify", "text": {"es": ""}, "retries": 1, "next": "end"}
    conversation = talk(flow({"v": verify}), speaks=Speaks(channel="voice", voice=True) if voice else None)
    assert said(conversation.outcome("ok")).startswith(words)


def test_who_is_verified_is_not_asked_again() -> None:
    verify = {"type": "verify", "text": {"es": "¿Código?"}, "next": "end"}
    assert said(talk(flow({"v": verify}), customer={"verified": True}).happened[0]) == "Adiós"


def payment(**more: object) -> dict[str, object]:
    words = {"about": {"es": "Factura"}, "text": {"es": "Aquí la tiene."}}
    return {"type": "payment", "payment": "card", "amount": "1250", "next": "later", **words, **more}


LATER = {"type": "say", "text": {"es": "Puede pagar después"}, "next": "end"}
PAID: dict[str, object] = {"type": "say", "text": {"es": "Pagado"}, "next": "end"}


def test_a_payment_shows_its_link_and_waits_for_the_provider_where_that_matters() -> None:
    conversation = talk(flow({"p": payment(paid="paid"), "later": LATER, "paid": PAID}))
    assert asked(conversation)["amount"] == 1250
    assert "https://pay.example.org/1" in said(conversation.outcome("ok", {"url": "https://pay.example.org/1"}))
    assert said(conversation.outcome("ok", {"paid": True})) == "Pagado Adiós"


def test_a_payment_nobody_made_goes_on_without_it() -> None:
    conversation = talk(flow({"p": payment(paid="paid"), "later": LATER, "paid": PAID}))
    conversation.outcome("ok", {"url": "https://pay.example.org/1"})
    (happened,) = conversation.wait(1801)
    assert said(happened) == "Puede pagar después Adiós"


def test_whoever_writes_while_his_payment_is_waited_for_gets_an_answer_and_a_person_if_he_asks() -> None:
    conversation = talk(flow({"p": payment(paid="paid"), "later": LATER, "paid": PAID}))
    conversation.outcome("ok", {"url": "https://pay.example.org/1"})
    assert "no nos consta el pago" in said(conversation.say("ya he pagado"))
    assert queued(conversation.say("una persona"))[0].why == "asked"


@pytest.mark.parametrize("amount", ["-5", "0", '"mucho"', "missing.thing", "true"])
def test_an_amount_that_is_none_is_a_failure(amount: str) -> None:
    happened = talk(flow({"p": payment(amount=amount), "later": LATER})).happened[0]
    assert queued(happened)


BOT: dict[str, object] = {
    "type": "bot",
    "routes": [{"intent": "pay", "goto": "paid"}],
    "turns": 3,
    "person": "person",
    "next": "end",
}


def bot(**more: object) -> dict[str, dict[str, object]]:
    return {"b": {**BOT, **more}, "paid": PAID}


def test_a_bot_says_that_it_is_a_machine_before_anything_else_and_once() -> None:
    first = talk(flow(bot())).happened[0]
    assert shows(first)[0].notice
    assert "asistente automático" in shows(first)[0].text
    again = talk(flow({"a": {"type": "answer", "question": '"x"', "next": "b", "unsure": "b"}, **bot()}))
    second = again.outcome("ok", {"found": True, "text": "Así.", "source": "how"})
    assert second is not None
    assert [show.notice for show in shows(again.happened[0])] == [True]
    assert not any(show.notice for show in shows(second))
    assert shows(second)[0].source == "how"


@pytest.mark.parametrize(
    ("values_", "says"),
    [({"does": "route", "intent": "pay"}, "Pagado Adiós"),
     ({"does": "bye", "text": "Hasta luego"}, "Hasta luego Adiós"),
     ({"does": "answer", "text": "A las nueve", "source": "hours"}, "A las nueve")],
)  # fmt: skip
def test_a_bot_does_what_the_flow_allows(values_: Mapping[str, Value], says: str) -> None:
    conversation = talk(flow(bot()))
    conversation.say("hola")
    assert asked(conversation)["routes"] == ["pay"]
    assert said(conversation.outcome("ok", values_)) == says


def test_a_bot_cannot_go_where_the_flow_has_no_route() -> None:
    conversation = talk(flow(bot()))
    conversation.say("borra mi cuenta")
    happened = conversation.outcome("ok", {"does": "route", "intent": "delete_account"})
    assert happened is not None and happened.standing == "b"


def test_a_bot_hands_over_when_asked_after_its_turns_and_when_it_breaks() -> None:
    assert queued(talk(flow(bot())).say("quiero una persona"))
    worn = talk(flow(bot()))
    for _ in range(3):
        worn.say("no es eso")
        worn.outcome("ok", {"does": "ask", "text": "¿Puede decirlo de otra forma?"})
    assert queued(worn.say("tampoco"))
    broken = talk(flow(bot()))
    broken.say("hola")
    happened = broken.outcome("failed")
    assert happened is not None and queued(happened)


def test_what_is_said_while_the_bot_thinks_is_answered_next() -> None:
    conversation = talk(flow(bot()))
    conversation.say("hola")
    conversation.say("mi factura no llega")
    conversation.outcome("ok", {"does": "answer", "text": "Hola"})
    assert asked(conversation)["said"] == "mi factura no llega"


def test_an_answer_that_is_not_sure_is_not_given() -> None:
    unsure = {"type": "say", "text": {"es": "No lo sé"}, "next": "end"}
    nodes = {"a": {"type": "answer", "question": '"x"', "next": "end", "unsure": "u"}, "u": unsure}
    assert said(talk(flow(nodes)).outcome("ok", {"found": False, "text": "Quizá"})) == "No lo sé Adiós"


def test_a_transfer_is_for_calls_only() -> None:
    nodes = {"t": {"type": "transfer", "number": "+34910000000", "next": "end"}}
    assert queued(talk(flow(nodes)).happened[0])


def test_an_answer_is_taken_by_paths_and_cut_to_what_a_variable_holds() -> None:
    answer = {"data": {"items": [{"total": 5}, {"total": 7}]}, "long": "x" * 9000, "many": list(range(900))}
    take = {"a": "data.items[1].total", "b": "$.data.items.0.total", "c": "no.such", "d": "long", "e": "many"}
    found = taken(take, answer)
    assert (found["a"], found["b"], found["c"]) == (7, 5, None)
    assert len(str(found["d"])) == 4000
    assert isinstance(found["e"], list) and len(found["e"]) == 200
