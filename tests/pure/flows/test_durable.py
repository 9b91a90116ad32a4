"""A session is a value: kept as text at any moment it goes on as if nothing had been, in the version it began with."""

from collections.abc import Sequence

import pytest

from atiende.domain.flow_documents import Flow
from atiende.flows import engine, kept
from atiende.flows.simulate import Conversation, Setting
from atiende.flows.state import Book, Frame, Said, Session, Speaks, World
from atiende.flows.surroundings import Surroundings
from tests.pure.flows.flow_samples import AT, ask, flow, menu, option, queued, said, talk, values

STEPS = flow(
    {"main": menu(option("Seguir", "q")), "q": ask("x", "nif", confirm=True, next="s"),
     "s": {"type": "flow", "flow": "tested", "next": "end"}},
    variables={"x": {}},
)  # fmt: skip
WORLD = World(
    at=AT, zone="Europe/Madrid", speaks=Speaks(), customer={}, conversation={}, brand={},
    is_open=lambda _hours, _at: True, read=lambda *_: None,
)  # fmt: skip


def book(flow_: Flow, other: Flow | None = None) -> Book:
    """Version 1, and 2 which is in force."""

    def look(_slug: str, version: int | None) -> tuple[int, Flow] | None:
        versions = {1: flow_, 2: other or flow_}
        return (version or max(versions), versions[version or max(versions)])

    return look


@pytest.mark.parametrize("heard", [["1", "12345678Z", "sí"], ["nada", "agente"], ["1", "x", "12345678Z", "no"]])
def test_a_session_kept_as_text_between_all_steps_goes_the_same_way(heard: Sequence[str]) -> None:
    straight = restarted = engine.begin(book(STEPS), "tested", WORLD, 1, "es")
    for text in heard:
        straight = engine.step(book(STEPS), straight.session, WORLD, Said(text=text))
        again: Session = kept.load(kept.dump(restarted.session))
        assert again == restarted.session
        restarted = engine.step(book(STEPS), again, WORLD, Said(text=text))
        assert restarted == straight


def test_a_running_session_keeps_its_version_and_the_next_one_gets_the_new() -> None:
    old = flow({"main": menu(option("Uno", "end"))})
    new = flow({"main": menu(option("Dos", "end"))})
    begun = engine.begin(book(old, old), "tested", WORLD, 1, "es").session
    assert begun.frames[0].version == 2
    kept_at_one = Session(
        frames=(Frame(flow="tested", version=1, node="main"),), language="es", seed=1, awaiting="input"
    )
    assert engine.step(book(old, new), kept_at_one, WORLD, Said(text="Uno")).session.outcome == "resolved"
    assert "Dos" in said(
        Conversation(book(old, new), Setting(flow="tested", speaks=Speaks(), at=AT), Surroundings()).happened[0]
    )


def inner_and_outer() -> Surroundings:
    inner = flow({"q": ask("what", next="back"), "back": {"type": "end"}}, variables={"what": {}, "given": {}})
    return Surroundings(flows={"inner": inner})


OUTER = flow(
    {"s": {"type": "flow", "flow": "inner", "values": {"given": "'a' + mine"}, "take": {"mine": "what"}, "next": "t"},
     "t": {"type": "say", "text": {"es": "Ha dicho {{ mine }}"}, "next": "end"}},
    variables={"mine": {"initial": "b"}},
)  # fmt: skip


def test_a_flow_within_a_flow_gets_values_and_gives_them_back() -> None:
    conversation = talk(OUTER, around=inner_and_outer())
    assert [frame.flow for frame in conversation.session.frames] == ["tested", "inner"]
    assert values(conversation)["given"] == "ab"
    assert said(conversation.say("algo")) == "Ha dicho algo Adiós"


def test_what_fails_within_a_flow_takes_the_inner_ones_path_first() -> None:
    conversation = talk(OUTER, around=inner_and_outer())
    assert queued(conversation.say("agente"))
    assert conversation.session.frames[-1].flow == "inner"


def test_flows_within_flows_without_end_are_cut() -> None:
    assert queued(talk(flow({"s": {"type": "flow", "flow": "tested", "next": "end"}})).happened[0])


def arms(seed: int) -> str:
    split = {"type": "split", "arms": [{"percent": 30, "goto": "a"}, {"percent": 70, "goto": "b"}]}
    end = {"type": "end"}
    tested = flow({"s": split, "a": end, "b": end})
    return engine.begin(book(tested), "tested", WORLD, seed, "es").session.frames[0].node


def test_a_split_takes_the_same_customer_the_same_way_and_about_as_many_as_it_says() -> None:
    first = [arms(seed) for seed in range(1000)]
    assert first == [arms(seed) for seed in range(1000)]
    assert 250 < first.count("a") < 350


def test_a_language_can_be_chosen_in_a_menu() -> None:
    nodes = {
        "main": menu(option("English", "set")),
        "set": {"type": "set", "values": {"language": "'en'"}, "next": "end"},
    }
    assert said(talk(flow(nodes)).say("1")) == "Bye"
