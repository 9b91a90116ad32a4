"""Clocks of conversations, kept within the change that moves them: whatever is done, its targets are right after it."""

from collections.abc import Mapping, Sequence

from atiende.actions import settings_of
from atiende.actions.persons import conversations_of, is_vip
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.conversation import ACTIVE, Conversation
from atiende.domain.desk_documents import Sla
from atiende.domain.targets import Clocks, Targets, clocks, policy_for, promised
from atiende.domain.work import Timer
from atiende.ports.channel import Channel
from atiende.ports.desk import Desk
from atiende.ports.store import Change

MOVES = (
    f.ConversationOpened, f.ConversationReopened, f.ConversationPended, f.ConversationSnoozed, f.ConversationWoken,
    f.ConversationTaken, f.ConversationResolved, f.ConversationQueueChanged, f.ConversationMerged,
    f.ConversationUnmerged, f.ConversationSplit, f.KindChanged, f.MessageReceived, f.MessageWritten,
    f.HandedOver,
)  # fmt: skip
"""What may move the clocks of the conversation it speaks of."""
RULES = ("sla", "queue", "hours", "brand")
"""Documents the clocks follow from."""
TIMER = "targets"
AT_ONCE = 200
MOST = 50_000
"""Conversations of one queue and status that a new policy reaches; the others get it with their next step."""


def settle(channels: Mapping[str, Channel], change: Change, logged: Sequence[f.Logged]) -> None:
    """What follows for the clocks from what this change recorded."""
    for conversation in _moved(change, logged):
        _set(channels, change, conversation)
    published = (f.DocumentPublished, f.DocumentRetired)
    if any(isinstance(one.fact, published) and one.fact.kind in RULES for one in logged):
        change.put(Timer(kind=TIMER, key=TIMER, due=change.at))


async def settle_all(desk: Desk, tenant: str, key: str) -> None:
    """The rules changed: every conversation in work gets the clocks they give, some at a time."""
    reading = desk.store.reading(tenant)
    for queue in await reading.where(docs.Document, {"kind": "queue"}):
        for status in ACTIVE:
            found = await reading.where(Conversation, {"queue": queue.slug, "status": status}, limit=MOST)
            for start in range(0, len(found), AT_ONCE):
                await _settle_some(desk, tenant, [one.id for one in found[start : start + AT_ONCE]])

    await desk.store.change(tenant, lambda change: change.drop(Timer, TIMER, key), at=desk.clock.now())


async def _settle_some(desk: Desk, tenant: str, ids: Sequence[str]) -> None:
    def decide(change: Change) -> None:
        for one in ids:
            _set(desk.channels, change, one)

    await desk.store.change(tenant, decide, at=desk.clock.now(), reads=[(Conversation, (one,)) for one in ids])


def _moved(change: Change, logged: Sequence[f.Logged]) -> list[str]:
    found: dict[str, None] = {}
    for one in logged:
        fact = one.fact
        if isinstance(fact, f.CustomerVipChanged | f.CustomersLinked | f.CustomersUnlinked):
            of_person = conversations_of(change, fact.customer)
            if isinstance(fact, f.CustomersUnlinked):
                of_person += conversations_of(change, fact.into)
            found |= dict.fromkeys(each.id for each in of_person if each.status in ACTIVE)
        elif isinstance(fact, MOVES):
            found[fact.conversation] = None
            if isinstance(fact, f.ConversationMerged | f.ConversationUnmerged):
                found[fact.into] = None
    return list(found)


def _set(channels: Mapping[str, Channel], change: Change, conversation_id: str) -> None:
    found = change.get(Conversation, conversation_id)
    if found is None:
        return
    wanted = clocks(found, _targets(channels, change, found), change.at)
    stands = Clocks(
        policy=found.policy,
        answer_due=found.answer_due,
        resolve_due=found.resolve_due,
        resolve_used=found.resolve_used,
        resolve_since=found.resolve_since,
    )
    if wanted != stands:
        change.record(
            f.TargetSet(
                conversation=found.id,
                policy=wanted.policy,
                answer_due=wanted.answer_due,
                resolve_due=wanted.resolve_due,
                resolve_used=wanted.resolve_used,
                resolve_since=wanted.resolve_since,
            ),
            actor="system",
        )


def _targets(channels: Mapping[str, Channel], change: Change, conversation: Conversation) -> Targets:
    queue = settings_of.rules_of(change, conversation.queue)
    policies = _policies(change)
    vip = bool(policies) and is_vip(change, conversation.customer)
    found = policy_for(conversation, vip, policies)
    if found is not None:
        slug, sla = found
        return promised(slug, sla, _hours(change, sla, queue))
    ms = queue.answer_within_seconds * 1000
    live = conversation.channel in channels and channels[conversation.channel].traits.session
    hours = None if live else settings_of.hours_of(change, queue)
    return Targets(first_ms=ms, next_ms=ms, hours=hours)


def _hours(change: Change, sla: Sla, queue: docs.Queue) -> docs.Hours | None:
    body = settings_of.document(change, "hours", sla.hours) if sla.hours else None
    return body if isinstance(body, docs.Hours) else settings_of.hours_of(change, queue)


def _policies(change: Change) -> list[tuple[str, Sla]]:
    rows = change.where(docs.Document, {"kind": "sla"})
    bodies = [(row.slug, docs.read("sla", row.body)) for row in rows if not row.retired]
    return [(slug, body) for slug, body in bodies if isinstance(body, Sla)]
