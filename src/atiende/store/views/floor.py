"""What is going on now: queues, agents and waiting work, for the supervisor's board."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
import sqlalchemy as sa
from msgspec.structs import replace

from atiende.domain.agent import Agent
from atiende.domain.conversation import Conversation
from atiende.domain.documents import Endpoint, Queue
from atiende.domain.facts import Ability, InteractionQueued
from atiende.domain.interaction import Interaction
from atiende.domain.message import Message, MessageContent
from atiende.domain.queue import QueueState
from atiende.domain.room import Loads, capacity_of, in_force
from atiende.domain.work import User
from atiende.ports.board import AgentNow, Board, Handled, HandUp, QueueNow, alerts_of
from atiende.ports.views import AgentBrief, CustomerBrief, Sight, Waiting
from atiende.routing.order import USUAL, ruling_of
from atiende.store.views.asking import Asking, Found, configured, table
from atiende.store.views.person import known_as
from atiende.store.views.seeing import by_place

WAITS = ("queued", "offered")
HANDLED = ("handling", "wrap_up")
MOST_WAITING = 500
MOST_HANDS = 100
OF_WORK = (
    "id", "conversation", "customer", "queue", "channel", "state", "priority", "since", "vip", "step", "entered", "due",
)  # fmt: skip
_ability = msgspec.json.Decoder(Ability).decode
_load = msgspec.json.Decoder(dict[str, int]).decode


class Worker(msgspec.Struct, frozen=True, kw_only=True):
    """An agent's row, decoded."""

    id: str
    name: str
    state: str
    reason: str
    since: int
    load: dict[str, int]
    ability: Ability

    def serves(self, queue: Queue) -> bool:
        """By brand and team; skills are the floor's business."""
        brands = self.ability.brands
        if brands and queue.brand not in brands:
            return False
        return not queue.teams or bool(set(queue.teams) & set(self.ability.teams))


class SqlFloor:
    """See `ports.views.Floor`."""

    def __init__(self, ask: Asking) -> None:
        self._ask = ask

    async def board(self, tenant: str, sight: Sight, now: int) -> Board:
        found = await configured(self._ask, tenant, ["queue", "endpoint", "workload"])
        live = {slug: body for slug, body in found.queues().items() if ("queue", slug) in found.live}
        queues = {slug: body for slug, body in live.items() if _in_sight(sight, slug, body.brand)}
        workers = await self._workers(tenant)
        groups = await self._groups(tenant, now)
        states = await self._states(tenant)
        channels = _channels(found.endpoints())
        handling, loads = await self._handling(tenant), found.loads()
        hands = await self._hands(tenant, sight)
        return Board(
            at=now,
            hands=hands,
            queues=[
                replace(
                    _queue_now(slug, body, groups, workers, now),
                    **states.get(slug, {}),
                    channels=channels.get(slug, ()),
                )
                for slug, body in sorted(queues.items())
            ],
            agents=[
                _agent_now(one, in_force(one.ability, loads), handling.get(one.id, []))
                for one in workers
                if _concerns(one, sight, queues)
            ],
        )

    async def _workers(self, tenant: str) -> list[Worker]:
        agent, user = table(Agent), table(User)
        a = agent.c
        select = (
            sa.select(a.id, user.c.name, a.state, a.reason, a.since, a.load, a.ability)
            .select_from(agent.join(user, sa.and_(user.c.tenant == a.tenant, user.c.id == a.id)))
            .where(a.tenant == tenant, user.c.active.is_(True))
            .order_by(user.c.name, a.id)
        )
        found = [
            Worker(**{**row, "load": _load(row["load"]), "ability": _ability(row["ability"])})
            for row in await self._ask.rows(select, tenant)
        ]
        return [one for one in found if one.ability.active]

    async def _states(self, tenant: str) -> dict[str, dict[str, Any]]:
        """What queues were switched to, and since when."""
        q = table(QueueState).c
        select = sa.select(q.queue, q.state, q.at).where(q.tenant == tenant)
        return {
            row["queue"]: {"state": row["state"], "state_since": row["at"]}
            for row in await self._ask.rows(select, tenant)
        }

    async def _groups(self, tenant: str, now: int) -> list[Found]:
        """Open work counted by queue, channel and state."""
        i = table(Interaction).c
        late = sa.and_(i.due.is_not(None), i.due < now)
        select = (
            sa.select(
                i.queue,
                i.channel,
                i.state,
                sa.func.count().label("count"),
                sa.func.min(i.since).label("oldest"),
                sa.func.sum(sa.case((late, 1), else_=0)).label("overdue"),
                sa.func.min(sa.case((i.due >= now, i.due), else_=None)).label("next_due"),
            )
            .where(i.tenant == tenant, i.state.in_((*WAITS, *HANDLED)))
            .group_by(i.queue, i.channel, i.state)
        )
        return await self._ask.rows(select, tenant)

    async def _handling(self, tenant: str) -> dict[str, list[Handled]]:
        i = table(Interaction).c
        name = known_as(tenant, i.customer).label("name")
        select = (
            sa.select(i.id, i.conversation, i.channel, i.agent, i.first_taken_at, i.since, name)
            .where(i.tenant == tenant, i.state.in_(HANDLED), i.agent.is_not(None))
            .order_by(i.id)
        )
        found: dict[str, list[Handled]] = {}
        for row in await self._ask.rows(select, tenant):
            found.setdefault(row["agent"], []).append(
                Handled(
                    interaction=row["id"],
                    conversation=row["conversation"],
                    channel=row["channel"],
                    customer=row["name"] or "",
                    since=row["first_taken_at"] or row["since"],
                )
            )
        return found

    async def _hands(self, tenant: str, sight: Sight) -> list[HandUp]:
        """Who asks for help, the longest first."""
        conversation, user = table(Conversation), table(User)
        c, u = conversation.c, user.c
        name, raised = known_as(tenant, c.customer).label("name"), c.hand_raised_at.label("since")
        select = (
            sa.select(c.id, c.number, c.agent, u.name.label("agent_name"), name, c.channel, c.queue, raised)
            .select_from(conversation.outerjoin(user, sa.and_(u.tenant == c.tenant, u.id == c.agent)))
            .where(c.tenant == tenant, c.hand_raised_at > 0, *by_place(c, sight))
            .order_by(c.hand_raised_at, c.id)
            .limit(MOST_HANDS)
        )
        return [
            HandUp(
                conversation=row["id"],
                number=row["number"],
                agent=row["agent"] or "",
                agent_name=row["agent_name"] or "",
                customer=row["name"] or "",
                channel=row["channel"],
                queue=row["queue"],
                since=row["since"],
            )
            for row in await self._ask.rows(select, tenant)
        ]

    async def waiting(self, tenant: str, sight: Sight, queue: str | None, now: int) -> Sequence[Waiting]:
        queues = (await configured(self._ask, tenant, ["queue"])).queues()
        rows = await self._ask.rows(_waiting(tenant, sight, queue), tenant)
        rows.sort(key=lambda row: (row["queue"], _rank(row, queues), row["id"]))
        places: dict[str, int] = {}
        found = []
        for row in rows:
            places[row["queue"]] = places.get(row["queue"], 0) + 1
            found.append(_waiting_row(row, places[row["queue"]], now))
        return found

    async def agents(self, tenant: str) -> Sequence[AgentBrief]:
        return [AgentBrief(id=one.id, name=one.name, state=one.state) for one in await self._workers(tenant)]


def _waiting(tenant: str, sight: Sight, queue: str | None) -> sa.Select[Any]:
    interaction, conversation, message, content = (
        table(row) for row in (Interaction, Conversation, Message, MessageContent)
    )
    i, c, m = interaction.c, conversation.c, message.c
    joined = (
        interaction.join(conversation, sa.and_(c.tenant == i.tenant, c.id == i.conversation))
        .outerjoin(message, sa.and_(m.tenant == i.tenant, m.conversation == c.id, m.position == 1))
        .outerjoin(content, sa.and_(content.c.tenant == i.tenant, content.c.id == m.id))
    )
    select = (
        sa.select(
            *[i[name] for name in OF_WORK],
            c.number,
            known_as(tenant, i.customer).label("customer_name"),
            known_as(tenant, i.customer, "organization").label("organization"),
            content.c.subject,
        )
        .select_from(joined)
        .where(i.tenant == tenant, i.state.in_(WAITS))
        .order_by(i.since, i.id)
        .limit(MOST_WAITING)
    )
    if queue is not None:
        select = select.where(i.queue == queue)
    if sight.queues is not None:
        select = select.where(i.queue.in_(sight.queues))
    if sight.brands is not None:
        select = select.where(i.brand.in_(sight.brands))
    return select


def _rank(row: Found, queues: Mapping[str, Queue]) -> int:
    """Its place within its queue: the moment it counts from on the floor."""
    ruling = ruling_of(row["queue"], queues.get(row["queue"]) or USUAL, shared=False)
    work = InteractionQueued(
        interaction=row["id"], conversation=row["conversation"], customer="", brand="", channel="", endpoint="",
        queue=row["queue"], since=row["since"], priority=row["priority"], due=row["due"], step=row["step"],
    )  # fmt: skip
    return ruling.moment(work)


def _waiting_row(row: Found, position: int, now: int) -> Waiting:
    return Waiting(
        interaction=row["id"],
        conversation=row["conversation"],
        number=row["number"],
        queue=row["queue"],
        channel=row["channel"],
        state=row["state"],
        priority=row["priority"],
        since=row["since"],
        wait_ms=max(0, now - row["since"]),
        position=position,
        customer=CustomerBrief(
            id=row["customer"],
            name=row["customer_name"] or "",
            organization=row["organization"] or "",
            vip=bool(row["vip"]),
        ),
        subject=row["subject"] or "",
        vip=bool(row["vip"]),
        step=row["step"],
        entered=row["entered"],
        due_at=row["due"],
    )


def _in_sight(sight: Sight, queue: str, brand: str) -> bool:
    return (sight.queues is None or queue in sight.queues) and (sight.brands is None or brand in sight.brands)


def _concerns(worker: Worker, sight: Sight, queues: Mapping[str, Queue]) -> bool:
    """Those who serve a queue that is seen; everybody for who sees everything."""
    if sight.queues is None and sight.brands is None:
        return True
    return worker.id == sight.agent or any(worker.serves(queue) for queue in queues.values())


def _queue_now(slug: str, body: Queue, groups: Sequence[Found], workers: Sequence[Worker], now: int) -> QueueNow:
    mine = [row for row in groups if row["queue"] == slug]
    waits = [row for row in mine if row["state"] in WAITS]
    by_channel: dict[str, int] = {}
    oldest: dict[str, int] = {}
    for row in waits:
        by_channel[row["channel"]] = by_channel.get(row["channel"], 0) + row["count"]
        oldest[row["channel"]] = max(oldest.get(row["channel"], 0), now - row["oldest"])
    staff = [one for one in workers if one.serves(body)]
    return QueueNow(
        queue=slug,
        name=body.name,
        brand=body.brand,
        waiting=sum(by_channel.values()),
        oldest_wait_ms=max([now - row["oldest"] for row in waits], default=0),
        offered=sum(row["count"] for row in mine if row["state"] == "offered"),
        handling=sum(row["count"] for row in mine if row["state"] in HANDLED),
        agents_available=sum(one.state == "available" for one in staff),
        agents_staffed=sum(one.state != "offline" for one in staff),
        by_channel=by_channel,
        oldest_by_channel=oldest,
        alerts=alerts_of(body),
        limit=body.limit,
        overdue=sum(int(row["overdue"] or 0) for row in waits),
        next_due_at=min([row["next_due"] for row in waits if row["next_due"] is not None], default=None),
    )


def _channels(endpoints: Mapping[str, Endpoint]) -> dict[str, tuple[str, ...]]:
    """Channels on which customers come into each queue."""
    found: dict[str, set[str]] = {}
    for body in endpoints.values():
        if body.enabled:
            found.setdefault(body.queue, set()).add(body.channel)
    return {queue: tuple(sorted(names)) for queue, names in found.items()}


def _agent_now(one: Worker, loads: Loads, handling: Sequence[Handled]) -> AgentNow:
    channels = {*one.load, *one.ability.capacity, "webchat", "email"}
    return AgentNow(
        id=one.id,
        name=one.name,
        state=one.state,
        reason=one.reason,
        since=one.since,
        load=one.load,
        capacity={channel: capacity_of(one.ability, channel, loads) for channel in sorted(channels)},
        teams=one.ability.teams,
        handling=handling,
        skills=one.ability.skills,
    )
