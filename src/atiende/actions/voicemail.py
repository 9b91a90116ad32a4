"""Messages that callers speak: recorded, and made work that waits in a queue for whoever calls back."""

import structlog
from msgspec.structs import replace

from atiende.actions import recordings, settings_of
from atiende.actions.conversations import conversation_of
from atiende.actions.queueing import Target, entering, fresh
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.call import Call, CallContent
from atiende.domain.callback import CHANNEL, Callback
from atiende.domain.flow import FlowSession
from atiende.domain.flow_documents import Flow, Voicemail
from atiende.domain.interaction import Interaction
from atiende.domain.missed import LeavingMessage
from atiende.domain.recording import SHORTEST_MESSAGE_MS
from atiende.ports.desk import Desk
from atiende.ports.store import Change

log = structlog.get_logger()


def recording_of_message(interaction: str) -> str:
    return f"rec_vm_{interaction.removeprefix('itr_')}"


async def begin_message(desk: Desk, tenant: str, interaction: str) -> str:
    """After the tone: from now on it is kept. Answers the recording's id; said twice it is one."""

    def decide(change: Change) -> str:
        work, call = change.get(Interaction, interaction), change.get(Call, interaction)
        recording = recording_of_message(interaction)
        if work is None or call is None or change.get(LeavingMessage, interaction) is not None:
            return recording
        rules = settings_of.rules_of(change, work.queue)
        recordings.start(
            change,
            recordings.Start(
                recording=recording,
                interaction=interaction,
                conversation=work.conversation,
                customer=work.customer,
                brand=work.brand,
                queue=work.queue,
                engine=call.engine,
                policy="message",
                keep_days=rules.voice.keep_days,
            ),
            f"customer:{work.customer}",
        )
        queue = _meant_for(change, work)
        change.put(LeavingMessage(interaction=interaction, recording=recording, queue=queue, at=change.at))
        return recording

    return await desk.store.change(tenant, decide, at=desk.clock.now())


def _meant_for(change: Change, work: Interaction) -> str:
    """The queue his flow asked him to speak for; else his own."""
    session = change.get(FlowSession, work.id)
    kept = change.get(docs.DocumentVersion, "flow", session.flow, session.version) if session is not None else None
    body = docs.read("flow", kept.body) if kept is not None else None
    node = body.nodes.get(session.node) if isinstance(body, Flow) and session is not None else None
    there = isinstance(node, Voicemail) and settings_of.document(change, "queue", node.queue) is not None
    return node.queue if isinstance(node, Voicemail) and there else work.queue


def long_enough(change: Change, interaction: str) -> bool:
    leaving = change.get(LeavingMessage, interaction)
    return leaving is not None and change.at - leaving.at >= SHORTEST_MESSAGE_MS


def file_message(desk: Desk, change: Change, work: Interaction, queue: str) -> None:
    """Inside the change that ends it: work of its own, on which nobody waits at the telephone."""
    leaving = change.get(LeavingMessage, work.id)
    if leaving is None:
        log.warning("no message was recorded", interaction=work.id)
        return
    change.drop(LeavingMessage, work.id)
    recordings.end(change, work.id, f"customer:{work.customer}")
    slug = queue if settings_of.document(change, "queue", queue) is not None else leaving.queue
    conversation = conversation_of(change, work.conversation)
    made = fresh(desk, change, conversation, Target(queue=slug), "voicemail")
    queued = entering(change, _to_call_back(made, work), session=False)
    content = change.get(CallContent, work.id)
    if content is not None and content.number:
        change.put(Callback(interaction=queued.interaction, number=content.number, at=change.at))
    change.record(
        f.VoicemailLeft(
            interaction=queued.interaction,
            conversation=work.conversation,
            customer=work.customer,
            queue=slug,
            call=work.id,
            recording=leaving.recording,
            seconds=(change.at - leaving.at) // 1000,
        ),
        queued,
        actor=f"customer:{work.customer}",
    )


def forget_message(change: Change, work: Interaction) -> None:
    """It was too short to be one."""
    if change.get(LeavingMessage, work.id) is not None:
        change.drop(LeavingMessage, work.id)
        recordings.end(change, work.id, f"customer:{work.customer}", why="refused")


def _to_call_back(made: f.InteractionQueued, work: Interaction) -> f.InteractionQueued:
    """Seen as what it is: a call to make, of the endpoint he called."""
    return replace(made, channel=CHANNEL, endpoint=work.endpoint, direction="out")


def follow_ended(desk: Desk, change: Change, call: str) -> str:
    """He hung up while he spoke, as most do: what he said counts. Said he nothing, the queue it would have been for."""
    work = change.get(Interaction, call)
    leaving = change.get(LeavingMessage, call)
    if work is None or leaving is None:
        return ""
    if long_enough(change, call):
        file_message(desk, change, work, leaving.queue)
        return ""
    forget_message(change, work)
    return leaving.queue
