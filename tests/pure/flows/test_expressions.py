"""Expressions and texts: what they give, and that whatever somebody writes into one stops within milliseconds."""

import time
from collections.abc import Callable

import pytest

from atiende.flows.expressions import Unsound, compiled, work_out
from atiende.flows.state import Value
from atiende.flows.texts import fill, text_problem
from tests.pure.flows.flow_samples import flow, said, talk, values

LIST: list[Value] = [{"a": number, "b": "x" * 50} for number in range(100)]
KNOWN: dict[str, Value] = {"n": 3, "t": "x" * 4000, "l": LIST, "none": None, "order": {"status": "sent"}}
MOST_SECONDS = 0.06
"""A few milliseconds on a machine of one's own; the bound allows for a busy one."""


@pytest.mark.parametrize(
    ("source", "value"),
    [("n + 1", 4), ('order.status == "sent"', True), ("has(order.missing)", False), ("none == null", True),
     ("size(l) > 2 && l.exists(x, x.a == n)", True), ("n > 2 ? 'yes' : 'no'", "yes"), ("[1, 2].filter(x, x > 1)", [2]),
     ("'map' + string(n)", "map3")],
)  # fmt: skip
def test_an_expression_gives_its_value(source: str, value: Value) -> None:
    assert work_out(source, KNOWN) == value


@pytest.mark.parametrize(
    ("source", "code"),
    [("l.exists(a, l.exists(b, l.exists(c, c == a)))", "expression_costly"), ("l.map(x, l)", "expression_forbidden"),
     ("t.matches('(a+)+$')", "expression_forbidden"), ("+".join(["t"] * 900), "expression_costly"),
     ("[" + ",".join(["l"] * 90) + "]", "expression_costly"), ("(" * 40 + "1" + ")" * 40, "expression_deep"),
     ("1" * 2001, "expression_long"), ("n +", "expression_unreadable"), ("n / 0", "expression_fails"),
     ("missing", "expression_fails"), ("l.all(x, l.size() > 0 && l[0] == x && l[1] == x)", "expression_costly"),
     ("9007199254740993 + 0", "result_large"), ("t + t", "result_large")],
)  # fmt: skip
def test_what_cannot_or_must_not_be_worked_out_is_refused(source: str, code: str) -> None:
    with pytest.raises(Unsound) as refused:
        work_out(source, KNOWN)
    assert refused.value.code == code


def seconds(work: Callable[[], object]) -> float:
    began = time.thread_time()
    try:
        work()
    except Unsound:
        pass
    return time.thread_time() - began


HEAVY = [
    "l.exists(x, l.exists(y, l.exists(z, x.a + y.a + z.a < 0)))", "+".join(["t"] * 999), "l.all(x, x in l)",
    "[" + ",".join(["l"] * 99) + "] == [" + ",".join(["l"] * 99) + "]", "!" * 1999 + "true", "-" * 1999 + "1",
    "[" * 900 + "]" * 900, "n" + ".n" * 900, "n ? " * 400 + "1" + " : 2" * 400, "{" * 900, "'" + "\\" * 1900,
    "l.exists(x, " + " || ".join(["x.b == t"] * 100) + ")", "l.filter(x, l == l)", "n" + "*n" * 900,
]  # fmt: skip


@pytest.mark.parametrize("source", HEAVY)
def test_no_expression_takes_more_than_milliseconds(source: str) -> None:
    assert min(seconds(lambda: work_out(source, KNOWN)) for _ in range(3)) < MOST_SECONDS


def test_without_the_bound_one_of_them_does_take_long() -> None:
    """The negative control: the evaluator itself has no limit."""
    import cel

    items = LIST[:60]
    program = cel.compile("l.exists(x, l.exists(y, l.exists(z, x.a + y.a + z.a < 0)))")
    assert seconds(lambda: program.execute({"l": items})) > MOST_SECONDS


def test_of_a_large_record_only_what_is_asked_for_is_carried() -> None:
    customer: dict[str, Value] = {f"field_{number}": "x" * 200 for number in range(1000)}
    known: dict[str, Value] = {"customer": {**customer, "vip": True}}
    assert work_out("customer.vip && !has(customer.nothing)", known) is True
    assert work_out("customer.vip.nothing", {"customer": {"vip": {"nothing": 1}}}) == 1
    for source in ("size(customer) > 3", "customer.size() > 3", "'vip' in customer", 'customer["vip"]'):
        assert work_out(source, {"customer": {"vip": True, "a": 1, "b": 2, "c": 3}}) is True


def test_names_of_loops_and_functions_are_no_variables() -> None:
    assert set(compiled("size(l) > n && l.all(x, x.a < n) && has(order.x)").names) == {"l", "n", "order"}


@pytest.mark.parametrize(
    ("source", "text"),
    [("Hola {{ customer.first_name }}, pase", "Hola Ana, pase"), ("Hola {{ customer.nickname }}, pase", "Hola, pase"),
     ("{{ total | money }}", "1.234,56 €"), ("{{ due | date }}", "24 de diciembre de 2026"),
     ("{% if open %}Abierto{% else %}Cerrado{% endif %}", "Abierto"), ("{{ code | spell }}", "A 1 2"),
     ("{{ nothing | default: 'nada' }}", "nada"), ("{{ unclosed", "{{ unclosed")],
)  # fmt: skip
def test_a_text_is_filled_in(source: str, text: str) -> None:
    known: dict[str, Value] = {
        "customer": {"first_name": "Ana"}, "total": 123456, "due": "2026-12-24", "open": True, "code": "A12",
        "nothing": None,
    }  # fmt: skip
    assert fill(source, known, "es") == text


def test_amounts_and_dates_are_written_as_in_the_language() -> None:
    assert (
        fill("{{ t | money }}, {{ d | date }}", {"t": 123456, "d": "2026-12-24"}, "en") == "€1,234.56, 24 December 2026"
    )


LARGE = [
    "{{ t | append: t }}" * 200, "{% if n %}" * 200 + "{% endif %}" * 200, "{{ 'now' | date: '%s' }}",
    "{% for x in l %}{% for y in l %}{{ y }}{% endfor %}{% endfor %}", "{{ n" + " | times: 99999999" * 200 + " }}",
    "{{ 1 | round: 999999999 }}", "{{ 1e999999999 }}", "{{ 'a' | replace: 'a', 'aa' }}", "{{ n | divided_by: 0 }}",
    "{% include 'x' %}", "{% assign x = t %}{{ x }}", "{{" * 1900, "{{ l }}" * 190,
]  # fmt: skip


@pytest.mark.parametrize("source", LARGE)
def test_no_text_takes_more_than_milliseconds_or_grows_without_end(source: str) -> None:
    text_problem(source)
    made: list[str] = []
    assert min(seconds(lambda: made.append(fill(source, KNOWN, "es"))) for _ in range(3)) < 2 * MOST_SECONDS
    assert all(len(text) <= 8000 for text in made)


def test_what_he_wrote_is_never_read_as_a_template() -> None:
    nodes = {
        "q": {"type": "ask", "text": {"es": "¿?"}, "variable": "x", "next": "s"},
        "s": {"type": "say", "text": {"es": "Dijo {{ x }}"}, "next": "end"},
    }
    assert said(talk(flow(nodes, variables={"x": {}})).say("{{ customer.secret }}")).startswith(
        "Dijo {{ customer.secret }}"
    )


def test_variables_keep_their_types_and_an_expression_that_fails_takes_the_failed_path() -> None:
    nodes = {"s": {"type": "set", "values": {"n": "now.hour", "w": "now.weekday"}, "next": "end", "failed": "end"}}
    conversation = talk(flow(nodes, variables={"n": {"type": "number"}, "w": {"type": "number"}}))
    assert values(conversation) == {"n": 10, "w": 1}
    wrong = talk(
        flow({"s": {"type": "set", "values": {"n": "'x'"}, "next": "end"}}, variables={"n": {"type": "number"}})
    )
    assert wrong.session.awaiting == "person"
