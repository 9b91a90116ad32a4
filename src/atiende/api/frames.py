"""What a live frame shows of a fact: the shared part, made once however many sockets get it."""

from msgspec.structs import replace

from atiende.api.carrying import Workloads
from atiende.api.links import with_urls
from atiende.api.list_lines import Lines
from atiende.api.wire import ENCODER, NOTHING, Wrote, stamp, wire
from atiende.domain import facts as f
from atiende.domain.agent import Agent
from atiende.domain.facts import Logged
from atiende.domain.interaction import Interaction
from atiende.domain.message import Attached, Message, MessageContent
from atiende.domain.room import capacity_of, set_aside
from atiende.ports import views as v
from atiende.ports.desk import Desk

MESSAGE_FACTS = (
    f.MessageReceived, f.MessageWritten, f.NoteWritten, f.SendStarted, f.MessageSent, f.MessageDelivered,
    f.MessageRead, f.MessageFailed, f.MessageUnconfirmed, f.ResendOrdered,
)  # fmt: skip
PRESENCE_FACTS = (f.AgentStateChanged, f.AgentPhoneChanged, f.InteractionTaken, f.InteractionEnded)
"""Facts after which an agent's top bar shows something else: his state, or how much he carries."""


class Frames:
    """Builds the rows of frames for one tenant from what a commit wrote, asking the store only for what is missing."""

    def __init__(self, desk: Desk, views: v.Views, tenant: str) -> None:
        self._desk, self._views, self._tenant = desk, views, tenant
        self._read = desk.store.reading(tenant)
        self._workloads = Workloads(self._read)
        self.lines = Lines(desk, views, tenant)

    async def shared(self, logged: Logged, rows: Wrote) -> bytes:
        """The frame without its opening, `seq` and `prev`: those differ by reader."""
        shown: dict[str, object] = {}
        fact = logged.fact
        conversation = getattr(fact, "conversation", None)
        line = await self.lines.of(conversation, rows) if conversation is not None else None
        if line is not None:
            shown["conversation"] = wire(line)
        if isinstance(fact, MESSAGE_FACTS):
            entry = await self.entry(fact.message, line, rows)
            if entry is not None:
                shown["entry"] = wire(entry)
        if isinstance(fact, PRESENCE_FACTS) and fact.agent:
            shown["presence"] = await self.presence(fact.agent, rows)
        if isinstance(fact, f.InteractionOffered) and line is not None:
            shown["offer"] = wire(await self._offer(fact, logged.at, line, rows))
        if isinstance(fact, f.DocumentPublished | f.DocumentRetired) and fact.kind == "workload":
            self._workloads.forget()
        if isinstance(fact, f.DocumentPublished):  # everybody hears that it changed; who may read it asks for it
            fact = replace(fact, body="")
        body = ENCODER.encode({"at": stamp(logged.at), "actor": logged.actor, "fact": fact, "rows": shown})
        return body[1:]

    async def entry(self, message_id: str, line: v.ConversationRow | None, rows: Wrote) -> v.MessageEntry | None:
        """A message as the timeline shows it."""
        message, content = rows.get(Message, message_id), rows.get(MessageContent, message_id)
        if message is None or content is None:
            found = await self._views.timeline.entry(self._tenant, message_id)
            return self._linked(found) if found else None
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
            attachments=[_file(one) for one in content.attachments],
            reason=message.reason,
            automatic=message.automatic,
            raw=bool(content.raw),
            client_id=content.client_id,
            only_for=message.only_for,
            copied_from=message.copied_from,
            why=message.why,
            choices=content.choices,
            choice=content.choice,
            source=content.source,
        )
        return self._linked(made)

    async def presence(self, agent_id: str, rows: Wrote = NOTHING) -> dict[str, object] | None:
        """An agent's state as his own top bar shows it."""
        agent = rows.get(Agent, agent_id) or await self._read.get(Agent, agent_id)
        if agent is None:
            return None
        channels = {*self._desk.channels, *agent.ability.capacity}
        loads = await self._workloads.of(agent.ability)
        return {
            "agent": agent.id,
            "state": agent.state,
            "reason": agent.reason,
            "since": stamp(agent.since),
            "next_state": agent.next_state,
            "next_reason": agent.next_reason,
            "load": agent.load,
            "capacity": {name: capacity_of(agent.ability, name, loads) for name in sorted(channels)},
            "aside": set_aside(loads, agent.load),
            "phone": agent.phone,
        }

    async def _offer(self, fact: f.InteractionOffered, at: int, line: v.ConversationRow, rows: Wrote) -> v.OfferRow:
        work = rows.get(Interaction, fact.interaction) or await self._read.get(Interaction, fact.interaction)
        return v.OfferRow(
            id=fact.offer,
            interaction=fact.interaction,
            conversation=fact.conversation,
            agent=fact.agent,
            queue=fact.queue,
            channel=fact.channel,
            made_at=at,
            expires_at=fact.expires_at,
            waited_ms=max(0, at - work.since) if work else 0,
            customer=line.customer,
            subject=line.subject,
            last_line=line.last_line,
            priority=line.priority,
            reason=line.reason,
        )

    async def _author(self, message: Message, line: v.ConversationRow | None) -> v.Who:
        if message.direction == "in":
            customer = line.customer if line else v.CustomerBrief(id="", name="", organization="")
            return v.Who(type="customer", id=customer.id, name=customer.name)
        if message.author == "system":
            return v.Who(type="system", id="system", name="")
        return v.Who(type="agent", id=message.author, name=await self.lines.name_of(message.author))

    def _linked(self, entry: v.MessageEntry) -> v.MessageEntry:
        linked = with_urls(self._desk, self._tenant, entry)
        assert isinstance(linked, v.MessageEntry)  # the same entry, with links
        return linked


def _file(one: Attached) -> v.FileShown:
    return v.FileShown(
        id=one.id,
        name=one.name,
        content_type=one.content_type,
        size=one.size,
        inline=one.inline,
        content_id=one.content_id,
    )
