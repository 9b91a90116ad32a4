"""The algorithm file counts what was decided, how evenly, and what people decided instead."""

import pytest

from atiende.domain import facts as f
from atiende.reports.algorithm import Period, Tally

HOUR = 3_600_000


def period(*facts: tuple[int, str, f.AnyFact], until: int = 10 * HOUR) -> Period:
    tally = Tally()
    for seq, (at, actor, fact) in enumerate(facts):
        tally.apply(f.Logged(tenant="t", seq=seq, at=at, actor=actor, fact=fact))
    return tally.period(until)


def state(agent: str, named: str, forced_by: str | None = None) -> f.AgentStateChanged:
    return f.AgentStateChanged(agent=agent, state=named, forced_by=forced_by)


def queued(one: str) -> f.InteractionQueued:
    return f.InteractionQueued(
        interaction=one, conversation="cnv", customer="cus", brand="b", channel="voice", endpoint="e", queue="calls",
        since=0,
    )  # fmt: skip


def offered(one: str, agent: str, rule: str, excluded: dict[str, int] | None = None) -> f.InteractionOffered:
    receipt = f.Receipt(position=1, configuration=1, rule=rule, excluded=excluded or {})
    return f.InteractionOffered(
        offer=f"off_{one}", interaction=one, conversation="cnv", agent=agent, queue="calls", channel="voice",
        expires_at=0, receipt=receipt,
    )  # fmt: skip


def accepted(one: str, agent: str) -> f.OfferAccepted:
    return f.OfferAccepted(offer=f"off_{one}", interaction=one, conversation="cnv", agent=agent)


def taken(one: str, agent: str, offer: str | None) -> f.InteractionTaken:
    return f.InteractionTaken(interaction=one, conversation="cnv", agent=agent, channel="voice", offer=offer)


def ended(one: str) -> f.InteractionEnded:
    return f.InteractionEnded(interaction=one, conversation="cnv", how="done", by="agent")


def test_decisions_are_counted_by_rule_and_reasons_without_their_skill() -> None:
    (queue,) = period(
        (0, "system", queued("a")),
        (0, "system", offered("a", "ana", "learned", {"offline": 2, "skill_missing:billing": 1})),
        (0, "agent:ana", accepted("a", "ana")),
        (0, "system", queued("b")),
        (0, "system", offered("b", "luis", "longest_idle", {"offline": 1, "skill_missing:cards": 1})),
        (0, "agent:luis", f.OfferDeclined(offer="off_b", interaction="b", conversation="cnv", agent="luis")),
        (0, "agent:ana", taken("b", "ana", None)),
    ).queues
    assert (queue.queue, queue.decisions, queue.by_hand) == ("calls", 2, 1)
    assert queue.rules == {"learned": 1, "longest_idle": 1}
    assert queue.excluded == {"offline": 3, "skill_missing": 2}
    assert queue.answers == {"accepted": 1, "declined": 1}


def test_work_shared_evenly_has_index_one_and_work_of_one_alone_has_not() -> None:
    def day(*shares: tuple[str, int]) -> Period:
        facts: list[tuple[int, str, f.AnyFact]] = [(0, "s", state(agent, "available")) for agent in ("ana", "luis")]
        for agent, hours in shares:
            facts += [(0, "s", queued(agent)), (0, "s", taken(agent, agent, "off"))]
            facts.append((hours * HOUR, "s", ended(agent)))
        return period(*sorted(facts, key=lambda one: one[0]))

    even, uneven = day(("ana", 4), ("luis", 4)).evenness, day(("ana", 8)).evenness
    assert (even.fairness, even.occupancy_pct) == (1.0, (40.0, 40.0, 40.0))
    assert (uneven.fairness, uneven.occupancy_pct) == (0.5, (0.0, 80.0, 80.0))


def test_who_was_there_for_minutes_says_nothing_about_evenness() -> None:
    even = period((0, "s", state("ana", "available")), (HOUR // 2, "s", state("ana", "offline"))).evenness
    assert (even.agents, even.fairness) == (0, 1.0)


@pytest.mark.parametrize("pieces", [1, 3])
def test_several_at_once_are_one_time_at_work(pieces: int) -> None:
    """A union, so that three chats are not three hours."""
    chats: list[tuple[int, str, f.AnyFact]] = []
    for number in range(pieces):
        chats += [(0, "s", queued(f"c{number}")), (0, "s", taken(f"c{number}", "ana", "off"))]
    ends: list[tuple[int, str, f.AnyFact]] = [(HOUR, "s", ended(f"c{number}")) for number in range(pieces)]
    even = period((0, "s", state("ana", "available")), *chats, *ends, until=2 * HOUR).evenness
    assert even.occupancy_pct == (50.0, 50.0, 50.0)


def test_what_people_decided_instead_and_what_they_changed_is_listed() -> None:
    found = period(
        (1, "agent:eva", f.MatchSwitched(queue="calls", on=False, why="supervisor")),
        (2, "system", f.MatchSwitched(queue="mail", on=False, why="no_help")),
        (3, "agent:eva", f.QueueSwitched(queue="calls", state="closed")),
        (4, "agent:eva", state("ana", "paused", "eva")),
        (5, "agent:eva", f.InteractionTransferred(interaction="a", conversation="c", agent="ana", forced=True)),
        (6, "agent:eva", f.DocumentPublished(kind="queue", slug="calls", version=2, body="{}")),
        (7, "agent:eva", f.DocumentPublished(kind="reason", slug="billing", version=2, body="{}")),
    )
    assert found.hands == {"match_switched": 1, "queue_switched": 1, "state_forced": 1, "transfer_forced": 1}
    assert [(one.queue, one.state, one.why) for one in found.switches] == [
        ("calls", "off", "supervisor"),
        ("mail", "off", "no_help"),
        ("calls", "closed", "supervisor"),
    ]
    assert [(one.kind, one.slug, one.version) for one in found.changes] == [("queue", "calls", 2)]
