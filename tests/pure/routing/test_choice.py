"""Who is asked first: each rule of a queue in a sentence, and all of them against a plain sort."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from atiende.domain import facts as f
from atiende.domain.documents import Queue, Weights
from atiende.routing import choice
from atiende.routing.crew import SCAN_FROM, Crew, Picked
from atiende.routing.room import Person
from atiende.routing.rules import Need

NOW = 1_000_000
TECH = Need(channel="voice", brand="acme", skills=(("tech", 1),))


def crew_of(**agents: dict[str, Any]) -> Crew:
    """`idle` is how long the agent has been free; the rest is his ability."""
    crew = Crew()
    crew.open_channel("voice")
    for name, given_ in agents.items():
        idle = given_.pop("idle", 0)
        person = crew.put(name, f.Ability(**given_))
        crew.set_state(person, "available", NOW - idle)
    return crew


def work(interaction: str = "itr_1", queue: str = "sales", reason: str = "") -> f.InteractionQueued:
    return f.InteractionQueued(
        interaction=interaction, conversation="c", customer="x", brand="acme", channel="voice", endpoint="e",
        queue=queue, since=NOW, reason=reason,
    )  # fmt: skip


def asks(crew: Crew, how: str, need: Need = TECH, interaction: str = "itr_1", **more: Any) -> Picked:
    queue = Queue(name="q", brand="acme", choice=how, **more)  # type: ignore[arg-type]
    return crew.pick(crew.askable(crew.fit(need), "voice"), need, queue, work(interaction), NOW)


def order(picked: Picked) -> list[str]:
    return [picked.person.id, *(agent for agent, _ in picked.runners_up)]


SOME = {
    "ana": {"skills": {"tech": 5, "billing": 2}, "languages": {"es": 5, "en": 4}, "idle": 10},
    "ben": {"skills": {"tech": 5}, "languages": {"es": 5}, "idle": 60},
    "cleo": {"skills": {"tech": 2, "billing": 1, "law": 1}, "languages": {"es": 5}, "idle": 300},
    "dora": {"skills": {"tech": 1}, "languages": {"es": 5}, "idle": 30},
}


def some() -> Crew:
    return crew_of(**{name: dict(ability) for name, ability in SOME.items()})


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ("longest_idle", ["cleo", "ben", "dora", "ana"]),
        ("best_skilled", ["ben", "ana", "cleo", "dora"]),
        ("least_skilled", ["dora", "cleo", "ben", "ana"]),
        ("least_flexible", ["ben", "dora", "cleo", "ana"]),
        ("least_occupied", ["cleo", "ben", "dora", "ana"]),
        ("round_robin", ["ana", "ben", "cleo", "dora"]),
    ],
)
def test_each_rule_has_its_order(how: str, expected: list[str]) -> None:
    picked = asks(some(), how)
    assert (order(picked), picked.rule) == (expected, how)
    assert picked.key < picked.runners_up[0][1] or picked.person.id < picked.runners_up[0][0]


def test_alone_nobody_was_chosen_but_the_key_is_the_rules() -> None:
    picked = asks(crew_of(ana={"skills": {"tech": 4}}), "best_skilled")
    assert (picked.person.id, picked.rule, picked.key[0], picked.runners_up) == ("ana", "priority_age", -4, ())


def test_without_skills_asked_the_best_skilled_is_the_longest_idle() -> None:
    assert order(asks(some(), "best_skilled", Need(channel="voice", brand="acme"))) == ["cleo", "ben", "dora", "ana"]


def test_the_lot_is_the_same_for_the_same_work_and_falls_on_everybody_alike() -> None:
    crew = some()
    first = [asks(crew, "random", interaction=f"itr_{n}").person.id for n in range(400)]
    assert first == [asks(crew, "random", interaction=f"itr_{n}").person.id for n in range(400)]
    assert all(70 < first.count(name) < 130 for name in SOME)


def test_a_lot_that_is_always_the_same_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(choice.RULES, "random", choice.RULES["round_robin"])
    with pytest.raises(AssertionError):
        test_the_lot_is_the_same_for_the_same_work_and_falls_on_everybody_alike()


def test_weights_mix_the_rules_as_shares() -> None:
    crew = some()
    assert order(asks(crew, "weighted", weights=Weights(idle=100, skill=0))) == order(asks(crew, "longest_idle"))
    assert order(asks(crew, "weighted", weights=Weights(idle=0, skill=100))) == order(asks(crew, "best_skilled"))
    mixed = asks(crew, "weighted", weights=Weights(idle=50, skill=50))
    assert order(mixed) == ["cleo", "ben", "ana", "dora"]
    assert mixed.key[0] == 50 * 750 and mixed.runners_up[0][1][0] == 50 * 827


def test_whoever_the_queue_asked_longest_ago_is_next_in_turn() -> None:
    crew = some()
    crew.turns.follow("sales", True)
    turns = []
    for number in range(6):
        turns.append(asks(crew, "round_robin").person.id)
        made = f.InteractionOffered(
            offer="o", interaction="i", conversation="c", agent=turns[-1], queue="sales", channel="voice", expires_at=0
        )
        crew.turns.offered(made, NOW + number)
    assert turns == ["ana", "ben", "cleo", "dora", "ana", "ben"]


# --- the learned match ------------------------------------------------------------------------------------------------

TABLE = f.MatchTable(
    kinds=("voice//",), agents=("ana", "ben"), overall=100, usual=(100, 100), typical=(100,), times=((50,), (200,)),
    seen=((9,), (9,)),
)  # fmt: skip
TRAINED = f.MatchTrained(
    queue="sales", version=1, table=TABLE, trained_on=18, transferred=0, since=0, until=NOW, inputs=("agent",)
)


def learned() -> Crew:
    crew = crew_of(ana={"skills": {"tech": 1}, "idle": 1}, ben={"skills": {"tech": 1}, "idle": 100})
    crew.keepers[f.MatchTrained](TRAINED, NOW)
    return crew


def test_the_match_asks_the_better_one_and_a_share_is_asked_by_idleness_to_compare() -> None:
    crew = learned()
    asked = [asks(crew, "learned", interaction=f"itr_{n}", compare_percent=30) for n in range(300)]
    assert {(picked.rule, picked.person.id) for picked in asked} == {("learned", "ana"), ("learned_control", "ben")}
    assert 60 < sum(picked.rule == "learned_control" for picked in asked) < 120


def test_switched_off_or_never_learned_it_is_longest_idle() -> None:
    crew = learned()
    crew.keepers[f.MatchSwitched](f.MatchSwitched(queue="sales", on=False, why="no_help"), NOW)
    picked = asks(crew, "learned")
    assert (picked.rule, picked.person.id) == ("longest_idle", "ben")


# --- against a plain sort ---------------------------------------------------------------------------------------------

levels = st.dictionaries(st.sampled_from(["tech", "billing", "law"]), st.integers(1, 5), max_size=3)
abilities = st.tuples(levels, st.integers(0, 3), st.integers(0, 5), st.lists(st.sampled_from(["d", "n"]), unique=True))
SORTED: dict[str, Callable[[dict[str, int], int, int, int, int], tuple[int, ...]]] = {
    "longest_idle": lambda skills, asked, many, idle, mails: (-idle, mails),
    "best_skilled": lambda skills, asked, many, idle, mails: (-asked, -idle, mails),
    "least_skilled": lambda skills, asked, many, idle, mails: (asked, -idle, mails),
    "least_flexible": lambda skills, asked, many, idle, mails: (many, -idle, mails),
    "least_occupied": lambda skills, asked, many, idle, mails: (mails, -idle),
}


def is_sorted(agents: list[tuple[dict[str, int], int, int, list[str]]], how: str) -> None:
    crew, plain = Crew(), []
    for number, (skills, mails, idle, teams) in enumerate(agents):
        name = f"usr_{number:02}"
        person = crew.put(name, f.Ability(skills=skills, teams=tuple(teams), capacity={"email": 8}))
        crew.set_state(person, "available", 0)
        for _ in range(mails):
            crew.give(person, "email", 0)
        crew.move(person, NOW - idle)
        asked = skills.get("tech", 0) + skills.get("law", 0)
        plain.append((SORTED[how](skills, asked, len(skills) + len(teams), idle, mails), name))
    crew.open_channel("voice")
    need = Need(channel="voice", brand="acme", skills=(("law", 1), ("tech", 1)))
    queue = Queue(name="q", brand="acme", choice=how)  # type: ignore[arg-type]
    everybody = (1 << len(agents)) - 1
    picked = crew.pick(everybody, need, queue, work(), NOW)
    expected = [name for _, name in sorted(plain)]
    assert order(picked) == expected[:6]
    assert [agent for _, agent in crew.ranked(everybody, need, queue, work(), NOW)] == expected


ANYBODY = given(st.lists(abilities, min_size=1, max_size=SCAN_FROM + 6), st.sampled_from(sorted(SORTED)))


def test_the_first_six_are_those_of_a_plain_sort() -> None:
    settings(max_examples=150, deadline=None)(ANYBODY(is_sorted))()


BREAKS: list[tuple[Any, str, Any]] = [
    (choice, "grade", lambda person, need: person.ability.skills.get("tech", 0)),
    (choice, "flexibility", lambda person: 0),
    (Person, "fullness", lambda self: 0),
    (Person, "key", lambda self: (self.idle_since, 0)),
]


@pytest.mark.parametrize(("where", "name", "broken"), BREAKS, ids=[each[1] for each in BREAKS])
def test_a_wrong_key_is_noticed(monkeypatch: pytest.MonkeyPatch, where: Any, name: str, broken: Any) -> None:
    monkeypatch.setattr(where, name, broken)
    with pytest.raises(AssertionError):
        settings(max_examples=400, deadline=None, phases=[Phase.generate])(ANYBODY(is_sorted))()
