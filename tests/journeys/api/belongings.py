"""One of everything that has an id, for a centre of `people`: what another centre must never find."""

import msgspec

from atiende.actions.files import Upload, keep_file
from atiende.actions.offers import offer_work
from atiende.actions.presence import choose_state
from atiende.actions.replies import Reply, send_reply
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.assist import CaseResult, EvaluationResults, ModelText, SuggestionContent
from atiende.domain.authority import DecisionNote
from atiende.domain.commitment import CommitmentText
from atiende.domain.customer import Identity, OrganizationDetails
from atiende.domain.desk import ImportRun, SavedView
from atiende.domain.interaction import Interaction
from atiende.domain.joining import JoinLink
from atiende.domain.message import HeldReply, Message
from atiende.domain.missed import BlockedCaller
from atiende.domain.notice import Notice
from atiende.domain.recording import RecordingComment
from atiende.domain.simulation import Simulation, SimulationText
from atiende.domain.supervising import Broadcast, Wall
from atiende.domain.work import Ingress, WebhookDelivery
from atiende.ports.desk import Desk
from atiende.ports.store import Change
from tests.journeys.api.people import NORTH, Town, key_for, writes

Ids = dict[str, str]
"""By the name a path gives them: `conversation_id`."""

MADE_HERE = {
    "ingress_id": "ing",
    "delivery_id": "dlv",
    "simulation_id": "sim",
    "held_id": "hld",
    "link_id": "lnk",
    "organization_id": "org",
    "decision_id": "dec",
    "wall_id": "wal",
    "join_link_id": "jln",
    "broadcast_id": "brc",
    "commitment_id": "cmt",
    "canary_id": "can",
    "blocked_id": "blk",
    "notice_id": "ntc",
    "suggestion_id": "sug",
    "call_id": "mdl",
    "evaluation_run_id": "evr",
    "view_id": "viw",
    "run_id": "imp",
    "recording_id": "rec",
    "comment_id": "rcm",
}
"""What is written down directly, with the prefix of its ids."""


async def belongings(desk: Desk, town: Town) -> Ids:
    """One of everything, all with the town's word in it."""
    ids = await _conversation(desk, town)
    await _offer(desk, town, ids)
    await _file(desk, town, ids)
    token = await key_for(desk, town, {"conversation.read": "all"})
    ids["key_id"] = "key_" + token.removeprefix("atk_").partition(".")[0]
    ids |= {name: desk.ids.new(prefix) for name, prefix in MADE_HERE.items()}

    def decide(change: Change) -> None:
        for write in (_arrived, _delivery, _floor, _held, _customers, _decision, _promise, _help, _own, _simulation):
            write(change, town, ids)
        _recording(change, town, ids)
        if town is NORTH:
            _document(change, town)

    await desk.store.change(town.tenant, decide, at=desk.clock.now())
    return ids


async def _conversation(desk: Desk, town: Town) -> Ids:
    conversation = await writes(desk, town, "pepe")
    reading = desk.store.reading(town.tenant)
    interaction = (await reading.where(Interaction, {"conversation": conversation}))[0]
    return {
        "conversation_id": conversation,
        "interaction_id": interaction.id,
        "customer_id": interaction.customer,
        "message_id": (await reading.where(Message, {"conversation": conversation}))[0].id,
        "identity_id": (await reading.where(Identity, {"customer": interaction.customer}))[0].id,
        "agent_id": town.user("ana"),
        "user_id": town.user("ana"),
    }


async def _offer(desk: Desk, town: Town, ids: Ids) -> None:
    ids["offer_id"] = desk.ids.new("off")
    await choose_state(desk, town.tenant, ids["agent_id"], "available")
    made = f.InteractionOffered(
        offer=ids["offer_id"],
        interaction=ids["interaction_id"],
        conversation=ids["conversation_id"],
        agent=ids["agent_id"],
        queue="support",
        channel="webchat",
        expires_at=desk.clock.now() + 30_000,
    )
    await offer_work(desk, town.tenant, made)


async def _file(desk: Desk, town: Town, ids: Ids) -> None:
    """One that was sent to the customer."""
    agent = ids["agent_id"]
    upload = Upload(owner=f"agent:{agent}", name=f"{town.canary}.txt", content_type="text/plain", content=b"hola")
    file = await keep_file(desk, town.tenant, upload)
    ids["file_id"] = file.id
    reply = Reply(client_id="a", text=town.canary, files=(file.id,))
    await send_reply(desk, town.tenant, agent, ids["conversation_id"], reply)


def _arrived(change: Change, town: Town, ids: Ids) -> None:
    change.put(
        Ingress(
            id=ids["ingress_id"], endpoint="web", channel="webchat", origin="o", at=change.at, blob="none",
            envelope={"from": town.canary}, size=1, state="quarantined", why=town.canary,
        )
    )  # fmt: skip


def _delivery(change: Change, town: Town, ids: Ids) -> None:
    change.put(
        WebhookDelivery(
            id=ids["delivery_id"], webhook="hook", seq=1, kind="x", body=town.canary, state="failed", at=change.at
        )
    )


def _floor(change: Change, town: Town, ids: Ids) -> None:
    """What a supervisor puts up for everybody: a wallboard and a notice."""
    change.put(
        Wall(
            id=ids["wall_id"], name=town.canary, hash="", queues=(), brands=(), people=True, language="es",
            created_by="system", created_at=change.at,
        )
    )  # fmt: skip
    change.put(
        JoinLink(
            id=ids["join_link_id"], hash="", conversation=ids["conversation_id"], video=True, until=change.at + 60_000,
            created_by="system", created_at=change.at,
        )
    )  # fmt: skip
    change.put(
        Notice(
            id=ids["notice_id"], by="system", at=change.at, text_es=town.canary, text_en="", brands=(), endpoints=(),
            queues=(), until=change.at + 60_000,
        )
    )  # fmt: skip
    change.put(BlockedCaller(id=ids["blocked_id"], number="+34600999888", why=town.canary, by="system", at=change.at))
    change.record(
        f.CanaryRaised(
            canary=ids["canary_id"], brand="main", kind="term", about="", count=9, usual_permille=200, minutes=5,
            customers=9, conversations=(),
        ),
        actor="system",
    )  # fmt: skip
    change.put(
        Broadcast(
            id=ids["broadcast_id"], by="system", at=change.at, text=town.canary, urgent=False, teams=(), brands=(),
            until=change.at + 60_000,
        )
    )  # fmt: skip


def _held(change: Change, town: Town, ids: Ids) -> None:
    body = msgspec.json.encode(Reply(client_id="h", text=town.canary)).decode()
    change.put(
        HeldReply(
            id=ids["held_id"], conversation=ids["conversation_id"], author=ids["user_id"], why="scheduled",
            at=change.at, until=change.at + 60_000, body=body,
        )
    )  # fmt: skip


def _customers(change: Change, town: Town, ids: Ids) -> None:
    """A company, and another record that was joined to the customer."""
    organization = ids["organization_id"]
    change.record(
        f.OrganizationAdded(organization=organization, brand="main"),
        f.CustomerSeen(customer="cus_linked", brand="main", channel="webchat"),
        f.CustomersLinked(link=ids["link_id"], customer="cus_linked", into=ids["customer_id"]),
        actor="system",
    )
    change.put(OrganizationDetails(id=organization, brand="main", name=town.canary, normal=town.canary))


def _decision(change: Change, town: Town, ids: Ids) -> None:
    asked = f.ApprovalAsked(
        decision=ids["decision_id"], conversation=ids["conversation_id"], customer=ids["customer_id"], kind="refund",
        amount=1, agent=ids["user_id"],
    )  # fmt: skip
    change.record(asked, actor="system")
    change.put(DecisionNote(id=ids["decision_id"], asked=town.canary))


def _promise(change: Change, town: Town, ids: Ids) -> None:
    made = f.CommitmentMade(
        commitment=ids["commitment_id"], kind="task", customer=ids["customer_id"],
        conversation=ids["conversation_id"], owner=ids["user_id"],
    )  # fmt: skip
    change.record(made, actor="system")
    change.put(CommitmentText(id=ids["commitment_id"], text=town.canary))


def _help(change: Change, town: Town, ids: Ids) -> None:
    """A draft, what a model was asked, and a run of a test set."""
    change.record(
        f.SuggestionMade(
            suggestion=ids["suggestion_id"], conversation=ids["conversation_id"], customer=ids["customer_id"],
            kind="summary", agent=ids["user_id"],
        ),
        f.ModelCalled(
            call=ids["call_id"], assistant="house", purpose="phrase", model="m", outcome="ok", ms=1,
            conversation=ids["conversation_id"],
        ),
        f.EvaluationRan(run=ids["evaluation_run_id"], evaluation="set", version=1, cases=1, passed=1),
        actor="system",
    )  # fmt: skip
    conversation = ids["conversation_id"]
    change.put(SuggestionContent(id=ids["suggestion_id"], conversation=conversation, text=town.canary))
    change.put(ModelText(id=ids["call_id"], conversation=conversation, asked=town.canary, answered=town.canary))
    change.put(EvaluationResults(id=ids["evaluation_run_id"], cases=(CaseResult(text=town.canary, answer=""),)))


def _own(change: Change, town: Town, ids: Ids) -> None:
    """What somebody keeps for himself: a view of the list, a file to take in."""
    change.put(
        SavedView(
            id=ids["view_id"], owner=ids["user_id"], name=town.canary, shared="", filters={}, sort="due", at=change.at
        )
    )
    change.put(
        ImportRun(
            id=ids["run_id"], what="customers", brand="main", by="system", at=change.at, state="read", blob="none",
            mapping={}, file=town.canary,
        )
    )  # fmt: skip


def _recording(change: Change, town: Town, ids: Ids) -> None:
    """A recorded call, with a colleague's word about it."""
    recording = ids["recording_id"]
    started = f.RecordingStarted(
        recording=recording, interaction=ids["interaction_id"], conversation=ids["conversation_id"],
        customer=ids["customer_id"], brand="main", queue="support", engine="fake", basis="inform", keep_days=30,
    )  # fmt: skip
    change.record(started, actor="system")
    change.put(
        RecordingComment(
            id=ids["comment_id"], recording=recording, at_ms=0, author="system", text=town.canary, at=change.at
        )
    )


def _simulation(change: Change, town: Town, ids: Ids) -> None:
    simulation = ids["simulation_id"]
    change.put(Simulation(id=simulation, title=town.canary, day="", by="system", at=change.at, state="done"))
    asked = f'{{"title": "{town.canary}"}}'
    change.put(SimulationText(id=simulation, question=asked, seen='{"zone": "UTC"}'))


def _document(change: Change, town: Town) -> None:
    """One that only the north has."""
    text = msgspec.json.encode(docs.Queue(name=town.canary, brand="main")).decode()
    fact = f.DocumentPublished(kind="queue", slug="only-in-the-north", version=1, body=text)
    change.record(fact, actor="system")
