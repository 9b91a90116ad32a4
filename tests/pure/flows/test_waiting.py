"""Nobody is left standing: waiting for a person, being late, refused, failing, and going round in circles."""

import pytest

from atiende.flows.state import Change, Finish
from tests.pure.flows.flow_samples import alarms, ask, flow, menu, option, queued, said, talk

SAY = {"type": "say", "text": {"es": "Seguimos aquí"}, "next": "person"}
LATE = {"type": "queue", "queue": "general", "late_seconds": 60, "late": "sorry"}
CHOOSE = menu(option("Sigo esperando", "q"), option("Déjelo", "end"))


def test_whoever_waits_is_the_persons_and_a_person_ends_the_session() -> None:
    conversation = talk(flow({"q": {"type": "queue", "queue": "general"}}))
    assert conversation.say("¿hay alguien?").effects == ()
    assert conversation.took().effects == (Finish(outcome="person"),)


def test_nobody_in_time_sounds_an_alarm_and_runs_the_late_path_while_he_goes_on_waiting() -> None:
    conversation = talk(flow({"q": LATE, "sorry": {**SAY, "next": "q"}}))
    (happened,) = conversation.wait(61)
    assert alarms(happened) == ["late"]
    assert said(happened) == "Seguimos aquí"
    assert not queued(happened)
    assert conversation.session.awaiting == "person"
    assert conversation.took().effects == (Finish(outcome="person"),)


def test_a_late_path_sounds_once() -> None:
    conversation = talk(flow({"q": LATE, "sorry": {**SAY, "next": "q"}}))
    conversation.wait(61)
    assert conversation.wait(3600) == ()


def test_a_late_path_that_runs_into_an_end_does_not_end_the_waiting() -> None:
    conversation = talk(flow({"q": LATE, "sorry": {**SAY, "next": "end"}}))
    (happened,) = conversation.wait(61)
    assert said(happened) == "Seguimos aquí Adiós"
    assert conversation.session.outcome == ""
    assert conversation.session.awaiting == "person"


def test_in_the_late_path_he_may_choose_to_leave() -> None:
    conversation = talk(flow({"q": LATE, "sorry": CHOOSE}))
    conversation.wait(61)
    assert Finish(outcome="resolved") in conversation.say("Déjelo").effects


def test_or_to_wait_on_and_keeps_his_place() -> None:
    conversation = talk(flow({"q": LATE, "sorry": CHOOSE}))
    conversation.wait(61)
    assert not queued(conversation.say("Sigo esperando"))
    assert conversation.session.awaiting == "person"


def test_a_person_who_comes_while_the_late_path_runs_has_it() -> None:
    conversation = talk(flow({"q": LATE, "sorry": CHOOSE}))
    conversation.wait(61)
    assert conversation.took().effects == (Finish(outcome="person"),)
    assert conversation.say("Déjelo").effects == ()


def test_asking_for_a_person_in_the_late_path_means_waiting_on() -> None:
    conversation = talk(flow({"q": LATE, "sorry": CHOOSE}))
    conversation.wait(61)
    happened = conversation.say("agente")
    assert "Sigue en la cola" in said(happened)
    assert not queued(happened)


def test_a_queue_that_refuses_takes_its_path() -> None:
    refusing = {"type": "queue", "queue": "general", "refused": "mail"}
    mail = {"type": "voicemail", "text": {"es": "Deje su mensaje"}, "queue": "later", "next": "end"}
    conversation = talk(flow({"q": refusing, "mail": mail}))
    assert said(conversation.refused()) == "Deje su mensaje"
    left = conversation.say("Llámenme mañana")
    assert left.effects[0] == Change(open=True, queue="later", note="Llámenme mañana")


def test_queues_that_refuse_in_turn_are_left_for_the_endpoints_own() -> None:
    conversation = talk(flow({"q": {"type": "queue", "queue": "first"}}))
    refusals = [conversation.refused() for _ in range(30)]
    (last,) = [one for one in refusals if queued(one) and queued(one)[0].queue == ""]
    assert "broken" in alarms(last)
    assert conversation.took().effects == (Finish(outcome="failed"),)


def test_a_circle_that_hears_nobody_is_cut_and_a_person_gets_it() -> None:
    there = {"type": "say", "text": {"es": "Ida"}, "next": "back"}
    back = {"type": "say", "text": {"es": "Vuelta"}, "next": "there"}
    happened = talk(flow({"there": there, "back": back})).happened[0]
    assert alarms(happened) == ["broken"]
    assert queued(happened)[0].queue == "general"
    assert len(happened.passed) < 300


def test_a_circle_in_the_failed_path_too_ends_in_the_endpoints_queue() -> None:
    there = {"type": "say", "text": {"es": "Ida"}, "next": "there"}
    happened = talk(flow({"there": there, "back": {**there, "next": "back"}}, failed="back")).happened[0]
    assert [one.queue for one in queued(happened)] == [""]
    assert alarms(happened)


def test_a_circle_of_failing_errands_is_cut_though_each_step_is_short() -> None:
    asking = {"type": "request", "url": "https://example.org/", "next": "end", "failed": "ask"}
    conversation = talk(flow({"ask": asking}))
    for _ in range(400):
        if conversation.outcome("failed") is None:
            break
    assert conversation.session.awaiting == "person"


def test_a_circle_of_waits_is_cut() -> None:
    conversation = talk(flow({"wait": {"type": "wait", "seconds": 5, "next": "wait"}}))
    conversation.wait(3600)
    assert conversation.session.awaiting == "person"


@pytest.mark.parametrize("more", [{"failed": ""}, {"failed": "nowhere"}])
def test_what_leads_nowhere_ends_with_a_person(more: dict[str, str]) -> None:
    happened = talk(flow({"s": {"type": "say", "text": {"es": "Hola"}, "next": "gone"}}, **more)).happened[0]
    assert [one.queue for one in queued(happened)] == [""]
    assert alarms(happened) == ["broken"]


def test_a_flow_that_is_not_there_is_a_person_too() -> None:
    nodes = {"s": {"type": "flow", "flow": "nowhere", "next": "end"}}
    happened = talk(flow(nodes)).happened[0]
    assert queued(happened)[0].queue == "general"


def test_a_failure_takes_the_nodes_own_path_before_the_flows() -> None:
    own = {"type": "say", "text": {"es": "Por aquí"}, "next": "end"}
    nodes = {"q": ask("x", "nif", retries=0, failed="own"), "own": own}
    assert said(talk(flow(nodes, variables={"x": {}})).say("nada")) == "Por aquí Adiós"


def test_the_person_hears_why_he_was_handed_over() -> None:
    nodes = {"q": ask("x", "nif", retries=0)}
    tested = flow(nodes, variables={"x": {}})
    assert queued(talk(tested).say("nada"))[0].why == "not_understood"
    assert queued(talk(tested).say("un agente"))[0].why == "asked"
    chosen = flow({"main": menu(option("Ventas", "person"))})
    assert queued(talk(chosen).say("ventas"))[0].why == "flow"


def test_who_leaves_has_left() -> None:
    conversation = talk(flow({"main": CHOOSE, "q": LATE, "sorry": SAY}))
    assert conversation.left().effects == (Finish(outcome="left"),)
    assert conversation.say("hola").effects == ()
