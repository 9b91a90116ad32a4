"""Conversations: status, who is responsible, queue, priority, and who has read how far."""

from msgspec.structs import replace

from atiende.domain import facts as f
from atiende.domain.conversation import Conversation, Counter, Reader
from atiende.domain.interaction import OPEN_STATES, Interaction
from atiende.domain.matter import unanswered_since
from atiende.domain.message import Message
from atiende.store.projections.rows import Rows, log_only, need, on


def conversation_of(rows: Rows, fact: f.Fact, conversation: str) -> Conversation:
    return need(rows.get(Conversation, conversation), fact)


@on(f.ConversationOpened)
def opened(rows: Rows, logged: f.Logged, fact: f.ConversationOpened) -> None:
    rows.put(
        Conversation(
            id=fact.conversation,
            customer=fact.customer,
            brand=fact.brand,
            number=fact.number,
            status="new",
            kind=fact.kind,
            channel=fact.channel,
            queue=fact.queue,
            priority=fact.priority,
            opened_at=logged.at,
            touched_at=logged.at,
            language=fact.language,
            previous=fact.previous,
        )
    )
    rows.put(Counter(name="conversation", value=fact.number))


@on(f.ConversationReopened)
def reopened(rows: Rows, logged: f.Logged, fact: f.ConversationReopened) -> None:
    row = conversation_of(rows, fact, fact.conversation)
    rows.put(
        replace(
            row,
            status="open" if row.agent else "new",
            snoozed_until=None,
            resolved_at=None,
            closed_at=None,
            touched_at=logged.at,
        )
    )


@on(f.ConversationTaken)
def taken(rows: Rows, logged: f.Logged, fact: f.ConversationTaken) -> None:
    row = conversation_of(rows, fact, fact.conversation)
    raised = row.hand_raised_at if row.agent is not None else None  # nobody's asked for somebody: here he is
    rows.put(
        replace(row, status="open", agent=fact.agent, snoozed_until=None, hand_raised_at=raised, touched_at=logged.at)
    )


@on(f.ConversationReleased)
def released(rows: Rows, logged: f.Logged, fact: f.ConversationReleased) -> None:
    row = conversation_of(rows, fact, fact.conversation)
    rows.put(replace(row, agent=None, touched_at=logged.at))


@on(f.ConversationPended)
def pended(rows: Rows, logged: f.Logged, fact: f.ConversationPended) -> None:
    row = conversation_of(rows, fact, fact.conversation)
    rows.put(replace(row, status="pending", snoozed_until=None, touched_at=logged.at))


@on(f.ConversationSnoozed)
def snoozed(rows: Rows, logged: f.Logged, fact: f.ConversationSnoozed) -> None:
    row = conversation_of(rows, fact, fact.conversation)
    rows.put(replace(row, status="snoozed", snoozed_until=fact.until, touched_at=logged.at))


@on(f.ConversationWoken)
def woken(rows: Rows, logged: f.Logged, fact: f.ConversationWoken) -> None:
    row = conversation_of(rows, fact, fact.conversation)
    rows.put(replace(row, status="open", snoozed_until=None, touched_at=logged.at))


@on(f.ConversationResolved)
def resolved(rows: Rows, logged: f.Logged, fact: f.ConversationResolved) -> None:
    row = conversation_of(rows, fact, fact.conversation)
    rows.put(
        replace(
            row,
            status="resolved",
            disposition=fact.disposition,
            reason=fact.reason,
            resolved_at=logged.at,
            hand_raised_at=None,
            snoozed_until=None,
            waiting_since=None,
            answer_due=None,
            resolve_due=None,
            touched_at=logged.at,
        )
    )


@on(f.ConversationClosed)
def closed(rows: Rows, logged: f.Logged, fact: f.ConversationClosed) -> None:
    """It is not touched by this: it happens by itself, days after."""
    row = conversation_of(rows, fact, fact.conversation)
    rows.put(replace(row, status="closed", closed_at=logged.at))


@on(f.ConversationQueueChanged)
def queue_changed(rows: Rows, logged: f.Logged, fact: f.ConversationQueueChanged) -> None:
    row = conversation_of(rows, fact, fact.conversation)
    rows.put(replace(row, queue=fact.queue, touched_at=logged.at))


@on(f.PriorityChanged)
def priority_changed(rows: Rows, logged: f.Logged, fact: f.PriorityChanged) -> None:
    row = conversation_of(rows, fact, fact.conversation)
    rows.put(replace(row, priority=fact.priority, touched_at=logged.at))
    for one in rows.where(Interaction, {"conversation": fact.conversation}):
        if one.state in OPEN_STATES:  # or a missed offer would put it back with its old urgency
            rows.put(replace(one, priority=fact.priority))


@on(f.ReasonChanged)
def reason_changed(rows: Rows, logged: f.Logged, fact: f.ReasonChanged) -> None:
    row = conversation_of(rows, fact, fact.conversation)
    rows.put(replace(row, reason=fact.reason, touched_at=logged.at))


@on(f.KindChanged)
def kind_changed(rows: Rows, logged: f.Logged, fact: f.KindChanged) -> None:
    row = conversation_of(rows, fact, fact.conversation)
    rows.put(replace(row, kind=fact.kind, touched_at=logged.at))


@on(f.TagsChanged)
def tags_changed(rows: Rows, logged: f.Logged, fact: f.TagsChanged) -> None:
    rows.put(replace(conversation_of(rows, fact, fact.conversation), tags=fact.tags, touched_at=logged.at))


@on(f.TargetSet)
def target_set(rows: Rows, logged: f.Logged, fact: f.TargetSet) -> None:
    row = conversation_of(rows, fact, fact.conversation)
    rows.put(
        replace(
            row,
            policy=fact.policy,
            answer_due=fact.answer_due,
            resolve_due=fact.resolve_due,
            resolve_used=fact.resolve_used,
            resolve_since=fact.resolve_since,
        )
    )


@on(f.ConversationMerged)
def merged(rows: Rows, logged: f.Logged, fact: f.ConversationMerged) -> None:
    """What waited for an answer here waits for it there."""
    row = conversation_of(rows, fact, fact.conversation)
    rows.put(
        replace(
            row,
            status="closed",
            merged_into=fact.into,
            merged_was=fact.was,
            closed_at=logged.at,
            snoozed_until=None,
            waiting_since=None,
            answer_due=None,
            resolve_due=None,
            hand_raised_at=None,
            touched_at=logged.at,
        )
    )
    into = conversation_of(rows, fact, fact.into)
    waits = [each.waiting_since for each in (row, into) if each.waiting_since is not None]
    rows.put(replace(into, waiting_since=min(waits, default=None), touched_at=logged.at))


@on(f.ConversationUnmerged)
def unmerged(rows: Rows, logged: f.Logged, fact: f.ConversationUnmerged) -> None:
    """What nobody has answered meanwhile waits again where it was asked."""
    row, into = conversation_of(rows, fact, fact.conversation), conversation_of(rows, fact, fact.into)
    waits = into.waiting_since is not None
    own = _unanswered(rows, row.id) if waits and fact.status in ("new", "open") else None
    rows.put(
        replace(
            row,
            status=fact.status,
            merged_into=None,
            merged_was="",
            closed_at=logged.at if fact.status == "closed" else None,
            waiting_since=own,
            touched_at=logged.at,
        )
    )
    if waits:
        rows.put(replace(into, waiting_since=_unanswered(rows, into.id), touched_at=logged.at))


def _unanswered(rows: Rows, conversation: str, without: frozenset[str] = frozenset()) -> int | None:
    return unanswered_since(one for one in rows.where(Message, {"conversation": conversation}) if one.id not in without)


@on(f.ConversationSplit)
def split(rows: Rows, logged: f.Logged, fact: f.ConversationSplit) -> None:
    """The copies stand at the end, with their own times; what was waiting for an answer waits where it went."""
    row, source = conversation_of(rows, fact, fact.conversation), conversation_of(rows, fact, fact.source)
    last, last_in = row.last, row.last_in
    for original, copy in zip(fact.messages, fact.copies, strict=False):
        message = need(rows.get(Message, original), fact)
        last += 1
        last_in = last if message.direction == "in" else last_in
        rows.put(replace(message, id=copy, conversation=row.id, position=last, interaction=None, copied_from=original))
    waits = None
    if source.waiting_since is not None:
        left = _unanswered(rows, source.id, frozenset(fact.messages))
        if left != source.waiting_since:
            waits = source.waiting_since
            rows.put(replace(source, waiting_since=left, answer_due=None if left is None else source.answer_due))
    waiting = [each for each in (row.waiting_since, waits) if each is not None]
    rows.put(
        replace(
            row,
            last=last,
            last_in=last_in,
            waiting_since=min(waiting, default=None),
            split_from=fact.source if row.last == 0 else row.split_from,
            touched_at=logged.at,
        )
    )


@on(f.HandRaised)
def hand_raised(rows: Rows, logged: f.Logged, fact: f.HandRaised) -> None:
    rows.put(replace(conversation_of(rows, fact, fact.conversation), hand_raised_at=logged.at))


@on(f.HandLowered)
def hand_lowered(rows: Rows, logged: f.Logged, fact: f.HandLowered) -> None:
    rows.put(replace(conversation_of(rows, fact, fact.conversation), hand_raised_at=None))


log_only(f.FieldsChanged, f.ReplyHeld, f.ReplyRecalled, f.ReplyReleased)


@on(f.ConversationSeen)
def seen(rows: Rows, logged: f.Logged, fact: f.ConversationSeen) -> None:
    reader = rows.get(Reader, fact.conversation, fact.agent)
    if reader is None or fact.again or reader.position < fact.position:
        rows.put(Reader(conversation=fact.conversation, agent=fact.agent, position=fact.position))
    row = conversation_of(rows, fact, fact.conversation)
    if row.agent == fact.agent and (fact.again or row.seen < fact.position):
        rows.put(replace(row, seen=fact.position))
