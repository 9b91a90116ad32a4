"""Timelines: messages and what happened between them, merged from two orders that are each already right."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from atiende.domain.conversation import Conversation
from atiende.domain.errors import Invalid, NotFound
from atiende.domain.interaction import Offer
from atiende.domain.message import Message
from atiende.domain.timeline import SHOWN_KINDS
from atiende.ports.views import Entry, MessageEntry, Named, OfferMade, Page, Sight
from atiende.store.codec import decode_fact
from atiende.store.tables import FACTS
from atiende.store.views.around import edge
from atiende.store.views.asking import Asking, Found, cursor_of, parts_of, table
from atiende.store.views.entries import event_entry, message_entry, messages, names_in, names_of
from atiende.store.views.person import person_ids
from atiende.store.views.seeing import readable, visible

MAX_LIMIT = 200
AROUND = 60
"""Entries of a page around a message."""
MOST_MERGED = 100
"""Conversations read as one; nobody merges that many."""
LATEST = 2**62
FIRST_EVENTS = ("ConversationOpened", "ConversationReopened")
"""They come before the message of the same millisecond; everything else follows from it and comes after."""


class SqlTimeline:
    """See `ports.views.Timeline`."""

    def __init__(self, ask: Asking) -> None:
        self._ask = ask

    async def page(self, tenant: str, conversation: str, viewer: str, before: str | None, limit: int) -> Page[Entry]:
        limit = max(1, min(limit, MAX_LIMIT))
        members = await self._members(tenant, conversation)
        bounds, seq = await self._bounds(tenant, conversation, members, before)
        found: list[Found] = []
        for one in members:
            newest = _readable(tenant, viewer).where(
                _message().conversation == one, _message().position < bounds.get(one, LATEST)
            )
            found += await self._ask.rows(newest.order_by(_message().position.desc()).limit(limit + 1), tenant)
        if len(members) > 1:
            found.sort(key=lambda row: (row["at"], row["conversation"], row["position"]), reverse=True)
        facts = await self._ask.rows(_events(tenant, list(members), seq).limit(limit + 1), tenant)
        merged = list(merge(found, facts))
        shown = merged[:limit]
        entries = await self._entries(tenant, shown, members)
        if len(merged) <= limit:
            return Page(entries[::-1])
        seq = min([row["seq"] for row in shown if "seq" in row], default=seq)
        for row in shown:
            if "position" in row:
                bounds[row["conversation"]] = min(row["position"], bounds.get(row["conversation"], LATEST))
        return Page(entries[::-1], cursor_of(" ".join(f"{one}:{at}" for one, at in sorted(bounds.items())), seq))

    async def around(
        self, tenant: str, conversation: str, viewer: str, message: str, ahead: int
    ) -> tuple[Page[Entry], bool]:
        members = await self._members(tenant, conversation)
        try:
            cursor, more = await edge(self._ask, tenant, members, message, ahead)
        except KeyError:
            raise NotFound(kind="message", id=message) from None
        return await self.page(tenant, conversation, viewer, cursor, AROUND), more

    async def _members(self, tenant: str, conversation: str) -> dict[str, int]:
        """The conversation and whatever was merged into it, at whatever depth, with their numbers."""
        c = table(Conversation).c
        found: dict[str, int] = {}
        wave = await self._ask.rows(sa.select(c.id, c.number).where(c.tenant == tenant, c.id == conversation), tenant)
        while wave and len(found) < MOST_MERGED:
            found.update({row["id"]: row["number"] for row in wave})
            merged = sa.select(c.id, c.number).where(
                c.tenant == tenant, c.merged_into.in_([row["id"] for row in wave]), c.id.not_in(found)
            )
            wave = await self._ask.rows(merged.limit(MOST_MERGED), tenant)
        return found

    async def _bounds(
        self, tenant: str, conversation: str, members: Mapping[str, int], before: str | None
    ) -> tuple[dict[str, int], int]:
        """Messages of each member below its position, events below a seq."""
        if not before:
            return {}, LATEST
        if not before.isdecimal() or len(before) > 15:
            places, seq = parts_of(before, (str, int))
            return _places(places, members), seq
        m = _message()
        at = await self._ask.one(
            sa.select(m.at).where(m.tenant == tenant, m.conversation == conversation, m.position == int(before)), tenant
        )
        bounds = {conversation: int(before)}
        if at is None:
            return bounds, LATEST
        for one in members:
            if one != conversation:
                earlier = sa.select(sa.func.max(m.position).label("position")).where(
                    m.tenant == tenant, m.conversation == one, m.at < at["at"]
                )
                last = await self._ask.one(earlier, tenant)
                bounds[one] = ((last["position"] if last else None) or 0) + 1
        later = await self._ask.one(
            sa.select(sa.func.min(FACTS.c.seq).label("seq")).where(
                FACTS.c.tenant == tenant, FACTS.c.subject.in_(members), FACTS.c.at >= at["at"]
            ),
            tenant,
        )
        return bounds, later["seq"] if later and later["seq"] is not None else LATEST

    async def entry(self, tenant: str, message: str) -> MessageEntry | None:
        row = await self._ask.one(messages(tenant).where(_message().id == message), tenant)
        return message_entry(row) if row else None

    async def of_customer(
        self, tenant: str, sight: Sight, customer: str, cursor: str | None, limit: int
    ) -> Page[Entry]:
        limit = max(1, min(limit, MAX_LIMIT))
        at, last, seq = parts_of(cursor, (int, str, int)) if cursor else (LATEST, "", LATEST)
        c, m = table(Conversation).c, _message()
        person = await person_ids(self._ask, tenant, customer)
        select = sa.select(c.id, c.number).where(c.tenant == tenant, c.customer.in_(person), visible(tenant, c, sight))
        numbers = {row["id"]: row["number"] for row in await self._ask.rows(select, tenant)}
        if not numbers:
            return Page([])
        bound = sa.and_(m.at <= at, sa.or_(m.at < at, m.id < last))
        found = await self._ask.rows(
            _readable(tenant, sight.agent)
            .where(m.conversation.in_(numbers), bound)
            .order_by(m.at.desc(), m.id.desc())
            .limit(limit + 1),
            tenant,
        )
        facts = await self._ask.rows(_events(tenant, list(numbers), seq).limit(limit + 1), tenant)
        merged = list(merge(found, facts))
        shown = merged[:limit]
        entries = await self._entries(tenant, shown, numbers)
        if len(merged) <= limit:
            return Page(entries)
        at, last = min([(row["at"], row["id"]) for row in shown if "position" in row], default=(at, last))
        seq = min([row["seq"] for row in shown if "seq" in row], default=seq)
        return Page(entries, cursor_of(at, last, seq))

    async def _entries(self, tenant: str, shown: Sequence[Found], numbers: Mapping[str, int]) -> list[Entry]:
        facts = [row for row in shown if "seq" in row]
        decoded = {row["seq"]: decode_fact(row["body"]) for row in facts}
        names = await names_of(self._ask, tenant, names_in(facts, decoded.values()))
        return [
            event_entry(row, decoded[row["seq"]], names, numbers.get(row["subject"], 0))
            if "seq" in row
            else message_entry(row)
            for row in shown
        ]

    async def receipts(self, tenant: str, interaction: str) -> Sequence[OfferMade]:
        o = table(Offer).c
        select = (
            sa.select(o.id, o.agent, o.state, o.made_at, o.conversation)
            .where(o.tenant == tenant, o.interaction == interaction)
            .order_by(o.made_at, o.id)
        )
        offers = await self._ask.rows(select, tenant)
        if not offers:
            return []
        facts = await self._ask.rows(
            sa.select(FACTS.c.body).where(
                FACTS.c.tenant == tenant,
                FACTS.c.subject == offers[0]["conversation"],
                FACTS.c.kind == "InteractionOffered",
            ),
            tenant,
        )
        receipts = {fact.offer: fact.receipt for fact in (decode_fact(row["body"]) for row in facts)}  # type: ignore[union-attr]
        agents = {row["agent"] for row in offers}
        agents |= {agent for receipt in receipts.values() if receipt for agent, _ in receipt.runners_up}
        names = await names_of(self._ask, tenant, {("agent", agent) for agent in agents})
        return [
            _offer_made(row, receipts.get(row["id"]), lambda agent: names.get(("agent", agent), "")) for row in offers
        ]


def _offer_made(row: Found, receipt: Any, name: Callable[[str], str]) -> OfferMade:
    return OfferMade(
        offer=row["id"],
        agent=Named(row["agent"], name(row["agent"])),
        at=row["made_at"],
        state=row["state"],
        receipt=receipt,
        names={agent: name(agent) for agent, _ in receipt.runners_up} if receipt else {},
    )


def _readable(tenant: str, viewer: str) -> sa.Select[Any]:
    """Messages without those that are for somebody else's eyes only."""
    return messages(tenant).where(readable(_message(), viewer))


def _places(text: str, members: Mapping[str, int]) -> dict[str, int]:
    """`cnv_a:12 cnv_b:3`; one that was taken apart since is left out. Raises Invalid for anything else."""
    found: dict[str, int] = {}
    for part in text.split():
        ident, _, position = part.partition(":")
        if not position.isdecimal():
            raise Invalid(field="cursor", reason="bad_cursor")
        if ident in members:
            found[ident] = int(position)
    return found


def _message() -> Any:
    return table(Message).c


def _events(tenant: str, conversations: Sequence[str], before: int) -> sa.Select[Any]:
    return (
        sa.select(FACTS.c.seq, FACTS.c.at, FACTS.c.actor, FACTS.c.body, FACTS.c.kind, FACTS.c.subject)
        .where(
            FACTS.c.tenant == tenant,
            FACTS.c.subject.in_(conversations),
            FACTS.c.kind.in_(SHOWN_KINDS),
            FACTS.c.seq < before,
        )
        .order_by(FACTS.c.seq.desc())
    )


def merge(found: Sequence[Found], facts: Sequence[Found]) -> Iterable[Found]:
    """Newest first; each side keeps its own order, so that a cursor of both bounds neither skips nor repeats."""
    left, right = list(found), list(facts)
    i = j = 0
    while i < len(left) or j < len(right):
        if j >= len(right) or (i < len(left) and _after(left[i], right[j])):
            yield left[i]
            i += 1
        else:
            yield right[j]
            j += 1


def _after(message: Found, fact: Found) -> bool:
    """Whether the message stands after the fact."""
    if message["at"] != fact["at"]:
        return bool(message["at"] > fact["at"])
    return fact["kind"] in FIRST_EVENTS
