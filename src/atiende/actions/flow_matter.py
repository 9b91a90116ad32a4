"""What a flow changes of a conversation and its customer: marks, fields, a note, or a matter of its own."""

from collections.abc import Callable

import structlog
from msgspec.structs import replace

from atiende.actions import custom_fields, labels, settings_of
from atiende.actions.authors import SYSTEM, actor_of
from atiende.actions.conversations import conversation_of
from atiende.actions.queueing import Target, fresh
from atiende.actions.replies import Note, add_note
from atiende.domain import facts as f
from atiende.domain.conversation import Conversation
from atiende.domain.customer import Customer, CustomerDetails
from atiende.domain.desk_documents import CustomField
from atiende.domain.errors import Refusal
from atiende.domain.interaction import Interaction
from atiende.domain.work import Changed
from atiende.flows import state as s
from atiende.ports.desk import Desk
from atiende.ports.store import Change

log = structlog.get_logger()


def alter(
    desk: Desk, change: Change, conversation: Conversation, work: Interaction, wanted: s.Change, author: str = SYSTEM
) -> tuple[str, ...]:
    """What the configuration does not know (any more) is passed over and said in the log; the rest is done.

    Answers the codes of what was refused. `author`: whose doing it is, an agent's whom a script leads or the centre's.
    """
    of_it = _opened(desk, change, (conversation, work), wanted, author) if wanted.open else conversation

    def now() -> Conversation:
        return conversation_of(change, of_it.id)

    steps: list[Callable[[], None]] = [
        lambda: labels.mark_tags(change, now(), author, wanted.tag, wanted.untag),
        lambda: _fill(change, now(), wanted, author),
    ]
    if wanted.kind:
        steps.append(lambda: labels.mark_kind(change, now(), author, wanted.kind))
    if wanted.reason and not wanted.open:
        steps.append(lambda: _mark_reason(change, now(), wanted.reason, author))
    if wanted.priority is not None and not wanted.open:
        steps.append(lambda: _mark_priority(change, now(), wanted.priority or 3, author))
    if wanted.note.strip():
        message = desk.ids.new("msg")
        note = Note(client_id=message, text=wanted.note.strip())
        steps.append(lambda: _note(change, now(), note, (author, message)))
    refused: list[str] = []
    for step in steps:
        try:
            step()
        except Refusal as refusal:
            refused.append(refusal.code)
            log.warning("flow could not alter", conversation=of_it.id, code=refusal.code)
    return tuple(refused)


def _note(change: Change, conversation: Conversation, note: Note, of: tuple[str, str]) -> None:
    author, message = of
    add_note(change, conversation, author, note, message)


def _mark_reason(change: Change, conversation: Conversation, reason: str, author: str) -> None:
    if reason != conversation.reason and settings_of.document(change, "reason", reason) is not None:
        change.record(f.ReasonChanged(conversation=conversation.id, reason=reason), actor=actor_of(author))


def _mark_priority(change: Change, conversation: Conversation, priority: int, author: str) -> None:
    if priority != conversation.priority:
        change.record(f.PriorityChanged(conversation=conversation.id, priority=priority), actor=actor_of(author))


def _fill(change: Change, conversation: Conversation, wanted: s.Change, author: str) -> None:
    """Each field where it belongs, by its document; one without a document is the conversation's."""
    mine: dict[str, str] = {}
    his: dict[str, str] = {}
    for slug, value in wanted.fields.items():
        body = settings_of.document(change, "field", slug)
        of_customer = isinstance(body, CustomField) and body.of == "customer"
        (his if of_customer else mine)[slug] = _written(value)
    if mine:
        labels.fill_fields(change, conversation, author, mine)
    if his:
        _fill_customer(change, conversation.customer, his, author)


def _fill_customer(change: Change, customer: str, given: dict[str, str], author: str) -> None:
    row = change.get(Customer, customer)
    if row is None:
        return
    before = change.get(CustomerDetails, customer) or CustomerDetails(id=customer)
    merged = custom_fields.checked(change, "customer", row.brand, before.fields, given)
    altered = sorted(slug for slug in {*merged, *before.fields} if merged.get(slug) != before.fields.get(slug))
    if not altered:
        return
    names = tuple(f"fields.{slug}" for slug in altered)
    seq = change.record(f.CustomerEdited(customer=customer, fields=names), actor=actor_of(author))
    for slug in altered:
        old, new = before.fields.get(slug, ""), merged.get(slug, "")
        change.put(Changed(seq=seq, subject=customer, field=f"fields.{slug}", old=old, new=new))
    change.put(replace(before, fields=merged))


def _written(value: s.Value) -> str:
    """As custom fields are kept."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _opened(
    desk: Desk, change: Change, at: tuple[Conversation, Interaction], wanted: s.Change, author: str
) -> Conversation:
    """A matter of its own, which waits in its queue; the one at hand goes on."""
    source, work = at
    known = settings_of.document(change, "queue", wanted.queue) is not None
    slug = wanted.queue if known else source.queue
    rules = settings_of.rules_of(change, slug)
    opened = f.ConversationOpened(
        conversation=desk.ids.new("cnv"),
        customer=source.customer,
        brand=source.brand,
        channel=source.channel,
        number=change.number("conversation"),
        queue=slug,
        language=source.language,
        priority=wanted.priority or rules.priority,
        previous=source.id,
    )
    change.record(opened, actor=actor_of(author))
    if wanted.reason and settings_of.document(change, "reason", wanted.reason) is not None:
        change.record(f.ReasonChanged(conversation=opened.conversation, reason=wanted.reason), actor=actor_of(author))
    made = conversation_of(change, opened.conversation)
    queued = fresh(desk, change, made, Target(queue=slug), "new")
    change.record(replace(queued, channel=work.channel, endpoint=work.endpoint), actor=actor_of(author))
    return conversation_of(change, made.id)
