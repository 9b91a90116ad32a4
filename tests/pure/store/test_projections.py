"""What the tables say after each fact: conversations, messages on their way, interactions, and the load on agents."""

import typing
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atiende.domain import facts as f
from atiende.domain.agent import Agent
from atiende.domain.conversation import Conversation, Counter, Reader
from atiende.domain.documents import Document, DocumentVersion
from atiende.domain.facts import AnyFact, Fact, Logged
from atiende.domain.interaction import Interaction, Offer
from atiende.domain.message import ORDER, Message
from atiende.store.projections import APPLY, apply
from atiende.store.projections.rows import Unapplied
from atiende.store.replay import MemoryRows

CNV = "cnv_1"
ITR = "itr_1"


class Desk:
    """Facts applied one after the other, a second apart."""

    def __init__(self) -> None:
        self.rows = MemoryRows()
        self.seq = 0

    def tell(self, *facts: Fact) -> "Desk":
        for fact in facts:
            self.seq += 1
            logged = Logged(tenant="ten_a", seq=self.seq, at=self.seq * 1000, actor="system", fact=fact)  # type: ignore[arg-type]
            apply(self.rows, logged)
        return self

    @property
    def conversation(self) -> Conversation:
        return typing.cast(Conversation, self.rows.get(Conversation, CNV))

    @property
    def interaction(self) -> Interaction:
        return typing.cast(Interaction, self.rows.get(Interaction, ITR))

    def agent(self, name: str) -> Agent:
        return typing.cast(Agent, self.rows.get(Agent, name))

    def message(self, name: str) -> Message:
        return typing.cast(Message, self.rows.get(Message, name))


def opened() -> f.ConversationOpened:
    return f.ConversationOpened(
        conversation=CNV, customer="cus_1", brand="acme", channel="webchat", number=7, queue="general"
    )


def queued(why: str = "new", queue: str = "general") -> f.InteractionQueued:
    return f.InteractionQueued(
        interaction=ITR, conversation=CNV, customer="cus_1", brand="acme", channel="webchat", endpoint="chat",
        queue=queue, since=1000, why=why,
    )  # fmt: skip


def received(position: int) -> f.MessageReceived:
    return f.MessageReceived(
        message=f"msg_{position}", conversation=CNV, interaction=ITR, customer="cus_1", channel="webchat",
        endpoint="chat", position=position,
    )  # fmt: skip


def written(position: int, *, automatic: bool = False) -> f.MessageWritten:
    return f.MessageWritten(
        message=f"msg_{position}", conversation=CNV, interaction=ITR, author="usr_ana", channel="webchat",
        endpoint="chat", identity="idn_1", position=position, automatic=automatic,
    )  # fmt: skip


def offered(offer: str = "off_1", agent: str = "usr_ana") -> f.InteractionOffered:
    return f.InteractionOffered(
        offer=offer, interaction=ITR, conversation=CNV, agent=agent, queue="general", channel="webchat", expires_at=9
    )


def taken(agent: str = "usr_ana", offer: str | None = None) -> f.InteractionTaken:
    return f.InteractionTaken(interaction=ITR, conversation=CNV, agent=agent, channel="webchat", offer=offer)


OF_OFFER = {"offer": "off_1", "interaction": ITR, "conversation": CNV, "agent": "usr_ana"}


def at_work() -> Desk:
    """A waiting interaction and two agents."""
    people = [f.UserCreated(user=name, ability=f.Ability()) for name in ("usr_ana", "usr_leo")]
    return Desk().tell(*people, opened(), queued())


def test_every_fact_has_its_projection() -> None:
    assert set(APPLY) == set(typing.get_args(AnyFact))


def test_a_fact_of_something_unknown_is_an_error_of_its_action() -> None:
    with pytest.raises(Unapplied):
        Desk().tell(f.ConversationClosed(conversation="cnv_unknown"))


def test_the_customer_waits_from_the_oldest_unanswered_message() -> None:
    desk = at_work().tell(received(1), received(2))
    assert (desk.conversation.last, desk.conversation.last_in) == (2, 2)
    assert desk.conversation.waiting_since == desk.message("msg_1").at

    desk.tell(written(3, automatic=True))
    assert desk.conversation.waiting_since == desk.message("msg_1").at

    desk.tell(written(4), received(5), written(6))
    assert desk.conversation.waiting_since is None
    assert desk.conversation.answered_at == desk.message("msg_4").at
    assert desk.conversation.last == 6
    assert desk.interaction.last_message_at == desk.message("msg_6").at


def test_numbers_count_on_from_the_last_one() -> None:
    assert at_work().rows.get(Counter, "conversation") == Counter(name="conversation", value=7)


@pytest.mark.parametrize(
    ("facts", "status"),
    [
        ([f.ConversationTaken(conversation=CNV, agent="usr_ana")], "open"),
        ([f.ConversationPended(conversation=CNV)], "pending"),
        ([f.ConversationSnoozed(conversation=CNV, until=9)], "snoozed"),
        ([f.ConversationSnoozed(conversation=CNV, until=9), f.ConversationWoken(conversation=CNV)], "open"),
        ([f.ConversationResolved(conversation=CNV, disposition="solved", reason="order")], "resolved"),
        ([f.ConversationPended(conversation=CNV), f.ConversationReopened(conversation=CNV, was="pending")], "new"),
        ([f.ConversationTaken(conversation=CNV, agent="usr_ana"), f.ConversationPended(conversation=CNV),
          f.ConversationReopened(conversation=CNV, was="pending")], "open"),
        ([f.ConversationClosed(conversation=CNV)], "closed"),
    ],
)  # fmt: skip
def test_the_status_follows_the_life_of_a_conversation(facts: Sequence[Fact], status: str) -> None:
    desk = at_work().tell(*facts)
    assert desk.conversation.status == status
    assert (desk.conversation.snoozed_until is not None) == (status == "snoozed")
    assert (desk.conversation.resolved_at is not None) == (status == "resolved")


def test_reading_counts_for_the_responsible_agent_and_never_goes_back() -> None:
    desk = at_work().tell(f.ConversationTaken(conversation=CNV, agent="usr_ana"))
    desk.tell(
        f.ConversationSeen(conversation=CNV, agent="usr_leo", position=5),
        f.ConversationSeen(conversation=CNV, agent="usr_ana", position=3),
        f.ConversationSeen(conversation=CNV, agent="usr_ana", position=2),
    )
    assert desk.conversation.seen == 3
    assert [desk.rows.get(Reader, CNV, name).position for name in ("usr_ana", "usr_leo")] == [3, 5]  # type: ignore[union-attr]


RECEIPTS: dict[str, Fact] = {
    "attempting": f.SendStarted(message="msg_1", conversation=CNV, attempt=1),
    "unconfirmed": f.MessageUnconfirmed(message="msg_1", conversation=CNV),
    "failed": f.MessageFailed(message="msg_1", conversation=CNV, reason="refused"),
    "sent": f.MessageSent(message="msg_1", conversation=CNV),
    "delivered": f.MessageDelivered(message="msg_1", conversation=CNV),
    "read": f.MessageRead(message="msg_1", conversation=CNV),
}


@given(st.lists(st.sampled_from(sorted(RECEIPTS)), max_size=12))
def test_receipts_in_any_order_and_number_fold_to_the_furthest(heard: list[str]) -> None:
    desk = at_work().tell(written(1), *[RECEIPTS[status] for status in heard])
    assert desk.message("msg_1").status == max(["written", *heard], key=ORDER.index)


def test_a_send_to_be_tried_again_is_written_once_more_unless_it_got_through() -> None:
    again = f.MessageFailed(message="msg_1", conversation=CNV, reason="timeout", final=False, again_at=9)
    desk = at_work().tell(written(1), RECEIPTS["attempting"], again)
    assert (desk.message("msg_1").status, desk.message("msg_1").reason) == ("written", "timeout")
    desk.tell(RECEIPTS["sent"], again)
    assert desk.message("msg_1").status == "sent"


def test_a_person_may_order_a_message_sent_again() -> None:
    desk = at_work().tell(written(1), RECEIPTS["failed"], f.ResendOrdered(message="msg_1", conversation=CNV))
    assert (desk.message("msg_1").status, desk.message("msg_1").reason) == ("written", "")


def test_an_offer_is_on_the_load_until_the_work_ends() -> None:
    desk = at_work().tell(offered())
    assert desk.agent("usr_ana").load == {"webchat": 1}
    assert (desk.interaction.state, desk.interaction.offers) == ("offered", 1)

    desk.tell(f.OfferAccepted(**OF_OFFER), taken(offer="off_1"))
    assert desk.agent("usr_ana").load == {"webchat": 1}
    assert (desk.interaction.state, desk.interaction.agent, desk.interaction.segments) == ("handling", "usr_ana", 1)

    desk.tell(f.WrapUpStarted(interaction=ITR, conversation=CNV, agent="usr_ana", until=9))
    assert (desk.interaction.state, desk.agent("usr_ana").load) == ("wrap_up", {"webchat": 1})

    desk.tell(f.InteractionEnded(interaction=ITR, conversation=CNV, how="done", by="agent", agent="usr_ana"))
    assert (desk.interaction.state, desk.interaction.agent, desk.agent("usr_ana").load) == ("done", "usr_ana", {})
    assert desk.agent("usr_ana").idle_since == desk.seq * 1000


@pytest.mark.parametrize(
    ("lost", "state"),
    [
        (f.OfferDeclined(**OF_OFFER), "declined"),
        (f.OfferExpired(**OF_OFFER), "expired"),
        (f.OfferWithdrawn(**OF_OFFER, why="abandoned"), "withdrawn"),
    ],
)
def test_a_lost_offer_is_off_the_load_once(lost: Fact, state: str) -> None:
    desk = at_work().tell(offered(), lost, queued(state), lost)
    assert desk.rows.get(Offer, "off_1").state == state  # type: ignore[union-attr]
    assert desk.agent("usr_ana").load == {}
    assert (desk.interaction.state, desk.interaction.offer, desk.interaction.since) == ("queued", None, 1000)


def test_work_taken_out_of_turn_comes_off_the_agent_it_was_offered_to() -> None:
    desk = at_work().tell(offered(), taken("usr_leo"))
    assert (desk.agent("usr_ana").load, desk.agent("usr_leo").load) == ({}, {"webchat": 1})
    assert desk.rows.get(Offer, "off_1").state == "withdrawn"  # type: ignore[union-attr]


def test_a_transfer_frees_the_agent_and_moves_the_conversation() -> None:
    desk = at_work().tell(
        taken(),
        f.InteractionTransferred(interaction=ITR, conversation=CNV, agent="usr_ana", to_queue="billing"),
        queued("transferred", "billing"),
        taken("usr_leo"),
    )
    assert (desk.agent("usr_ana").load, desk.agent("usr_leo").load) == ({}, {"webchat": 1})
    assert (desk.conversation.queue, desk.interaction.segments) == ("billing", 2)
    assert desk.interaction.first_taken_at == 5000


WORK: list[Fact] = [
    offered("off_1", "usr_ana"),
    offered("off_2", "usr_leo"),
    f.OfferAccepted(**OF_OFFER),
    f.OfferDeclined(**OF_OFFER),
    f.OfferWithdrawn(**(OF_OFFER | {"offer": "off_2", "agent": "usr_leo"})),
    taken("usr_ana", "off_1"),
    taken("usr_leo"),
    f.InteractionTransferred(interaction=ITR, conversation=CNV, agent="usr_ana"),
    f.WrapUpStarted(interaction=ITR, conversation=CNV, agent="usr_ana", until=9),
    queued("orphaned"),
]


@given(st.lists(st.sampled_from(WORK), max_size=15))
def test_no_order_of_facts_leaves_load_behind_or_below_zero(facts: list[Fact]) -> None:
    desk = at_work().tell(offered("off_1"), queued(), offered("off_2", "usr_leo"), queued())
    for fact in facts:
        desk.tell(fact)
        loads = [desk.agent(name).load.get("webchat", 0) for name in ("usr_ana", "usr_leo")]
        assert all(load >= 0 for load in loads)
    desk.tell(queued("orphaned"), f.InteractionEnded(interaction=ITR, conversation=CNV, how="done", by="system"))
    assert desk.interaction.state == "done"
    assert [desk.agent(name).load for name in ("usr_ana", "usr_leo")] == [{}, {}]


def test_a_next_state_is_remembered_until_the_state_changes() -> None:
    desk = at_work().tell(f.AgentStateChanged(agent="usr_ana", state="available"))
    idle = desk.agent("usr_ana").idle_since
    desk.tell(f.AgentStateChanged(agent="usr_ana", state="available", next_state="paused", next_reason="lunch"))
    assert (desk.agent("usr_ana").state, desk.agent("usr_ana").next_state) == ("available", "paused")

    desk.tell(f.AgentStateChanged(agent="usr_ana", state="paused", reason="lunch"))
    agent = desk.agent("usr_ana")
    assert (agent.state, agent.reason, agent.next_state, agent.idle_since) == ("paused", "lunch", None, idle)


def test_every_published_body_is_kept() -> None:
    desk = Desk().tell(
        f.DocumentPublished(kind="queue", slug="general", version=1, body="{}"),
        f.DocumentPublished(kind="queue", slug="general", version=2, body='{"a":1}', rolled_back_from=1),
        f.DocumentRetired(kind="queue", slug="general", version=2),
    )
    assert desk.rows.get(Document, "queue", "general").retired  # type: ignore[union-attr]
    assert [row.version for row in desk.rows.where(DocumentVersion, {"slug": "general"})] == [1, 2]
