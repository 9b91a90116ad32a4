"""Search: see `ports.search_views`. Candidates come from the index, what may be seen from the rows of now."""

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
import sqlalchemy as sa
from msgspec import Struct

from atiende.domain.commitment import Commitment
from atiende.domain.conversation import Conversation, Reader
from atiende.domain.customer import Customer, OrganizationDetails
from atiende.domain.message import Message
from atiende.domain.search import CALL, CUSTOMER, MESSAGE, ORGANIZATION, READER, Condition, SearchEntry, Sought
from atiende.domain.work import Cursor
from atiende.ports.search_views import CallFound, MessageFound, OrganizationFound
from atiende.ports.views import CustomerLine, CustomersWanted, MessageEntry, Page, Sight
from atiende.store import sql
from atiende.store.tables import HEADS
from atiende.store.views.asking import Asking, Found, cursor_of, parts_of, table
from atiende.store.views.customers import SqlCustomers, conditions
from atiende.store.views.entries import message_entry, messages
from atiende.store.views.finding import END, Candidates, Place, asked, walked
from atiende.store.views.person import known_as
from atiende.store.views.seeing import readable, visible

SIZES = (120, 600, 3_000)
"""Candidates looked through for a page, step by step: together they bound what one question costs."""
MAX_LIMIT = 50
COMPANIES = 200
_domains = msgspec.json.Decoder(tuple[str, ...]).decode
Sift = Callable[[sa.Subquery], sa.Select[Any]]
"""Candidates with `shown`: whether this viewer may have them."""


class Hits(Struct, frozen=True):
    ids: Sequence[str]
    next: str | None


class SqlSearch:
    """See `ports.search_views.Search`."""

    def __init__(self, ask: Asking) -> None:
        self._ask, self._people = ask, SqlCustomers(ask)

    async def messages(
        self, tenant: str, sight: Sight, sought: Sought, cursor: str | None, limit: int, now: int
    ) -> Page[MessageFound]:
        wanted = Candidates(MESSAGE, sight.brands, sought)

        def sift(near: sa.Subquery) -> sa.Select[Any]:
            message, conversation, customer = table(Message), table(Conversation), table(Customer)
            m, c = message.c, conversation.c
            joined = (
                near.join(message, sa.and_(m.tenant == tenant, m.id == near.c.id))
                .join(conversation, sa.and_(c.tenant == m.tenant, c.id == m.conversation))
                .outerjoin(customer, sa.and_(customer.c.tenant == c.tenant, customer.c.id == c.customer))
            )
            allowed = [visible(tenant, c, sight), readable(m, sight.agent)]
            asked_for = [_holds(tenant, one, c, customer.c, (sight.agent, now)) for one in sought.conditions]
            shown = sa.and_(near.c.fits, *allowed, *asked_for)
            return sa.select(near.c.id, near.c.first, near.c.second, shown.label("shown")).select_from(joined)

        hits = await self._hits(tenant, wanted, sift, cursor, limit)
        return Page(await self._shown(tenant, hits.ids), hits.next)

    async def _hits(self, tenant: str, wanted: Candidates, sift: Sift, cursor: str | None, limit: int) -> Hits:
        limit = max(1, min(limit, MAX_LIMIT))
        before: Place = parts_of(cursor, (int, str)) if cursor else await self._end(tenant, wanted)
        found: list[Found] = []
        for size, newest in self._steps():
            near = self._near(tenant, wanted, before, size, newest=newest)
            select = sift(near).order_by(near.c.first.desc(), near.c.second.desc())
            rows = await self._ask.rows(select, tenant)
            found += [row for row in rows if row["shown"]]
            if len(found) > limit:
                last = found[limit - 1]
                return Hits([row["id"] for row in found[:limit]], cursor_of(last["first"], last["second"]))
            if len(rows) < size and not newest:
                return Hits([row["id"] for row in found], None)
            if rows:
                before = rows[-1]["first"], rows[-1]["second"]
        return Hits([row["id"] for row in found], cursor_of(*before))

    def _steps(self) -> list[tuple[int, bool]]:
        """How many candidates, and whether only among the newest entries."""
        first = [(SIZES[0], True)] if self._ask.dialect == sql.POSTGRES else []
        return [*first, *[(size, False) for size in SIZES]]

    def _near(self, tenant: str, wanted: Candidates, before: Place, size: int, *, newest: bool) -> sa.Subquery:
        if self._ask.dialect == sql.POSTGRES:
            return asked(tenant, wanted, before, size, newest=newest)
        return walked(tenant, wanted, before, size)

    async def _end(self, tenant: str, wanted: Candidates) -> Place:
        """Where to begin: at the end, or where the time asked for ends."""
        until = wanted.sought.until
        if until is None:
            return END
        if self._ask.dialect == sql.POSTGRES:
            return until, ""
        entry = table(SearchEntry).c
        rowid = sa.literal_column("search_entries.rowid", sa.BigInteger)
        select = (
            sa.select(rowid.label("place"))
            .where(entry.tenant == tenant, entry.kind == wanted.kind, entry.at < until)
            .order_by(entry.at.desc(), entry.id.desc())
            .limit(1)
        )
        last = await self._ask.one(select, tenant)
        return (last["place"] + 1000, "") if last else (0, "")

    async def _shown(self, tenant: str, ids: Sequence[str]) -> list[MessageFound]:
        if not ids:
            return []
        m, c = table(Message).c, table(Conversation).c
        select = messages(tenant).where(m.id.in_(ids)).add_columns(c.merged_into, c.queue, c.status.label("now"))
        found = {row["id"]: _message_found(row, message_entry(row)) for row in await self._ask.rows(select, tenant)}
        return [found[one] for one in ids if one in found]

    async def customers(
        self, tenant: str, sight: Sight | None, brands: Sequence[str] | None, sought: Sought, wanted: CustomersWanted
    ) -> Page[CustomerLine]:
        found = Candidates(CUSTOMER, None if brands is None else tuple(brands), sought)

        def sift(near: sa.Subquery) -> sa.Select[Any]:
            own, person, conversation = table(Customer), table(Customer).alias("person"), table(Conversation)
            p, k = person.c, conversation.c
            shown = sa.and_(near.c.fits, *conditions(tenant, p, brands, wanted))
            if sight is not None:
                his = sa.select(k.id).where(k.tenant == tenant, k.customer == near.c.id, visible(tenant, k, sight))
                shown = sa.and_(shown, his.exists())
            joined = near.join(own, sa.and_(own.c.tenant == tenant, own.c.id == near.c.id)).join(
                person, sa.and_(p.tenant == tenant, p.id == sa.func.coalesce(own.c.into, own.c.id))
            )
            return sa.select(p.id, near.c.first, near.c.second, shown.label("shown")).select_from(joined)

        hits = await self._hits(tenant, found, sift, wanted.cursor, wanted.limit)
        return Page(await self._people.lines(tenant, list(dict.fromkeys(hits.ids))), hits.next)

    async def organizations(
        self, tenant: str, brands: Sequence[str] | None, sought: Sought, limit: int
    ) -> Sequence[OrganizationFound]:
        wanted = Candidates(ORGANIZATION, None if brands is None else tuple(brands), sought)

        def sift(near: sa.Subquery) -> sa.Select[Any]:
            return sa.select(near.c.id, near.c.first, near.c.second, near.c.fits.label("shown"))

        ids = (await self._hits(tenant, wanted, sift, None, limit)).ids
        if not ids:
            return []
        o = table(OrganizationDetails).c
        select = sa.select(o.id, o.name, o.brand, o.domains).where(o.tenant == tenant, o.id.in_(ids))
        found = {row["id"]: row for row in await self._ask.rows(select, tenant)}
        return [
            OrganizationFound(
                id=one, name=found[one]["name"], brand=found[one]["brand"], domains=_domains(found[one]["domains"])
            )
            for one in ids
            if one in found
        ]

    async def calls(self, tenant: str, sight: Sight, sought: Sought, limit: int, now: int) -> Sequence[CallFound]:
        wanted = Candidates(CALL, sight.brands, sought)

        def sift(near: sa.Subquery) -> sa.Select[Any]:
            entry, conversation, customer = table(SearchEntry).alias("said"), table(Conversation), table(Customer)
            e, c = entry.c, conversation.c
            joined = (
                near.join(entry, sa.and_(e.tenant == tenant, e.id == near.c.id))
                .join(conversation, sa.and_(c.tenant == tenant, c.id == e.conversation))
                .outerjoin(customer, sa.and_(customer.c.tenant == tenant, customer.c.id == c.customer))
            )
            asked_for = [_holds(tenant, one, c, customer.c, (sight.agent, now)) for one in sought.conditions]
            shown = sa.and_(near.c.fits, visible(tenant, c, sight), *asked_for)
            return sa.select(near.c.id, near.c.first, near.c.second, shown.label("shown")).select_from(joined)

        ids = (await self._hits(tenant, wanted, sift, None, limit)).ids
        return await self._stretches(tenant, ids) if ids else []

    async def _stretches(self, tenant: str, ids: Sequence[str]) -> list[CallFound]:
        e, c = table(SearchEntry).c, table(Conversation).c
        joined = table(SearchEntry).join(table(Conversation), sa.and_(c.tenant == e.tenant, c.id == e.conversation))
        name = known_as(tenant, c.customer).label("name")
        select = (
            sa.select(e.id, e.at, c.id.label("conversation"), c.number, c.queue, c.status, c.customer, name)
            .select_from(joined)
            .where(e.tenant == tenant, e.id.in_(ids))
        )
        found = {
            row["id"]: CallFound(
                id=row["id"],
                conversation=row["conversation"],
                number=row["number"],
                at=row["at"],
                customer=row["customer"],
                customer_name=row["name"] or "",
                queue=row["queue"],
                status=row["status"],
            )
            for row in await self._ask.rows(select, tenant)
        }
        return [found[one] for one in ids if one in found]

    async def numbered(self, tenant: str, sight: Sight, number: int) -> Sequence[str]:
        c = table(Conversation).c
        select = sa.select(c.id).where(c.tenant == tenant, c.number == number, visible(tenant, c, sight)).limit(20)
        return [row["id"] for row in await self._ask.rows(select, tenant)]

    async def indexed(self, tenant: str) -> tuple[int, int]:
        cursor, head = table(Cursor).c, HEADS.c
        at = await self._ask.one(sa.select(cursor.seq).where(cursor.tenant == tenant, cursor.reader == READER), tenant)
        end = await self._ask.one(sa.select(head.seq).where(head.tenant == tenant), tenant)
        return (at["seq"] if at else 0), (end["seq"] if end else 0)


def _message_found(row: Found, entry: MessageEntry) -> MessageFound:
    return MessageFound(
        id=entry.id,
        conversation=row["merged_into"] or entry.conversation,
        number=entry.number,
        position=entry.position,
        at=entry.at,
        direction=entry.direction,
        channel=entry.channel,
        author=entry.author,
        customer=row["customer"],
        customer_name=row["customer_name"] or "",
        queue=row["queue"],
        status=row["now"],
        subject=entry.subject,
        text=entry.text,
        files=tuple(one.name for one in entry.attachments if not one.inline),
    )


def _holds(tenant: str, one: Condition, c: Any, customer: Any, viewer: tuple[str, int]) -> sa.ColumnElement[bool]:
    """A condition on the conversation as it is now. `viewer`: who asks, and when."""
    found = sa.or_(*[_is(tenant, one.field, value, (c, customer), viewer) for value in one.values])
    return sa.not_(sa.func.coalesce(found, sa.false())) if one.negated else found


def _is(tenant: str, field: str, value: str, rows: tuple[Any, Any], viewer: tuple[str, int]) -> sa.ColumnElement[bool]:
    c, customer = rows
    if field == "flag":
        return _flag(tenant, value, rows, viewer)
    if field == "tag":
        return c.tags.contains(f'"{value}"', autoescape=True)  # type: ignore[no-any-return]
    if field == "agent" and value == "nobody":
        return c.agent.is_(None)  # type: ignore[no-any-return]
    if field == "organization":
        return customer.organization == value  # type: ignore[no-any-return]
    return c[field] == value  # type: ignore[no-any-return]


def _flag(tenant: str, value: str, rows: tuple[Any, Any], viewer: tuple[str, int]) -> sa.ColumnElement[bool]:
    c, customer = rows
    if value == "vip":
        return customer.vip.is_(sa.true())  # type: ignore[no-any-return]
    if value == "overdue":
        late = sa.or_(c.answer_due < viewer[1], c.resolve_due < viewer[1])
        return sa.and_(c.status.in_(("new", "open", "pending")), late)
    if value == "unread":
        reader = table(Reader).c
        read = (
            sa.select(reader.position)
            .where(reader.tenant == tenant, reader.conversation == c.id, reader.agent == viewer[0])
            .scalar_subquery()
        )
        return c.last_in > sa.func.coalesce(read, 0)  # type: ignore[no-any-return]
    promise = table(Commitment).c
    held = sa.select(promise.id).where(
        promise.tenant == tenant, promise.conversation == c.id, promise.state == "open", promise.kind == "promise"
    )
    return held.exists()
