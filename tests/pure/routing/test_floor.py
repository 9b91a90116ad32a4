"""The floor in sentences: single rules a person would ask about, and what must hold in any order of arrival."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import ValidationError, json, msgpack

from atiende.domain import facts as f
from atiende.domain.documents import Required
from atiende.routing import crew, snapshot
from atiende.routing.explain import Wanted
from atiende.routing.floor import Floor
from atiende.routing.receipt import Decision
from tests.pure.routing.centre import START, Centre


@pytest.fixture
def centre() -> Centre:
    return Centre()


def test_the_longest_idle_agent_is_asked(centre: Centre) -> None:
    centre.agent("ana")
    centre.now += 1
    centre.agent("ben")
    centre.work("w1")
    centre.work("w2")
    centre.work("w3")
    assert centre.decides() == [("w1", "ana"), ("w2", "ben"), ("w3", "ana")]


def test_an_urgent_one_overtakes_until_the_other_has_waited_long_enough(centre: Centre) -> None:
    centre.queue("sales", ageing_seconds=60)
    centre.work("old", priority=3)
    centre.now += 119_000
    centre.work("urgent", priority=1)
    centre.agent("ana", capacity={"webchat": 1})
    assert centre.decides() == [("urgent", "ana")]
    later = Centre()
    later.queue("sales", ageing_seconds=60)
    later.work("old", priority=3)
    later.now += 121_000
    later.work("urgent", priority=1)
    later.agent("ana", capacity={"webchat": 1})
    assert later.decides() == [("old", "ana")]


def test_a_region_of_a_language_is_the_language(centre: Centre) -> None:
    centre.queue("sales", match_language=True)
    centre.agent("ana", languages={"en": 5})
    centre.agent("ben", languages={"es": 3})
    centre.work("w1", language="es-MX")
    centre.work("w2")
    assert centre.decides() == [("w1", "ben"), ("w2", "ana")]


def test_whoever_declined_is_asked_again_after_a_minute_or_sooner_when_alone(centre: Centre) -> None:
    centre.agent("ana")
    centre.work("w1")
    assert centre.decides() == [("w1", "ana")]
    centre.declines("w1", "ana")
    assert centre.decides() == []
    assert centre.floor.next_wake(centre.now) == START + 10_000
    centre.now = START + 10_000
    assert centre.decides() == [("w1", "ana")]


def test_with_a_busy_colleague_who_fits_the_rest_is_the_whole_minute(centre: Centre) -> None:
    centre.agent("ana")
    centre.agent("ben", capacity={"webchat": 1})
    centre.work("w0", agent="ben")
    centre.work("w1")
    assert centre.decides() == [("w0", "ben"), ("w1", "ana")]
    centre.declines("w1", "ana")
    centre.now = START + 59_999
    assert centre.decides() == []
    centre.now = START + 60_000
    assert centre.decides() == [("w1", "ana")]


def test_the_preferred_agent_is_waited_for_only_while_signed_in(centre: Centre) -> None:
    centre.agent("ana")
    centre.agent("ben")
    centre.happens(f.AgentStateChanged(agent="ben", state="paused", reason="lunch"))
    centre.work("w1", preferred="ben", preferred_until=START + 30_000)
    assert centre.decides() == []
    assert centre.floor.why("w1", centre.now).excluded == {"waits_for_preferred": 1, "paused": 1}
    assert centre.floor.next_wake(centre.now) == START + 30_000
    centre.happens(f.AgentStateChanged(agent="ben", state="offline"))
    assert centre.decides() == [("w1", "ana")]


def test_work_named_for_somebody_who_left_is_everybodys(centre: Centre) -> None:
    centre.agent("ana")
    centre.agent("ben")
    centre.happens(f.AgentStateChanged(agent="ben", state="paused"))
    centre.work("w1", agent="ben")
    assert centre.decides() == []
    centre.happens(f.UserChanged(user="ben", ability=f.Ability(active=False)))
    assert centre.decides() == [("w1", "ana")]


def test_a_named_agent_needs_the_brand_but_neither_team_nor_skill(centre: Centre) -> None:
    centre.queue("sales", teams=["day"], skills=[Required(skill="tech", level=3)])
    centre.agent("ana", brands=("acme",))
    centre.work("w1", agent="ana")
    centre.work("w2", agent="ana", brand="zeta")
    assert centre.decides() == [("w1", "ana")]


def test_whoever_speaks_does_nothing_else_live_but_mail_may_lie_beside(centre: Centre) -> None:
    centre.agent("ana")
    centre.work("call", channel="voice", priority=1)
    centre.work("chat", channel="webchat")
    centre.work("mail", channel="email")
    assert centre.decides() == [("call", "ana"), ("mail", "ana")]
    done = f.InteractionEnded(interaction="call", conversation="c_call", how="done", by="agent", agent="ana")
    centre.happens(done)
    assert centre.decides() == [("chat", "ana")]


def test_new_rules_hold_at_once_for_what_waits(centre: Centre) -> None:
    centre.queue("sales", teams=["night"])
    centre.agent("ana", teams=("day",))
    centre.work("w1")
    assert centre.decides() == []
    centre.queue("sales", teams=["day"])
    assert centre.decides() == [("w1", "ana")]


def test_a_refused_decision_is_made_again_with_the_next_fact_or_after_a_second_but_not_at_once(centre: Centre) -> None:
    centre.agent("ana")
    centre.work("w1")
    for news in (
        lambda: setattr(centre, "now", centre.now + 1_000),
        lambda: centre.happens(f.AgentStateChanged(agent="x", state="paused")),
    ):
        (decision,) = centre.floor.decide(centre.now)
        centre.floor.release(decision)
        assert centre.floor.decide(centre.now) == []
        assert centre.floor.next_wake(centre.now) == centre.now + 1_000
        news()
    assert centre.decides() == [("w1", "ana")]


def test_releasing_what_is_no_longer_reserved_changes_nothing(centre: Centre) -> None:
    centre.agent("ana")
    centre.work("w1")
    (decision,) = centre.floor.decide(centre.now)
    centre.happens(f.InteractionEnded(interaction="w1", conversation="c_w1", how="abandoned", by="customer"))
    before = centre.floor.snapshot()
    centre.floor.release(decision)
    assert centre.floor.snapshot() == before
    assert centre.floor.why("w1", centre.now).status == "unknown"


def test_the_explanation_gives_each_agent_his_first_reason(centre: Centre) -> None:
    centre.queue("sales", teams=["day"], skills=[Required(skill="tech", level=3)], match_language=True)
    day = {"teams": ("day",)}
    centre.agent("fits", **day, skills={"tech": 3}, languages={"es": 1}, capacity={"webchat": 0})
    centre.agent("gone", active=False)
    centre.agent("low", **day, skills={"tech": 2})
    centre.agent("mute", **day, skills={"tech": 5})
    centre.agent("night", teams=("night",))
    centre.agent("other", brands=("zeta",))
    centre.agent("unskilled", **day)
    centre.work("w1", language="es")
    assert centre.decides() == []
    reasons = {candidate.agent: candidate.reason for candidate in centre.floor.why("w1", centre.now).candidates}
    assert reasons == {
        "fits": "at_capacity", "gone": "inactive", "low": "level_too_low:tech", "mute": "language",
        "night": "not_in_team", "other": "brand_not_granted", "unskilled": "skill_missing:tech",
    }  # fmt: skip


def test_the_dry_run_names_who_would_be_asked_and_changes_nothing(centre: Centre) -> None:
    centre.agent("ana")
    centre.now += 1
    centre.agent("ben")
    before = centre.floor.snapshot()
    told = centre.floor.who(Wanted(queue="sales", channel="webchat", brand="acme"), centre.now)
    assert [(c.agent, c.reason) for c in told.candidates] == [("ana", ""), ("ben", "")]
    assert (told.status, told.ahead) == ("dry_run", 0)
    assert centre.floor.snapshot() == before and centre.floor.decide(centre.now) == []


def test_a_receipt_says_what_was_seen_even_after_everything_changed(centre: Centre) -> None:
    for name in ("ana", "ben", "cleo"):
        centre.agent(name)
    centre.happens(f.AgentStateChanged(agent="cleo", state="paused"))
    centre.work("w1")
    position = centre.seq
    (decision,) = centre.floor.decide(centre.now)
    centre.happens(f.UserChanged(user="ben", ability=f.Ability(active=False)))
    receipt = decision.receipt
    assert (receipt.position, receipt.rule, receipt.waiting) == (position, "longest_idle", 1)
    assert receipt.excluded == {"paused": 1} and receipt.runners_up == (("ben", (START, 0)),)


def test_many_idle_agents_are_ordered_as_few_are(centre: Centre) -> None:
    dice = Random(3)
    for number in dice.sample(range(60), 60):
        centre.now = START + number * 10
        centre.agent(f"usr_{number:02}", capacity={"webchat": 1})
    centre.now = START + 10_000
    for number in range(60):
        centre.work(f"w_{number:02}")
    assert centre.decides() == [(f"w_{number:02}", f"usr_{number:02}") for number in range(60)]


def test_a_snapshot_of_another_format_is_refused() -> None:
    saved = msgpack.decode(Floor().snapshot())
    saved[0] = snapshot.FORMAT + 1
    with pytest.raises(ValidationError):
        Floor.from_snapshot(msgpack.encode(saved))


def _arrived(order: Random) -> tuple[list[tuple[object, ...]], bytes]:
    """The same agents, states and work, all at one moment, in an order of the dice."""
    centre, same = Centre(), Random(11)
    users = [
        f.UserCreated(user=f"usr_{n}", ability=f.Ability(skills={"a": same.randint(1, 5)}, capacity={"webchat": 1}))
        for n in range(12)
    ]
    states = [f.AgentStateChanged(agent=f"usr_{n}", state="available") for n in range(12)]
    works = [
        f.InteractionQueued(
            interaction=f"itr_{n}", conversation=f"cnv_{n}", customer="c", endpoint="e", brand="acme",
            channel=same.choice(["webchat", "email"]), queue="sales", since=START,
            skills=same.choice([(), (("a", 2),), (("a", 4),)]),
        )
        for n in range(40)
    ]  # fmt: skip
    for equals in (users, states, works):
        centre.happens(*order.sample(equals, len(equals)))
    made = centre.floor.decide(START)
    return [_flat(decision) for decision in made], centre.floor.snapshot()


def _flat(decision: Decision) -> tuple[object, ...]:
    return decision.interaction, decision.agent, decision.expires_at, json.encode(decision.receipt)


@settings(max_examples=40, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_in_which_equals_arrived_does_not_matter(order: Random) -> None:
    assert _arrived(order) == _arrived(Random(0))


def test_an_order_by_arrival_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "_by_key_and_id", lambda standing: standing[0])
    assert any(_arrived(Random(seed)) != _arrived(Random(0)) for seed in range(5))
