"""Conversations as the desk asks for them: pages of lists, counts, one in full, and offers."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from atiende.domain.callback import Callback, legible
from atiende.domain.conversation import Conversation
from atiende.domain.customer import Address, Identity
from atiende.domain.documents import Endpoint
from atiende.domain.interaction import Interaction, Offer
from atiende.domain.message import Message, MessageContent
from atiende.domain.work import User
from atiende.ports import views
from atiende.ports.views import ConversationDetail, ConversationRow, Named, OfferRow, Page, ReplyOption, Sight, Wanted
from atiende.store.views import lists
from atiende.store.views.asking import Asking, configured, table
from atiende.store.views.person import person_ids
from atiende.store.views.rows import rows_of

OF_INTERACTION = (
    "id", "channel", "queue", "state", "agent", "since", "first_taken_at", "ended_at", "vip", "step", "due",
    "deflection", "wrap_up_until",
)  # fmt: skip


class SqlConversations:
    """See `ports.views.Conversations`."""

    def __init__(self, ask: Asking) -> None:
        self._ask = ask

    async def page(self, tenant: str, sight: Sight, wanted: Wanted) -> Page[ConversationRow]:
        queues = (await configured(self._ask, tenant, ["queue"])).queues()
        ids, following = await lists.page_of_ids(self._ask, tenant, sight, wanted, queues)
        return Page(await rows_of(self._ask, tenant, sight, ids, queues), following)

    async def counts(self, tenant: str, sight: Sight) -> views.Counts:
        queues = (await configured(self._ask, tenant, ["queue"])).queues()
        return await lists.counts(self._ask, tenant, sight, queues)

    async def counts_of(self, tenant: str, sight: Sight, wanted: Sequence[Wanted]) -> Sequence[int]:
        queues = (await configured(self._ask, tenant, ["queue"])).queues()
        return await lists.counts_of(self._ask, tenant, sight, wanted, queues)

    async def rows(self, tenant: str, sight: Sight, ids: Sequence[str]) -> Sequence[ConversationRow]:
        queues = (await configured(self._ask, tenant, ["queue"])).queues()
        return await rows_of(self._ask, tenant, sight, ids, queues)

    async def detail(self, tenant: str, sight: Sight, conversation: str) -> ConversationDetail | None:
        found = await configured(self._ask, tenant, ["queue", "endpoint"])
        rows = await rows_of(self._ask, tenant, sight, [conversation], found.queues())
        if not rows:
            return None
        row = rows[0]
        c = table(Conversation).c
        more = await self._ask.one(
            sa.select(c.disposition, c.previous).where(c.tenant == tenant, c.id == conversation), tenant
        )
        options = await self._reply_options(tenant, row, found.endpoints())
        return ConversationDetail(
            **{name: getattr(row, name) for name in ConversationRow.__struct_fields__},
            disposition=more["disposition"] if more else "",
            previous=more["previous"] if more else None,
            endpoints=options,
            reply_endpoint=await self._reply_endpoint(tenant, conversation, options),
            interactions=await self._interactions(tenant, conversation),
        )

    async def _interactions(self, tenant: str, conversation: str) -> list[views.InteractionDetail]:
        interaction, user, callback = table(Interaction), table(User), table(Callback)
        i, b = interaction.c, callback.c
        joined = interaction.outerjoin(user, sa.and_(user.c.tenant == i.tenant, user.c.id == i.agent)).outerjoin(
            callback, sa.and_(b.tenant == i.tenant, b.interaction == i.id)
        )
        select = (
            sa.select(*[i[name] for name in OF_INTERACTION], user.c.name, b.number, b.not_before)
            .select_from(joined)
            .where(i.tenant == tenant, i.conversation == conversation)
            .order_by(i.id)
        )
        return [
            views.InteractionDetail(
                id=row["id"],
                channel=row["channel"],
                queue=row["queue"],
                state=row["state"],
                agent=Named(row["agent"], row["name"] or "") if row["agent"] else None,
                since=row["since"],
                first_taken_at=row["first_taken_at"],
                ended_at=row["ended_at"],
                vip=bool(row["vip"]),
                step=row["step"],
                due_at=row["due"],
                deflection=row["deflection"],
                callback=_callback(row),
                wrap_up_until=row["wrap_up_until"],
            )
            for row in await self._ask.rows(select, tenant)
        ]

    async def _reply_options(
        self, tenant: str, row: ConversationRow, endpoints: Mapping[str, Endpoint]
    ) -> list[ReplyOption]:
        """Every enabled endpoint of the brand on which the person has an address valid there; first the one he wrote
        from last, then those of the customer it was opened for."""
        person = await person_ids(self._ask, tenant, row.customer.id)
        identity, address = table(Identity), table(Address)
        select = (
            sa.select(
                identity.c.id,
                identity.c.channel,
                identity.c.scope,
                identity.c.customer,
                address.c.shown,
                address.c.normal,
            )
            .select_from(
                identity.join(
                    address,
                    sa.and_(
                        address.c.tenant == identity.c.tenant,
                        address.c.customer == identity.c.customer,
                        address.c.identity == identity.c.id,
                    ),
                )
            )
            .where(identity.c.tenant == tenant, identity.c.customer.in_(person))
            .order_by(identity.c.id)
        )
        said = await self._last_sender(tenant, row.id)
        known = sorted(
            await self._ask.rows(select, tenant),
            key=lambda one: (one["normal"] != said, one["customer"] != row.customer.id),
        )
        return [
            ReplyOption(endpoint=slug, channel=body.channel, name=body.name, identity=one["id"], address=one["shown"])
            for slug, body in sorted(endpoints.items())
            if body.enabled and body.brand == row.brand
            for one in known
            if one["channel"] == body.channel and one["scope"] in (body.brand, f"{body.brand}/{slug}")
        ]

    async def _last_sender(self, tenant: str, conversation: str) -> str:
        """The address of the newest message that came in, where its channel has one."""
        m, content = table(Message).c, table(MessageContent).c
        select = (
            sa.select(content.sender)
            .select_from(
                table(Message).join(table(MessageContent), sa.and_(content.tenant == m.tenant, content.id == m.id))
            )
            .where(m.tenant == tenant, m.conversation == conversation, m.direction == "in")
            .order_by(m.position.desc())
            .limit(1)
        )
        found = await self._ask.one(select, tenant)
        return str(found["sender"]) if found else ""

    async def _reply_endpoint(self, tenant: str, conversation: str, options: Sequence[ReplyOption]) -> str | None:
        """Where the customer wrote last, or the mailbox he asked to go on by, if he can be answered there; else the
        first way there is."""
        m = table(Message).c
        last_in = await self._ask.one(
            sa.select(m.endpoint)
            .where(m.tenant == tenant, m.conversation == conversation, m.direction == "in")
            .order_by(m.position.desc())
            .limit(1),
            tenant,
        )
        possible = [option.endpoint for option in options]
        i = table(Interaction).c
        by_mail = await self._ask.one(
            sa.select(i.endpoint).where(
                i.tenant == tenant,
                i.conversation == conversation,
                i.deflection == "email",
                i.state.in_(("queued", "offered", "handling")),
            ),
            tenant,
        )
        last_in = by_mail or last_in
        if last_in is not None and last_in["endpoint"] in possible:
            return str(last_in["endpoint"])
        return possible[0] if possible else None

    async def offers(self, tenant: str, agent: str, now: int) -> Sequence[OfferRow]:
        offer, interaction = table(Offer), table(Interaction)
        o, i = offer.c, interaction.c
        select = (
            sa.select(*_of_offer(o), i.since, i.channel, i.priority)
            .select_from(offer.join(interaction, sa.and_(i.tenant == o.tenant, i.id == o.interaction)))
            .where(o.tenant == tenant, o.agent == agent, o.state == "made", o.expires_at > now)
            .order_by(o.made_at, o.id)
        )
        found = await self._ask.rows(select, tenant)
        rows = await self.rows(tenant, Sight(agent=agent, queues=None), [row["conversation"] for row in found])
        by_id = {row.id: row for row in rows}
        return [_offer_row(row, by_id[row["conversation"]]) for row in found if row["conversation"] in by_id]


def _callback(row: Mapping[str, Any]) -> views.CallbackShown | None:
    number = row["number"]
    if number is None:
        return None
    return views.CallbackShown(number=number, shown=legible(number), not_before=row["not_before"])


def _of_offer(o: Any) -> list[Any]:
    return [o[name] for name in ("id", "interaction", "conversation", "agent", "queue", "made_at", "expires_at")]


def _offer_row(row: Mapping[str, Any], conversation: ConversationRow) -> OfferRow:
    return OfferRow(
        **{name: row[name] for name in ("id", "interaction", "conversation", "agent", "queue", "channel", "priority")},
        made_at=row["made_at"],
        expires_at=row["expires_at"],
        waited_ms=max(0, row["made_at"] - row["since"]),
        customer=conversation.customer,
        subject=conversation.subject,
        last_line=conversation.last_line,
        reason=conversation.reason,
    )
