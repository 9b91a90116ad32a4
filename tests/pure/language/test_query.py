"""What is typed into the search box: every piece is understood or looked for as words, and nothing is an error."""

from datetime import UTC, date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atiende.domain.search import Condition
from atiende.language.dates import span
from atiende.language.query import Known, moments, people, understand
from atiende.language.words import fold

TODAY = date(2026, 11, 22)
"""A Sunday."""
KNOWN = Known(
    queues={"ventas": "sales", "sales": "sales"},
    tags={"urgente": "urgent"},
    agents={"ana ruiz": "usr_ana"},
    channels={"email": "email", "webchat": "webchat"},
    prefixes=("ACME-",),
    me="usr_me",
)


def taken(text: str) -> list[tuple[str, str, str]]:
    return [(part.text, part.taken, part.problem) for part in understand(text, TODAY, KNOWN).parts]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("cola:ventas ", [Condition("queue", ("sales",))]),
        ("-queue:Ventas ", [Condition("queue", ("sales",), negated=True)]),
        ('agente:"Ana Ruiz" ', [Condition("agent", ("usr_ana",))]),
        ("agent:me ", [Condition("agent", ("usr_me",))]),
        ("agente:nadie ", [Condition("agent", ("nobody",))]),
        ("etiqueta:urgente ", [Condition("tag", ("urgent",))]),
        ("es:abierta ", [Condition("status", ("new", "open"))]),
        ("is:overdue ", [Condition("flag", ("overdue",))]),
        ("es:vencida ", [Condition("flag", ("overdue",))]),
        ("tiene:compromiso ", [Condition("flag", ("promise",))]),
        ("tipo:reclamación ", [Condition("kind", ("claim",))]),
    ],
)
def test_operators_are_understood_in_both_languages(text: str, found: list[Condition]) -> None:
    query = understand(text, TODAY, KNOWN)

    assert list(query.sought.conditions) == found
    assert not query.sought.has_words
    assert [part.problem for part in query.parts] == [""]


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("de:yo ", ("u:usr_me",)),
        ("from:customer ", ("d:in",)),
        ("para:maría ", ("t:maria",)),
        ("canal:correo ", ("h:email",)),
        ("has:attachment ", ("has:attachment",)),
        ("cliente:núñez ", ("n:nunez",)),
    ],
)
def test_what_never_changes_of_a_message_is_looked_up_in_the_index(text: str, group: tuple[str, ...]) -> None:
    assert understand(text, TODAY, KNOWN).sought.groups == (group,)


def test_what_is_unknown_is_said_and_an_unknown_operator_is_words() -> None:
    assert taken("foo:bar tag:nope queue: ") == [
        ("foo:bar", "word", "unknown_operator"),
        ("tag:nope", "tag", "unknown_value"),
        ("queue:", "word", ""),
    ]
    assert [group[0] for group in understand("foo:bar ", TODAY, KNOWN).sought.groups] == ["foo", "bar"]


@pytest.mark.parametrize(
    ("text", "number"),
    [("#123", 123), ("ACME-45", 45), ("acme45", 45), ("77", 77), ("7a", None), ("600111222333", None)],
)
def test_references_are_numbers_with_or_without_the_prefix(text: str, number: int | None) -> None:
    assert understand(text, TODAY, KNOWN).number == number


@pytest.mark.parametrize("text", ["600 111 222", "+34 600-111-222", "(600) 111.222", "600111222"])
def test_a_telephone_number_is_one_however_it_is_typed(text: str) -> None:
    assert "p:600111222" in understand(text, TODAY, KNOWN).sought.groups[0]


def test_the_last_word_may_be_only_begun_until_a_space_follows() -> None:
    assert [prefix for prefix, _ in understand("hola pedi", TODAY, KNOWN).sought.prefixes] == ["pedi"]
    assert understand("hola pedi ", TODAY, KNOWN).sought.prefixes == ()
    assert taken("hola pe")[-1][1] == "begun"
    assert [group[0] for group in understand("pe", TODAY, KNOWN).sought.groups] == ["pe"]


def test_words_of_the_trade_are_found_under_each_of_their_names() -> None:
    for one, other in (("TMO", "tma"), ("ivr", "ura"), ("AUX", "pausa")):
        assert any(other in group for group in understand(f"{one} ", TODAY, KNOWN).sought.groups)


@pytest.mark.parametrize(
    ("text", "first", "after"),
    [
        ("ayer", (11, 21), (11, 22)),
        ("la semana pasada", (11, 9), (11, 16)),
        ("last week", (11, 9), (11, 16)),
        ("3 de abril", (4, 3), (4, 4)),
        ("April 3rd", (4, 3), (4, 4)),
        ("2026-11-01", (11, 1), (11, 2)),
        ("el lunes pasado", (11, 16), (11, 17)),
        ("hace 3 días", (11, 19), (11, 20)),
        ("last 7 days", (11, 16), (11, 23)),
        ("01/11/2026", (11, 1), (11, 2)),
    ],
)
def test_days_in_words(text: str, first: tuple[int, int], after: tuple[int, int]) -> None:
    query = understand(f"pedido {text} ", TODAY, KNOWN)

    assert (query.days.first, query.days.after) == (date(2026, *first), date(2026, *after))
    assert query.shown == ("pedido",)


def test_a_month_or_a_weekday_alone_is_a_word_unless_an_operator_asks_for_a_day() -> None:
    assert understand("factura marzo ", TODAY, KNOWN).days.first is None
    assert understand("en:x fecha:marzo ", TODAY, KNOWN).days.first == date(2026, 3, 1)
    assert span("31 de febrero", TODAY) is None


def test_before_and_after_leave_the_day_itself_out() -> None:
    query = understand('antes:2026-11-10 después:"2026-11-01" ', TODAY, KNOWN)

    assert (query.days.first, query.days.after) == (date(2026, 11, 2), date(2026, 11, 10))
    sought = moments(query, UTC)
    assert (sought.since, sought.until) == (1_793_577_600_000, 1_794_268_800_000)


@given(st.text(max_size=120))
def test_whatever_is_typed_is_understood_somehow(text: str) -> None:
    query = understand(text, TODAY, KNOWN)
    tokens = [one for group in query.sought.groups for one in group] + list(query.sought.without)

    assert all(token and not any(sign in token for sign in " \"'\\|&()") for token in tokens)
    assert all(len(part.text) <= 400 for part in query.parts)
    people(text)


@given(st.text(alphabet='aáb "-:#19@+de', max_size=60))
def test_nothing_typed_is_lost_silently(text: str) -> None:
    query = understand(text, TODAY, KNOWN)
    said = fold(" ".join(part.text for part in query.parts))

    assert all(word in said for word in [fold(one) for one in text.replace('"', " ").split()] if word.isalpha())
