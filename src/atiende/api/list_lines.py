"""List lines of conversations kept up from what commits wrote; the store is asked only about strangers."""

from collections import OrderedDict

from msgspec.structs import replace

from atiende.api.wire import Wrote
from atiende.domain.conversation import Conversation
from atiende.domain.customer import CustomerDetails
from atiende.domain.documents import Document, Queue, read
from atiende.domain.interaction import OPEN_STATES
from atiende.domain.message import MessageContent
from atiende.domain.work import User
from atiende.ports import views as v
from atiende.ports.desk import Desk

REMEMBERED = 20_000
"""Conversations whose line is kept."""
LINE, SUBJECT = 140, 300
ALL = v.Sight(agent="", queues=None, brands=None)


class Lines:
    """One tenant's, on this node."""

    def __init__(self, desk: Desk, views: v.Views, tenant: str) -> None:
        self._views, self._tenant = views, tenant
        self._read = desk.store.reading(tenant)
        self._kept: OrderedDict[str, v.ConversationRow] = OrderedDict()
        self._names: dict[str, str] = {}
        self._within: dict[str, int] = {}

    def forget(self) -> None:
        """Names or queues changed: everything is read anew."""
        self._kept.clear()
        self._names.clear()
        self._within.clear()

    def drop(self, conversation: str) -> None:
        """What a line shows of the customer changed."""
        self._kept.pop(conversation, None)

    async def of(self, conversation: str, rows: Wrote) -> v.ConversationRow | None:
        """The line as of this commit."""
        now = rows.get(Conversation, conversation)
        before = self._kept.get(conversation)
        if now is not None and before is None:
            before = self._first(now, rows)
        if before is not None and rows and now is None:
            # The commit left the conversation as it was; only who has it in hand may have changed.
            return self._keep(replace(before, interaction=_in_hand(before, conversation, rows)))
        if before is None or now is None:
            found = await self._views.conversations.rows(self._tenant, ALL, [conversation])
            return self._keep(found[0]) if found else None
        return self._keep(await self._renewed(before, now, rows))

    async def begin(self, conversation: str, rows: Wrote) -> None:
        """Remembers the line of a conversation that this commit opened: whoever is offered it asks next."""
        now = rows.get(Conversation, conversation)
        if now is not None and conversation not in self._kept and (first := self._first(now, rows)) is not None:
            self._keep(await self._renewed(first, now, rows))

    async def name_of(self, user: str) -> str:
        """A colleague's name."""
        known = self._names.get(user)
        if known is None:
            found = await self._read.get(User, user)
            known = self._names[user] = found.name if found else ""
        return known

    def _first(self, now: Conversation, rows: Wrote) -> v.ConversationRow | None:
        """The line of a conversation that this very commit opened for a customer it made."""
        details = rows.get(CustomerDetails, now.customer)
        if now.last != 1 or details is None:
            return None
        return v.ConversationRow(
            id=now.id, number=now.number, status=now.status, kind=now.kind, channel=now.channel, queue=now.queue,
            brand=now.brand, priority=now.priority, reason=now.reason, language=now.language, agent=None,
            customer=v.CustomerBrief(id=now.customer, name=details.name, organization=details.organization),
            subject="", last_line="", last_author="customer", opened_at=now.opened_at, touched_at=now.touched_at,
            waiting_since=None, due_at=None, snoozed_until=None, unread=True, last=now.last, interaction=None,
        )  # fmt: skip

    async def _renewed(self, before: v.ConversationRow, now: Conversation, rows: Wrote) -> v.ConversationRow:
        agent = v.Named(id=now.agent, name=await self.name_of(now.agent)) if now.agent else None
        text, author, subject = _newest(before, now, rows)
        return replace(
            before,
            status=now.status,
            queue=now.queue,
            priority=now.priority,
            reason=now.reason,
            touched_at=now.touched_at,
            waiting_since=now.waiting_since,
            snoozed_until=now.snoozed_until,
            last=now.last,
            unread=now.last_in > now.seen,
            agent=agent,
            due_at=await self._due(now),
            kind=now.kind,
            tags=now.tags,
            policy=now.policy,
            resolve_due=now.resolve_due,
            hand_raised_at=now.hand_raised_at,
            last_line=text,
            last_author=author,
            subject=subject,
            interaction=_in_hand(before, now.id, rows),
        )

    async def _due(self, now: Conversation) -> int | None:
        if now.waiting_since is None or now.answer_due is not None or now.policy:
            return now.answer_due if now.waiting_since is not None else None
        within = self._within.get(now.queue)
        if within is None:
            found = await self._read.get(Document, "queue", now.queue)
            body = read("queue", found.body) if found else None
            within = self._within[now.queue] = body.answer_within_seconds if isinstance(body, Queue) else 0
        return now.waiting_since + within * 1000 if within else None

    def _keep(self, line: v.ConversationRow) -> v.ConversationRow:
        self._kept[line.id] = line
        self._kept.move_to_end(line.id)
        if len(self._kept) > REMEMBERED:
            self._kept.popitem(last=False)
        return line


def _newest(before: v.ConversationRow, now: Conversation, rows: Wrote) -> tuple[str, str, str]:
    """Text, author and subject after this commit: those of its newest message, if it brought one."""
    newest = rows.newest(now.id)
    if newest is not None and newest.only_for is not None:  # for one pair of eyes: not for lists
        return before.last_line, before.last_author, before.subject
    content = rows.get(MessageContent, newest.id) if newest else None
    if newest is None or newest.position < before.last or content is None:
        return before.last_line, before.last_author, before.subject
    author = "customer" if newest.direction == "in" else "system" if newest.author == "system" else "agent"
    first_subject = content.subject[:SUBJECT] if newest.position == 1 else before.subject
    return " ".join(content.text[:LINE].split()), author, first_subject


def _in_hand(before: v.ConversationRow, conversation: str, rows: Wrote) -> v.InteractionBrief | None:
    found = before.interaction
    for row in rows.work(conversation):
        if row.state in OPEN_STATES:
            found = v.InteractionBrief(id=row.id, state=row.state, channel=row.channel)
        elif found is not None and found.id == row.id:
            found = None
    return found
