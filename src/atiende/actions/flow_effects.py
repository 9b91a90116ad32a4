"""What a step of a flow does inside the change: it speaks, asks for errands, alters the matter, hands over, ends.

Nothing here raises: a customer's message is never lost because of what a flow wants. What cannot be done makes the
session one that broke, and a person gets it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec
import structlog
from msgspec.structs import replace

from atiende.actions import queueing, receive, settings_of
from atiende.actions.authors import SYSTEM
from atiende.actions.conversations import DAY_MS, conversation_of, end_one, interaction_of, withdraw_offer
from atiende.actions.flow_matter import alter
from atiende.actions.flow_secrets import SEALED, sealed
from atiende.actions.queueing import Target, requeued
from atiende.actions.replies import Note, add_note, add_reply
from atiende.actions.reply import Reply
from atiende.actions.speaking import speak
from atiende.actions.values import best_language
from atiende.actions.voicemail import file_message
from atiende.domain import conversation as life
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.conversation import Conversation
from atiende.domain.errors import Refusal
from atiende.domain.flow import ErrandContent, FlowSession, FlowValues
from atiende.domain.flow_documents import Flow
from atiende.domain.interaction import OPEN_STATES, Interaction
from atiende.domain.message import Offered
from atiende.domain.work import Timer
from atiende.flows import state as s
from atiende.flows.template import GAP
from atiende.ports.desk import Desk
from atiende.ports.store import Change

log = structlog.get_logger()
WAITS = ("queued", "offered")
CLOCKS = ("flow", "handoff")
LATE_MS = 120_000
"""In which somebody should have taken what broke."""


@dataclass(frozen=True, slots=True)
class Here:
    """One session inside one change; its rows as they are now."""

    desk: Desk
    change: Change
    interaction: str

    @property
    def work(self) -> Interaction:
        return interaction_of(self.change, self.interaction)

    @property
    def conversation(self) -> Conversation:
        return conversation_of(self.change, self.work.conversation)

    @property
    def session(self) -> FlowSession:
        found = self.change.get(FlowSession, self.interaction)
        assert found is not None  # a step was taken in it
        return found


def apply(here: Here, effects: tuple[s.Effect, ...]) -> str:
    """In order; answers why a queue would not have him, or an empty text."""
    refused = ""
    if here.desk.channels[here.work.channel].traits.voice:
        speak(here.change, here.session, [one for one in effects if isinstance(one, s.Show)])
        effects = tuple(one for one in effects if not isinstance(one, s.Show))
    for number, effect in enumerate(effects):
        if isinstance(effect, s.Show):
            show(here, effect, number)
        elif isinstance(effect, s.Enqueue):
            refused = hand_over(here, effect) or refused
        else:
            _apply(here, effect)
    return refused


def _apply(here: Here, effect: s.Do | s.Change | s.LeftMessage | s.Answered | s.Finish | s.Alarm) -> None:
    if isinstance(effect, s.LeftMessage):
        file_message(here.desk, here.change, here.work, effect.queue)
    elif isinstance(effect, s.Do):
        ask_errand(here, effect)
    elif isinstance(effect, s.Change):
        alter(here.desk, here.change, here.conversation, here.work, effect)
    elif isinstance(effect, s.Answered):
        _note_answer(here, effect)
    elif isinstance(effect, s.Finish):
        finish(here, effect)
    elif effect.why != "late":  # late ones ring as HandoffLate
        log.warning("flow broke", interaction=here.interaction, node=effect.node, why=effect.why)


def show(here: Here, effect: s.Show, number: int) -> None:
    """One message; what the channel will not have is left out, and said in the log."""
    session, work = here.session, here.work
    text = GAP.sub("", effect.text).strip()
    if not text:
        return
    reply = Reply(
        client_id=f"flow:{work.id}:{session.turn}:{number}:{here.conversation.last}",
        endpoint=work.endpoint,
        text=text,
        automatic=True,
        why="notice" if effect.notice else "flow",
        choices=tuple(Offered(id=one.id, label=one.label, key=one.key) for one in effect.choices),
        source=effect.source,
    )
    try:
        add_reply(here.desk, here.change, here.conversation, SYSTEM, reply)
    except Refusal as refusal:
        log.warning("flow not heard", interaction=work.id, node=session.node, code=refusal.code)


def ask_errand(here: Here, effect: s.Do) -> None:
    """Kept with all that its performer needs, sealed where that may be secret; it is done after the commit."""
    work, session, conversation = here.work, here.session, here.conversation
    errand = errand_id(work.id, effect.id)
    asked = {
        "errand": errand,
        "interaction": work.id,
        "conversation": conversation.id,
        "customer": conversation.customer,
        "brand": conversation.brand,
        "channel": work.channel,
        "on_channel": work.channel,
        "language": session.language,
        **effect.asked,
    }
    here.change.record(
        f.ErrandAsked(
            errand=errand,
            interaction=work.id,
            conversation=conversation.id,
            flow=session.flow,
            node=effect.node,
            kind=effect.kind,
        ),
        actor=SYSTEM,
    )
    text = msgspec.json.encode(asked).decode()
    if _hides(here, effect):
        text = sealed(here.desk.keys, text)
    here.change.put(ErrandContent(id=errand, interaction=work.id, asked=text))
    here.change.put(Timer(kind="errand", key=errand, due=here.change.at))


def _hides(here: Here, effect: s.Do) -> bool:
    values = here.change.get(FlowValues, here.interaction)
    return effect.kind == "check_code" or (values is not None and values.values.startswith(SEALED))


def errand_id(interaction: str, own: str) -> str:
    """In the centre; `own` is the flow's id of it, unique in its session."""
    return f"{interaction}.{own}"


def own_id(errand: str) -> str:
    return errand.partition(".")[2]


def hand_over(here: Here, effect: s.Enqueue) -> str:
    """He waits for a person, who sees what was asked; answers why the queue would not have him."""
    work, change = here.work, here.change
    session = here.desk.channels[work.channel].traits.session
    known = bool(effect.queue) and settings_of.document(change, "queue", effect.queue) is not None
    # Without a queue it is the last resort: whoever is inside already is sent away by nobody.
    may_refuse = session and known and work.state == "in_flow"
    waits = work.state in WAITS
    found = queueing.admit(change, effect.queue if known else work.queue, session=may_refuse)
    if found.why:
        return found.why
    if here.conversation.status not in life.ACTIVE:
        change.record(*life.reopen(here.conversation), actor=SYSTEM)
    _mark(here, effect)
    if waits:
        withdraw_offer(change, work, "transferred")
        target = Target(queue=found.queue)
        change.record(requeued(here.desk, change, here.conversation, work, target, "overflow"), actor=SYSTEM)
    else:
        queued = _queued(here, work, found.queue)
        change.record(queueing.entering(change, queued, session=session), actor=SYSTEM)
    if here.conversation.queue != found.queue:
        moved = f.ConversationQueueChanged(conversation=work.conversation, queue=found.queue)
        change.record(moved, actor=SYSTEM)
    _tell_agent(here, effect, found.queue)
    return ""


def _queued(here: Here, work: Interaction, queue: str) -> f.InteractionQueued:
    """As other new work; its waiting begins now, since until now he was served."""
    queued = receive.queued_for(here.change, here.conversation, work.id, queue)
    language = here.session.language or queued.language
    return replace(queued, channel=work.channel, endpoint=work.endpoint, language=language, why="new")


def _mark(here: Here, effect: s.Enqueue) -> None:
    """What the flow has found out, before it is put in its place by it."""
    change, conversation = here.change, here.conversation
    if effect.reason and effect.reason != conversation.reason and settings_of.document(change, "reason", effect.reason):
        change.record(f.ReasonChanged(conversation=conversation.id, reason=effect.reason), actor=SYSTEM)
    if effect.priority is not None and effect.priority != conversation.priority:
        change.record(f.PriorityChanged(conversation=conversation.id, priority=effect.priority), actor=SYSTEM)


def _tell_agent(here: Here, effect: s.Enqueue, queue: str) -> None:
    change, work, session = here.change, here.work, here.session
    change.record(
        f.HandedOver(
            interaction=work.id,
            conversation=work.conversation,
            queue=queue,
            why=effect.why or "flow",
            flow=session.flow,
            version=session.version,
            node=session.node,
            late_at=effect.late_at,
            quiet=effect.quiet,
        ),
        actor=SYSTEM,
    )
    if effect.late_at is not None:
        change.put(Timer(kind="handoff", key=work.id, due=effect.late_at))
    text = said_so_far(here, effect.values)
    if text:
        message = here.desk.ids.new("msg")
        note = Note(client_id=f"flow:{work.id}:{session.turn}:note", text=text)
        add_note(change, here.conversation, SYSTEM, note, message)


def said_so_far(here: Here, values: dict[str, s.Value]) -> str:
    """What was asked and answered, one a line, so that nobody asks it again."""
    session = here.session
    return in_lines(here.change, (session.flow, session.version), here.work.brand, values)


def in_lines(change: Change, flow: tuple[str, int], brand: str, values: Mapping[str, s.Value]) -> str:
    """Values by the names a flow's version gives them, in the brand's language: the agent's."""
    spanish = best_language(settings_of.brand_of(change, brand).language) == "es"
    names = _names(change, flow, spanish)
    shown = {name: _shown(value, "sí" if spanish else "yes") for name, value in values.items()}
    return "\n".join(f"{names.get(name, name)}: {text}" for name, text in shown.items() if text)


def _names(change: Change, flow: tuple[str, int], spanish: bool) -> dict[str, str]:
    kept = change.get(docs.DocumentVersion, "flow", *flow)
    body = docs.read("flow", kept.body) if kept is not None else None
    if not isinstance(body, Flow):
        return {}
    both = {name: (one.name_es, one.name_en) for name, one in body.variables.items()}
    return {name: (es or en or name) if spanish else (en or es or name) for name, (es, en) in both.items()}


def _shown(value: s.Value, yes: str) -> str:
    if value is None or value == "" or isinstance(value, dict):
        return ""
    if isinstance(value, list):
        return ", ".join(filter(None, (_shown(one, yes) for one in value)))
    if isinstance(value, bool):
        return yes if value else "no"
    return str(value)


def _note_answer(here: Here, effect: s.Answered) -> None:
    """His words, where he wrote any, are his message in the conversation already."""
    work = here.work
    agent = here.conversation.agent
    here.change.record(
        f.SurveyAnswered(
            interaction=work.id,
            conversation=work.conversation,
            customer=work.customer,
            scale=effect.scale,
            score=effect.score,
            queue=work.queue,
            agent=agent,
            flow=here.session.root,
        ),
        actor=f"customer:{work.customer}",
    )


def finish(here: Here, effect: s.Finish) -> None:
    """The session is over. Who waits for a person goes on waiting, whatever the flow says meanwhile."""
    change, work, session = here.change, here.work, here.session
    if effect.outcome == "failed" and work.state == "in_flow":
        strand_no_more(here, "failed")
        work = here.work
    end_session(change, session, effect.outcome)
    if work.state != "in_flow":
        return
    left = effect.outcome == "left"
    end_one(change, work, "silence" if left else SYSTEM, SYSTEM, "abandoned" if left else "ended_by_flow")
    _settle_matter(here, effect)


def _settle_matter(here: Here, effect: s.Finish) -> None:
    """Resolved where he got what he came for, else it waits for him; a person who has the matter decides himself."""
    change, conversation = here.change, here.conversation
    of_it = change.where(Interaction, {"conversation": conversation.id})
    if any(one.state in OPEN_STATES for one in of_it):
        return
    if effect.outcome == "resolved" and conversation.status in life.ACTIVE:
        disposition = effect.disposition if settings_of.document(change, "disposition", effect.disposition) else ""
        reason = effect.reason if settings_of.document(change, "reason", effect.reason) else conversation.reason
        change.record(*life.resolve(conversation, disposition, reason), actor=SYSTEM)
        change.drop(Timer, "snooze", conversation.id)
        days = settings_of.brand_of(change, conversation.brand).close_after_days
        change.put(Timer(kind="close", key=conversation.id, due=change.at + days * DAY_MS))
    elif conversation.status in ("new", "open") and conversation.agent is None:
        change.record(*life.pend(conversation), actor=SYSTEM)


def end_session(change: Change, session: FlowSession, outcome: str) -> None:
    change.record(
        f.FlowEnded(
            interaction=session.interaction,
            conversation=session.conversation,
            flow=session.flow,
            version=session.version,
            node=session.node,
            outcome=outcome,
            goals=session.goals,
        ),
        actor=SYSTEM,
    )
    change.drop(Timer, "flow", session.interaction)
    if outcome == "person":
        change.drop(Timer, "handoff", session.interaction)


def strand_no_more(here: Here, why: str) -> None:
    """The way out of everything that went wrong: a person, in the endpoint's queue, which refuses nobody then."""
    hand_over(here, s.Enqueue(queue="", why=why, late_at=here.change.at + LATE_MS))
