"""Golden conversations: what goes otherwise is said turn by turn; a trial becomes a test in one go."""

import msgspec
import pytest

from atiende.domain.golden_documents import Golden
from atiende.flows import golden
from atiende.flows.simulate import Conversation, Setting
from atiende.flows.state import Speaks
from atiende.flows.surroundings import Surroundings
from tests.pure.flows.flow_samples import AT, ask, flow, menu, option

NODES: dict[str, dict[str, object]] = {
    "main": menu(option("Factura", "q"), option("Otra cosa", "rare")),
    "q": ask("number", next="r"),
    "r": {"type": "request", "url": "https://example.org/{{ number }}", "take": {"total": "total"}, "next": "s"},
    "s": {"type": "say", "text": {"es": "Debe {{ total | money }}"}, "goal": "told", "next": "end"},
    "rare": {"type": "say", "text": {"es": "Rara vez"}, "next": "end"},
}
FLOW = flow(NODES, variables={"number": {}, "total": {"type": "number"}})
RIGHT = {
    "name": "Factura",
    "turns": [
        {"say": ["¿Qué desea?", "Factura"]},
        {"hear": "factura", "say": ["Dígame"], "node": "q"},
        {"wait_seconds": 300, "say": ["¿Sigue ahí?"]},
        {"hear": "F1", "node": "r"},
        {"result": "ok", "values": {"total": 1250}, "say": ["Debe 12,50 €"]},
    ],
    "outcome": "resolved",
    "goal": "told",
}


def test_a_conversation_that_goes_as_written_passes_and_covers_its_nodes() -> None:
    verdict = golden.run("tested", FLOW, msgspec.convert(RIGHT, Golden), Surroundings())
    assert verdict.passed
    assert golden.uncovered(FLOW, [verdict]) == ("rare", "person")


@pytest.mark.parametrize(
    ("turns", "more", "code", "turn"),
    [([{"hear": "factura", "say": ["Buenos días"]}], {}, "not_said", 1),
     ([{"hear": "1", "node": "r"}], {}, "other_node", 1),
     ([{"hear": "2"}], {"outcome": "person"}, "other_outcome", 1),
     ([{"hear": "2"}], {"goal": "told"}, "goal_missed", 1),
     ([{"result": "ok"}], {}, "nothing_asked", 1), ([{"hear": "2"}, {"hear": "hola"}], {}, "already_ended", 2)],
)  # fmt: skip
def test_what_goes_otherwise_is_named_with_its_turn(
    turns: list[object], more: dict[str, str], code: str, turn: int
) -> None:
    wrong = msgspec.convert({"name": "x", "turns": turns, **more}, Golden)
    (failure,) = golden.run("tested", FLOW, wrong, Surroundings()).failures
    assert (failure.code, failure.turn) == (code, turn)


def test_a_trial_becomes_a_test_that_passes_here_and_fails_once_the_flow_says_something_else() -> None:
    setting = Setting(flow="tested", speaks=Speaks(buttons=3), at=AT, customer={"fields": {"plan": "oro"}})
    conversation = Conversation(Surroundings().book("tested", FLOW), setting, Surroundings())
    conversation.say("Factura", choice="main.0")
    conversation.wait(301)
    conversation.say("F1")
    conversation.outcome("ok", {"total": 1250})
    test = golden.record(conversation, setting, "Grabada", "Europe/Madrid")
    assert (test.at, test.goal, test.outcome) == ("2026-11-23T10:30", "told", "resolved")
    assert golden.run("tested", FLOW, test, Surroundings()).failures == ()
    said_otherwise = {**NODES, "s": {**NODES["s"], "text": {"es": "Nada debe"}}}
    changed = flow(said_otherwise, variables={"number": {}, "total": {"type": "number"}})
    assert [one.code for one in golden.run("tested", changed, test, Surroundings()).failures] == ["not_said"]


def test_a_test_passes_on_every_channel_that_shows_the_same_options() -> None:
    test = msgspec.convert({"name": "x", "turns": [{"say": ["1. Factura 2. Otra cosa"]}]}, Golden)
    for speaks in (Speaks(), Speaks(buttons=3), Speaks(list_items=10)):
        assert golden.run("tested", FLOW, test, Surroundings(speaks={"webchat": speaks})).passed
