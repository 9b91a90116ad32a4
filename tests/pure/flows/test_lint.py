"""The lint: everything that would leave a customer stranded is found, where it is, and a sound flow has no finding."""

import json
from pathlib import Path
from string import Formatter

import pytest

from atiende.domain.documents import Block, Hours
from atiende.domain.flow_documents import Flow
from atiende.flows.lint import lint
from atiende.flows.state import Speaks
from atiende.flows.surroundings import Surroundings
from tests.pure.flows.flow_samples import Json, flow, menu, option

VOICE = Speaks(channel="voice", voice=True)
SMS = Speaks(channel="sms", max_chars=50, split=False)
CHAT = Speaks(channel="webchat", buttons=3)
WEEKDAYS = Hours(name="Weekdays", blocks=[Block(days=[1, 2, 3, 4, 5], start="09:00", end="18:00")])
AROUND = Surroundings(
    speaks={"voice": VOICE, "sms": SMS, "webchat": CHAT},
    hours={"": WEEKDAYS, "never": Hours(name="Never")},
    windows={"whatsapp": 86_400},
)
PERSON = option("Hablar con una persona", "person")
ES = {"languages": ["es"]}


def codes(tested: Flow, around: Surroundings = AROUND) -> dict[str, str]:
    """Each code with the first node it was found at."""
    return {one.code: one.node for one in reversed(lint("tested", tested, around))}


def say(goto: str, text: str = "Hola") -> Json:
    return {"type": "say", "text": {"es": text}, "next": goto}


def when(source: str) -> dict[str, Json]:
    return {"a": {"type": "condition", "cases": [{"when": source, "goto": "end"}], "otherwise": "end"}}


def asks(check: str, **more: object) -> dict[str, Json]:
    return {"a": {"type": "ask", "text": {"es": "¿?"}, "variable": "x", "check": check, "next": "end", **more}}


X: dict[str, object] = {"variables": {"x": {}}}
SOUND = flow({"main": menu(option("Facturas", "end"), PERSON)}, **ES)


def test_a_sound_flow_has_no_finding() -> None:
    assert codes(SOUND) == {}


FOUND: dict[str, tuple[str, dict[str, Json], dict[str, object]]] = {
    "no_exit": (
        "a",
        {"main": menu(option("Ir", "a"), PERSON), "a": menu(option("Ir", "b"), failed="b"), "b": say("a")},
        {"failed": ""},
    ),
    "circle": ("a", {"a": say("b"), "b": say("a")}, {}),
    "unreachable": ("a", {"main": menu(PERSON), "a": say("end")}, {}),
    "missing_node": ("a", {"a": say("nowhere")}, {}),
    "split_total": (
        "s", {"s": {"type": "split", "arms": [{"percent": 50, "goto": "end"}, {"percent": 40, "goto": "end"}]}}, {},
    ),
    "no_person": ("", {"main": menu(option("Nada", "end"))}, {"person": ""}),
    "person_far": ("main", {"main": menu(option("Nada", "end"))}, {"person": ""}),
    "main_menu_person": ("main", {"main": menu(option("Más", "more")), "more": menu(PERSON)}, {}),
    "ends_waiting": ("q", {"q": {"type": "queue", "queue": "general", "late": "a"}, "a": say("end")}, {}),
    "never_open": ("h", {"h": {"type": "hours", "hours": "never", "open": "person", "closed": "end"}}, {}),
    "closed_all_sunday": ("h", {"h": {"type": "hours", "open": "person", "closed": "end"}}, {}),
    "reserved_name": ("", {"a": say("end")}, {"variables": {"customer": {}}}),
    "bad_initial": ("", {"a": say("end")}, {"variables": {"n": {"type": "number", "initial": "x"}}}),
    "unknown_variable": ("a", {"a": say("end", "Debe {{ total }}")}, {}),
    "never_set": ("a", {"a": say("end", "Debe {{ total }}")}, {"variables": {"total": {"type": "number"}}}),
    "perhaps_unset": (
        "b",
        {"main": menu(option("Preguntar", "a"), option("No", "b"), PERSON),
         "a": {"type": "ask", "text": {"es": "¿?"}, "variable": "x", "next": "b"}, "b": say("end", "Dijo {{ x }}")},
        {"variables": {"x": {}}},
    ),
    "other_type": ("a", asks("yes_no"), X),
    "expression_unreadable": ("a", when("1 +"), {}),
    "expression_costly": ("a", when("[1].all(a, [1].all(b, a == b))"), {}),
    "expression_forbidden": ("a", when("'a'.matches('a')"), {}),
    "template_unreadable": ("a", {"a": say("end", "{% if x %}")}, {}),
    "host_not_fixed": ("a", {"a": {"type": "request", "url": "https://{{ now.hour }}.org/", "next": "end"}}, {}),
    "no_options": ("a", asks("choice"), X),
    "pattern_unreadable": ("a", asks("order", pattern="(a+)+"), X),
    "empty_text": ("a", {"a": say("end", "")}, {}),
    "missing_language": ("a", {"a": say("end")}, {"languages": ["es", "en"]}),
    "too_long": ("a", {"a": say("end", "x" * 60)}, {"channels": ["sms"]}),
    "label_long": ("main", {"main": menu(option("x" * 30, "end"), PERSON)}, {"channels": ["webchat"]}),
    "duplicate_key": ("main", {"main": menu(option("A", "end", key="1"), option("B", "end", key="1"), PERSON)}, {}),
    "same_label": ("main", {"main": menu(option("Ver", "end"), option("ver!", "end"), PERSON)}, {}),
    "too_many_options": (
        "main", {"main": menu(*[option(f"Opción {n}", "end") for n in range(9)], PERSON)}, {"channels": ["voice"]},
    ),
    "calls_itself": ("a", {"a": {"type": "flow", "flow": "tested", "next": "end"}}, {}),
    "window_passed": ("a", {"a": {"type": "wait", "seconds": 90_000, "next": "end"}}, {"channels": ["whatsapp"]}),
}  # fmt: skip


@pytest.mark.parametrize("code", FOUND)
def test_what_is_wrong_is_found_where_it_is(code: str) -> None:
    node, nodes, more = FOUND[code]
    assert codes(flow(nodes, **{**ES, **more})).get(code) == node


def test_a_document_that_is_not_there_is_found_where_it_is_named() -> None:
    around = Surroundings(exists=lambda kind, slug: (kind, slug) != ("queue", "general"))
    assert codes(SOUND, around) == {"missing_reference": "person"}


def test_a_late_path_back_to_the_queue_is_sound() -> None:
    nodes = {"q": {"type": "queue", "queue": "general", "late": "a"}, "a": say("q")}
    assert codes(flow(nodes, **ES)) == {"unreachable": "end"}


def test_a_menu_two_steps_from_a_person_is_near_enough_and_three_are_not() -> None:
    near = {"main": menu(option("Más", "more")), "more": menu(PERSON)}
    assert "person_far" not in codes(flow(near, person="", profile="", **ES))
    far = {"main": menu(option("Más", "more")), "more": menu(option("Aún más", "most")), "most": menu(PERSON)}
    assert codes(flow(far, person="", profile="", **ES))["person_far"] == "main"


def test_what_an_if_asks_after_may_be_unset() -> None:
    nodes = {
        "main": menu(option("Preguntar", "a"), option("No", "b"), PERSON),
        "a": {"type": "ask", "text": {"es": "¿?"}, "variable": "x", "next": "b"},
        "b": say("end", "{% if x %}Dijo {{ x }}{% endif %}"),
    }
    assert codes(flow(nodes, variables={"x": {}}, **ES)) == {}


def test_errors_come_first() -> None:
    nodes = {"a": say("end", "Debe {{ total }}")}
    found = lint("tested", flow(nodes, languages=["es", "en"]), AROUND)
    assert [one.severity for one in found] == sorted((one.severity for one in found), key=lambda one: one != "error")
    assert found[0].code == "unknown_variable"


def test_every_finding_has_a_text_in_both_languages_that_names_only_what_comes_with_it() -> None:
    catalogues = Path(__file__).resolve().parents[3] / "src" / "atiende" / "locales"
    for language in ("es", "en"):
        texts = json.loads((catalogues / language / "flows.json").read_text())["finding"]
        for code, (_, nodes, more) in FOUND.items():
            (found,) = [one for one in lint("tested", flow(nodes, **{**ES, **more}), AROUND) if one.code == code][:1]
            wanted = {name for _, name, _, _ in Formatter().parse(texts[code]) if name}
            assert wanted <= found.params.keys(), code


def test_a_flow_of_five_hundred_nodes_is_linted_while_somebody_edits_it() -> None:
    nodes = {f"n{number}": say(f"n{number + 1}") for number in range(497)}
    nodes["n497"] = say("end")
    assert codes(flow(nodes, **ES)) == {}
