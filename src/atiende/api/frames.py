"""What a live frame shows of a fact: the shared part, made once however many sockets get it."""

from collections import OrderedDict
from collections.abc import Mapping
from datetime import UTC, datetime

import msgspec

from atiende.api.links import with_urls
from atiende.domain import facts as f
from atiende.domain.agent import Agent, capacity_of
from atiende.domain.conversation import Conversation
from atiende.domain.facts import Logged
from atiende.domain.interaction import Interaction
from atiende.domain.message import Message, MessageContent
from atiende.domain.row import Row
from atiende.domain.work import User
from atiende.ports import views as v
from atiende.ports.desk import Desk
from atiende.ports.store import Key

ENCODER = msgspec.json.Encoder()
Rows = Mapping[tuple[type[Row], Key], Row]
"""Records of a commit that the process still has."""
EXTRAS = 20_000
"""Conversations whose list line is remembered."""
LINE = 140
ALL = v.Sight(agent="", queues=None, brands=None)
MESSAGE_FACTS = (
    f.MessageReceived, f.MessageWritten, f.NoteWritten, f.SendStarted, f.MessageSent, f.MessageDelivered,
    f.MessageRead, f.MessageFailed, f.MessageUnconfirmed, f.ResendOrdered,
)  # fmt: skip


class Frames:
    """Builds the rows of frames for one tenant from what a commit wrote, asking the store only for what is missing."""

    def __init__(self, desk: Desk, views: v.Views, tenant: str) -> None:
        self._desk, self._views, self._tenant = desk, views, tenant
        self._read = desk.store.reading(tenant)
        self._lines: OrderedDict[str, v.ConversationRow] = OrderedDict()

    async def shared(self, logged: Logged, rows: Rows) -> bytes:
        """The frame without its opening, `seq` and `prev`: those differ by reader."""
        shown: dict[str, object] = {}
        fact = logged.fact
        conversation = getattr(fact, "conversation", None)
        if conversation is not None:
            row = await self.row(conversation, rows)
            if row is not None:
                shown["conversation"] = wire(row)
        if isinstance(fact, MESSAGE_FACTS):
            entry = await self.entry(fact.message, rows)
            if entry is not None:
                shown["entry"] = wire(entry)
        if isinstance(fact, f.AgentStateChanged):
            shown["presence"] = await self.presence(fact.agent)
        if isinstance(fact, f.InteractionOffered):
            shown["offer"] = await self._offer(fact)
        body = ENCODER.encode(
            {"at": stamp(logged.at), "actor": logged.actor, "fact": fact, "rows": shown},
        )
        return body[1:]

    async def row(self, conversation: str, rows: Rows) -> v.ConversationRow | None:
        """A conversation's list line as of this commit."""
        known = self._lines.get(conversation)
        fresh = rows.get((Conversation, (conversation,)))
        if known is None or not isinstance(fresh, Conversation):
            found = await self._views.conversations.rows(self._tenant, ALL, [conversation])
            if not found:
                return None
            return self._remember(found[0])
        changes: dict[str, object] = {
            name: getattr(fresh, name)
            for name in (
                "status", "queue", "priority", "reason", "touched_at", "waiting_since", "snoozed_until", "last",
            )
        }  # fmt: skip
        changes["unread"] = fresh.last_in > fresh.seen
        changes["agent"] = await self._agent(fresh.agent)
        changes |= _last_line(conversation, rows)
        changes |= _interaction(conversation, rows)
        if known.waiting_since != fresh.waiting_since:
            changes["due_at"] = await self._due(fresh)
        return self._remember(msgspec.structs.replace(known, **changes))

    def forget_names(self) -> None:
        """Names may have changed: lines are read anew."""
        self._lines.clear()

    async def entry(self, message_id: str, rows: Rows) -> v.MessageEntry | None:
        """A message as the timeline shows it."""
        message, content = rows.get((Message, (message_id,))), rows.get((MessageContent, (message_id,)))
        if not isinstance(message, Message) or not isinstance(content, MessageContent):
            found = await self._views.timeline.entry(self._tenant, message_id)
            return self._linked(found) if found else None
        line = await self.row(message.conversation, rows)
        made = v.MessageEntry(
            id=message.id,
            conversation=message.conversation,
            number=line.number if line else 0,
            position=message.position,
            direction=message.direction,
            status=message.status,
            author=await self._author(message, line),
            channel=message.channel,
            endpoint=message.endpoint,
            at=message.at,
            text=content.text,
            hidden=content.hidden,
            html=content.html,
            has_remote_images=content.remote_images > 0,
            subject=content.subject,
            to=content.to,
            cc=content.cc,
            attachments=[
                v.FileShown(
                    id=one.id,
                    name=one.name,
                    content_type=one.content_type,
                    size=one.size,
                    inline=one.inline,
                    content_id=one.content_id,
                )
                for one in content.attachments
            ],
            reason=message.reason,
            automatic=message.automatic,
            raw=bool(content.raw),
            client_id=content.client_id,
        )
        return self._linked(made)

    def _linked(self, entry: v.MessageEntry) -> v.MessageEntry:
        linked = with_urls(self._desk, self._tenant, entry)
        assert isinstance(linked, v.MessageEntry)  # the same entry, with links
        return linked

    async def presence(self, agent_id: str) -> dict[str, object] | None:
        """An agent's state as his own top bar shows it."""
        agent = await self._read.get(Agent, agent_id)
        if agent is None:
            return None
        channels = {*self._desk.channels, *agent.ability.capacity}
        return {
            "agent": agent.id,
            "state": agent.state,
            "reason": agent.reason,
            "since": stamp(agent.since),
            "next_state": agent.next_state,
            "next_reason": agent.next_reason,
            "load": agent.load,
            "capacity": {name: capacity_of(agent.ability, name) for name in sorted(channels)},
        }

    async def _offer(self, fact: f.InteractionOffered) -> object:
        for offer in await self._views.conversations.offers(self._tenant, fact.agent, self._desk.clock.now()):
            if offer.id == fact.offer:
                return wire(offer)
        return None

    async def _author(self, message: Message, line: v.ConversationRow | None) -> v.Who:
        if message.direction == "in":
            return v.Who(type="customer", id=line.customer.id if line else "", name=line.customer.name if line else "")
        if message.author == "system":
            return v.Who(type="system", id="system", name="")
        user = await self._read.get(User, message.author)
        return v.Who(type="agent", id=message.author, name=user.name if user else "")

    async def _agent(self, agent: str | None) -> v.Named | None:
        if agent is None:
            return None
        user = await self._read.get(User, agent)
        return v.Named(id=agent, name=user.name if user else "")

    async def _due(self, conversation: Conversation) -> int | None:
        found = await self._views.conversations.rows(self._tenant, ALL, [conversation.id])
        return found[0].due_at if found else None

    def _remember(self, row: v.ConversationRow) -> v.ConversationRow:
        self._lines[row.id] = row
        self._lines.move_to_end(row.id)
        if len(self._lines) > EXTRAS:
            self._lines.popitem(last=False)
        return row


def _last_line(conversation: str, rows: Rows) -> dict[str, object]:
    """The newest message of this commit, as the line shows it."""
    found = [row for row in rows.values() if isinstance(row, Message) and row.conversation == conversation]
    if not found:
        return {}
    newest = max(found, key=lambda one: one.position)
    content = rows.get((MessageContent, (newest.id,)))
    if not isinstance(content, MessageContent):
        return {}
    author = {"in": "customer", "out": "agent", "note": "agent"}[newest.direction]
    changes: dict[str, object] = {
        "last_line": " ".join(content.text.split())[:LINE],
        "last_author": "system" if newest.author == "system" else author,
    }
    if content.subject:
        changes["subject"] = content.subject
    return changes


def _interaction(conversation: str, rows: Rows) -> dict[str, object]:
    for row in rows.values():
        if isinstance(row, Interaction) and row.conversation == conversation:
            return {"interaction": v.InteractionBrief(id=row.id, state=row.state, channel=row.channel)}
    return {}


TIMES = frozenset(
    ("at", "opened_at", "touched_at", "waiting_since", "due_at", "snoozed_until", "made_at", "expires_at", "since",
     "seen_at", "last_at", "first_taken_at", "ended_at")
)  # fmt: skip
"""Fields that are moments: RFC 3339 on the wire."""


def stamp(moment: int) -> str:
    """Milliseconds UTC as RFC 3339."""
    return datetime.fromtimestamp(moment / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def wire(record: msgspec.Struct) -> dict[str, object]:
    """A view's record as JSON shows it: moments as RFC 3339, nested records alike."""
    shown: dict[str, object] = {}
    for name in record.__struct_fields__:
        value = getattr(record, name)
        if name in TIMES and isinstance(value, int):
            shown[name] = stamp(value)
        elif isinstance(value, msgspec.Struct):
            shown[name] = wire(value)
        elif isinstance(value, list | tuple) and value and isinstance(value[0], msgspec.Struct):
            shown[name] = [wire(one) for one in value]
        else:
            shown[name] = value
    return shown
