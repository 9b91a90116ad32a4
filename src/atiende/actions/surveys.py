"""Asking how it was, once a person's chat is resolved: a flow with a survey in it, in the chat itself.

Once for a conversation, and seldom enough for a customer. His answers do not reopen what was resolved; what else he
wants does.
"""

from collections.abc import Sequence

from atiende.actions import settings_of
from atiende.actions.alarms import rang
from atiende.actions.authors import SYSTEM
from atiende.actions.flow_door import language_in, seed_of, serves
from atiende.actions.flow_effects import Here
from atiende.actions.flows import begin
from atiende.actions.persons import conversations_of
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.conversation import Conversation
from atiende.domain.flow import FlowSession
from atiende.domain.flow_documents import Flow
from atiende.domain.interaction import OPEN_STATES, Interaction
from atiende.domain.work import Timer
from atiende.ports.desk import Desk
from atiende.ports.store import Change

TIMER = "survey"
DAY_MS = 86_400_000


def plan_surveys(change: Change, logged: Sequence[f.Logged]) -> None:
    """What follows from what this change recorded: who resolves leaves the asking to the queue's flow."""
    for one in logged:
        if isinstance(one.fact, f.ConversationResolved) and one.actor.startswith("agent:"):
            conversation = change.get(Conversation, one.fact.conversation)
            if conversation is not None and settings_of.rules_of(change, conversation.queue).survey:
                change.put(Timer(kind=TIMER, key=conversation.id, due=change.at))


async def begin_survey(desk: Desk, tenant: str, conversation_id: str) -> None:
    """Its first question, if it is still resolved, was a chat with a person, and he was not asked lately."""

    def decide(change: Change) -> None:
        conversation = change.get(Conversation, conversation_id)
        if not rang(change, TIMER, conversation_id) or conversation is None or conversation.status != "resolved":
            return
        rules = settings_of.rules_of(change, conversation.queue)
        chat = _chat(desk, change, conversation)
        if rules.survey and chat is not None and not _asked(change, conversation, rules):
            _ask(desk, change, (conversation, chat), rules.survey)

    await desk.store.change(tenant, decide, at=desk.clock.now(), reads=[(Conversation, (conversation_id,))])


def _chat(desk: Desk, change: Change, conversation: Conversation) -> Interaction | None:
    """The last live session a person had with him; none while anything is still open."""
    work = change.where(Interaction, {"conversation": conversation.id})
    if any(one.state in OPEN_STATES and one.state != "wrap_up" for one in work):
        return None
    held = [one for one in work if one.first_taken_at and one.channel in desk.channels]
    last = max(held, key=lambda one: one.since, default=None)
    return last if last is not None and desk.channels[last.channel].traits.session else None


def _asked(change: Change, conversation: Conversation, rules: docs.Queue) -> bool:
    since = change.at - rules.survey_every_days * DAY_MS
    for one in conversations_of(change, conversation.customer):
        for session in change.where(FlowSession, {"conversation": one.id}):
            if session.root == rules.survey and (one.id == conversation.id or session.at > since):
                return True
    return False


def _ask(desk: Desk, change: Change, at: tuple[Conversation, Interaction], slug: str) -> None:
    conversation, chat = at
    found = change.get(docs.Document, "flow", slug)
    body = settings_of.document(change, "flow", slug)
    if found is None or not isinstance(body, Flow) or not serves(body, conversation.brand, chat.channel):
        return
    interaction = desk.ids.new("itr")
    entered = f.FlowEntered(
        interaction=interaction,
        conversation=conversation.id,
        customer=conversation.customer,
        brand=conversation.brand,
        channel=chat.channel,
        endpoint=chat.endpoint,
        queue=conversation.queue,
        flow=slug,
        version=found.version,
        language=language_in(change, body, conversation, ""),
        seed=seed_of(conversation.customer),
    )
    change.record(entered, actor=SYSTEM)
    begin(Here(desk, change, interaction), "")
