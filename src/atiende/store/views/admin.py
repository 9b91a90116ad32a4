"""What the administration asks: the audit, webhooks' deliveries, what came in and was held back, endpoints' signs."""

from collections.abc import Sequence
from typing import Any

import msgspec
import sqlalchemy as sa

from atiende.domain.facts import AnyFact
from atiende.domain.work import ApiKey, Changed, Ingress, WebhookDelivery
from atiende.ports.admin_views import (
    AuditChain,
    AuditEntry,
    AuditWanted,
    DeliveryShown,
    EndpointSeen,
    FieldChanged,
    IngressShown,
)
from atiende.ports.sign_views import Signs
from atiende.ports.views import Page, Who
from atiende.store.codec import decode_fact
from atiende.store.tables import FACTS
from atiende.store.views.asking import Asking, Found, cursor_of, parts_of, table
from atiende.store.views.chain import chain_of
from atiende.store.views.entries import Thing, names_of
from atiende.store.views.signs import SqlSigns

MAX_LIMIT = 200
MOST_WORDS = 6
LOOKED_BACK, AT_ONCE = 5000, 1000
"""How many facts back an endpoint's last message is looked for."""
FAILURES = ("MailboxConnected", "MailboxFailed")
_envelope = msgspec.json.Decoder(dict[str, str]).decode


class SqlAdministration:
    """See `ports.admin_views.Administration`."""

    def __init__(self, ask: Asking) -> None:
        self._ask = ask
        self.signs: Signs = SqlSigns(ask)

    async def audit(self, tenant: str, wanted: AuditWanted) -> Page[AuditEntry]:
        limit = max(1, min(wanted.limit, MAX_LIMIT))
        found = await self._ask.rows(_audited(tenant, wanted).limit(limit + 1), tenant)
        shown = found[:limit]
        changes = await self._changes(tenant, [row["seq"] for row in shown])
        names = await self._names(tenant, shown)
        entries = [_entry(row, changes.get(row["seq"], []), names) for row in shown]
        return Page(entries, cursor_of(shown[-1]["seq"]) if len(found) > limit else None)

    async def audit_chain(self, tenant: str) -> AuditChain:
        return await chain_of(self._ask, tenant)

    async def _changes(self, tenant: str, seqs: Sequence[int]) -> dict[int, list[FieldChanged]]:
        c = table(Changed).c
        select = sa.select(c.seq, c.subject, c.field, c.old, c.new).where(c.tenant == tenant, c.seq.in_(seqs))
        found: dict[int, list[FieldChanged]] = {}
        for row in await self._ask.rows(select.order_by(c.seq, c.subject, c.field), tenant) if seqs else []:
            found.setdefault(row["seq"], []).append(
                FieldChanged(subject=row["subject"], field=row["field"], old=row["old"], new=row["new"])
            )
        return found

    async def _names(self, tenant: str, rows: Sequence[Found]) -> dict[Thing, str]:
        actors = {_thing(row["actor"]) for row in rows}
        names = await names_of(self._ask, tenant, {thing for thing in actors if thing[0] in ("agent", "customer")})
        keys = [ident for kind, ident in actors if kind == "key"]
        if keys:
            k = table(ApiKey).c
            select = sa.select(k.id, k.name).where(k.tenant == tenant, k.id.in_(keys))
            names |= {("key", row["id"]): row["name"] for row in await self._ask.rows(select, tenant)}
        return names

    async def deliveries(
        self, tenant: str, webhook: str, state: str | None, cursor: str | None, limit: int
    ) -> Page[DeliveryShown]:
        limit = max(1, min(limit, MAX_LIMIT))
        d = table(WebhookDelivery).c
        select = sa.select(*[column for column in d if column.name != "tenant"]).where(
            d.tenant == tenant, d.webhook == webhook
        )
        if state:
            select = select.where(d.state == state)
        if cursor:
            select = select.where(d.id < parts_of(cursor, (str,))[0])
        found = await self._ask.rows(select.order_by(d.id.desc()).limit(limit + 1), tenant)
        shown = found[:limit]
        return Page([DeliveryShown(**row) for row in shown], cursor_of(shown[-1]["id"]) if len(found) > limit else None)

    async def ingress(
        self, tenant: str, states: Sequence[str], endpoints: Sequence[str], cursor: str | None, limit: int
    ) -> Page[IngressShown]:
        limit = max(1, min(limit, MAX_LIMIT))
        i = table(Ingress).c
        select = sa.select(i.id, i.endpoint, i.channel, i.at, i.size, i.state, i.why, i.tries, i.envelope).where(
            i.tenant == tenant, i.state.in_(states), i.endpoint.in_(endpoints)
        )
        if cursor:
            select = select.where(i.id < parts_of(cursor, (str,))[0])
        found = await self._ask.rows(select.order_by(i.id.desc()).limit(limit + 1), tenant) if endpoints else []
        shown = found[:limit]
        return Page([_held_back(row) for row in shown], cursor_of(shown[-1]["id"]) if len(found) > limit else None)

    async def endpoints(self, tenant: str, slugs: Sequence[str]) -> Sequence[EndpointSeen]:
        came = await self._latest(tenant, ("MessageReceived",), slugs)
        went = await self._latest(tenant, ("MessageWritten",), slugs)
        tried = await self._latest(tenant, FAILURES, slugs)
        return [
            EndpointSeen(
                slug=slug,
                last_in_at=came[slug][0] if slug in came else None,
                last_out_at=went[slug][0] if slug in went else None,
                failure=getattr(tried[slug][1], "reason", "") if slug in tried else "",
                failed_at=tried[slug][0] if slug in tried and hasattr(tried[slug][1], "reason") else None,
                connected_at=tried[slug][0] if slug in tried and not hasattr(tried[slug][1], "reason") else None,
            )
            for slug in slugs
        ]

    async def _latest(self, tenant: str, kinds: Sequence[str], slugs: Sequence[str]) -> dict[str, tuple[int, AnyFact]]:
        """The newest fact of these kinds for each endpoint, as far back as is looked."""
        found: dict[str, tuple[int, AnyFact]] = {}
        before = 2**62
        for _ in range(LOOKED_BACK // AT_ONCE):
            select = sa.select(FACTS.c.seq, FACTS.c.at, FACTS.c.body).where(
                FACTS.c.tenant == tenant, FACTS.c.kind.in_(kinds), FACTS.c.seq < before
            )
            rows = await self._ask.rows(select.order_by(FACTS.c.seq.desc()).limit(AT_ONCE), tenant)
            for row in rows:
                fact = decode_fact(row["body"])
                found.setdefault(getattr(fact, "endpoint", ""), (row["at"], fact))
            if len(rows) < AT_ONCE or found.keys() >= set(slugs):
                break
            before = rows[-1]["seq"]
        return found


def _audited(tenant: str, wanted: AuditWanted) -> sa.Select[Any]:
    f, c = FACTS.c, table(Changed).c
    select = sa.select(f.seq, f.at, f.actor, f.body).where(f.tenant == tenant)
    if wanted.kinds:
        select = select.where(f.kind.in_(wanted.kinds))
    if wanted.actor:
        select = select.where(f.actor == wanted.actor)
    if wanted.subject:
        changed = sa.select(c.seq).where(c.tenant == tenant, c.subject == wanted.subject)
        select = select.where(sa.or_(f.subject == wanted.subject, f.seq.in_(changed)))
    if wanted.since is not None:
        select = select.where(f.at >= wanted.since)
    if wanted.until is not None:
        select = select.where(f.at < wanted.until)
    if wanted.words:
        select = select.where(_mentions(tenant, wanted.words))
    if wanted.cursor:
        select = select.where(f.seq < parts_of(wanted.cursor, (int,))[0])
    return select.order_by(f.seq.desc())


def _mentions(tenant: str, words: str) -> sa.ColumnElement[bool]:
    """The fact's own fields, or what changed: each word somewhere, whatever its case."""
    f, c = FACTS.c, table(Changed).c
    conditions = []
    for word in words.lower().split()[:MOST_WORDS]:
        escaped = word.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
        like = f"%{escaped}%"
        values = sa.or_(*(sa.func.lower(one).like(like, escape="\\") for one in (c.subject, c.field, c.old, c.new)))
        changed = sa.select(c.seq).where(c.tenant == tenant, values)
        conditions.append(sa.or_(sa.func.lower(f.body).like(like, escape="\\"), f.seq.in_(changed)))
    return sa.and_(sa.true(), *conditions)


def _thing(actor: str) -> Thing:
    kind, _, ident = actor.partition(":")
    return kind, ident


def _entry(row: Found, changes: Sequence[FieldChanged], names: dict[Thing, str]) -> AuditEntry:
    kind, ident = _thing(row["actor"])
    data = msgspec.json.decode(row["body"], type=dict[str, object])
    return AuditEntry(
        seq=row["seq"],
        at=row["at"],
        actor=Who(type=kind, id=ident, name=names.get((kind, ident), "")),
        fact=str(data.pop("fact")),
        data=data,
        changes=changes,
    )


def _held_back(row: Found) -> IngressShown:
    envelope = _envelope(row["envelope"])
    return IngressShown(
        **{name: value for name, value in row.items() if name != "envelope"},
        sender=envelope.get("sender", envelope.get("from", ""))[:320],
    )
