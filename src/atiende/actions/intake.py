"""Everything that comes in from customers: raw inbound made durable, then applied once, in order per endpoint."""

import asyncio
from collections.abc import Mapping, Sequence

import msgspec
from msgspec import Struct

from atiende.actions import flows, receive
from atiende.actions.endpoints import open_endpoint
from atiende.domain import facts as f
from atiende.domain.errors import NotFound
from atiende.domain.message import Attached, Message, Origin
from atiende.domain.work import Ingress, Tally
from atiende.ports.channel import Endpoint, Inbound, SetAside, Unknown
from atiende.ports.desk import Desk
from atiende.ports.store import Change

HOUR_MS = 3_600_000
LARGE = 256 * 1024
"""Bytes of inbound that are read in a thread: everybody else's work goes on meanwhile."""
FLOOD_PER_HOUR = 100
"""Messages of one sender at one endpoint in an hour, unless the endpoint's `flood_per_hour` says otherwise."""


class Taken(Struct, frozen=True, kw_only=True):
    """Where a message went. `repeated`: it had come before, and nothing was changed."""

    message: str
    conversation: str
    position: int
    at: int
    repeated: bool = False


class Raw(Struct, frozen=True, kw_only=True):
    """Inbound as it came. `origin` is unique at its endpoint; `envelope` what came beside the bytes."""

    origin: str
    content: bytes
    envelope: Mapping[str, str]


async def keep_raw(desk: Desk, endpoint: Endpoint, raw: Raw) -> str:
    """Makes raw inbound durable before it is acknowledged. The same origin again answers the first one's id.

    Raises StoreFull, TooMany, Overloaded.
    """
    async with desk.load.gate.passing(endpoint.tenant, endpoint.slug, desk.clock):
        return await _keep_raw(desk, endpoint, raw)


async def _keep_raw(desk: Desk, endpoint: Endpoint, raw: Raw) -> str:
    blob = await desk.blobs.put(endpoint.tenant, raw.content)
    row = Ingress(
        id=desk.ids.new("ing"),
        endpoint=endpoint.slug,
        channel=endpoint.channel,
        origin=raw.origin,
        at=desk.clock.now(),
        blob=blob,
        envelope=dict(raw.envelope),
        size=len(raw.content),
    )

    def decide(change: Change) -> str:
        before = change.where(Ingress, {"endpoint": row.endpoint, "origin": row.origin})
        if before:
            return before[0].id
        change.put(row)
        return row.id

    return await desk.store.change(endpoint.tenant, decide, at=row.at)


async def apply_ingress(desk: Desk, tenant: str, ingress_id: str) -> str:
    """Parses one kept inbound and applies it; answers its new state. What cannot be parsed is quarantined, visibly.

    Raises NotFound when there is no such row, StoreFull.
    """
    row = await _ingress(desk, tenant, ingress_id)
    return await _apply(desk, tenant, row, capped=True) if row.state == "waiting" else row.state


async def _ingress(desk: Desk, tenant: str, ingress_id: str) -> Ingress:
    row = await desk.store.reading(tenant).get(Ingress, ingress_id)
    if row is None:
        raise NotFound(kind="ingress", id=ingress_id)
    return row


async def _apply(desk: Desk, tenant: str, row: Ingress, *, capped: bool) -> str:
    endpoint = await open_endpoint(desk, tenant, row.endpoint)
    if endpoint is None:
        return await quarantine(desk, tenant, row, "endpoint_gone")
    raw = await desk.blobs.get(tenant, row.blob)
    parsed = await _parsed(desk, endpoint, raw, row)
    if isinstance(parsed, Unknown):
        return await quarantine(desk, tenant, row, parsed.reason)
    if isinstance(parsed, Inbound) and capped:
        parsed = await _held_back(desk, endpoint, parsed)
    if isinstance(parsed, SetAside):
        return await set_aside(desk, tenant, row, parsed)
    await take_message(desk, endpoint, parsed, row)
    return "applied"


async def _parsed(desk: Desk, endpoint: Endpoint, raw: bytes, row: Ingress) -> Inbound | SetAside | Unknown:
    parse = desk.channels[row.channel].parse
    if len(raw) < LARGE:
        return parse(endpoint, raw, row.envelope)
    return await asyncio.to_thread(parse, endpoint, raw, row.envelope)  # the sockets go on meanwhile


async def take_message(desk: Desk, endpoint: Endpoint, inbound: Inbound, ingress: Ingress | None = None) -> Taken:
    """A customer's message: who he is, which conversation, and its place there, in one change.

    Applied once per (endpoint, origin). Raises NotFound for an unpublished endpoint, StoreFull; TooMany and Overloaded,
    within a second, for what was not kept raw before.
    """
    if ingress is not None:
        return await _take(desk, endpoint, inbound, ingress)
    async with desk.load.gate.passing(endpoint.tenant, endpoint.slug, desk.clock):
        return await _take(desk, endpoint, inbound, None)


async def _take(desk: Desk, endpoint: Endpoint, inbound: Inbound, ingress: Ingress | None) -> Taken:
    arrival = receive.Arrival(
        endpoint=endpoint,
        traits=desk.channels[endpoint.channel].traits,
        inbound=_storable(inbound),
        files=await _keep_files(desk, endpoint.tenant, inbound),
        raw=ingress.blob if ingress else "",
        new=desk.ids.new,
    )

    def decide(change: Change) -> Taken:
        if ingress is not None:
            change.put(msgspec.structs.replace(ingress, state="applied"))
        before = change.get(Origin, endpoint.slug, inbound.origin)
        if before is not None:
            return _taken(before.message, before.conversation, before.position, change.at, True)
        message = receive.receive(change, arrival)
        flows.hear_message(desk, change, message, arrival.inbound)
        return _taken(message.id, message.conversation, message.position, change.at, False)

    reads = receive.reads(arrival)
    with desk.tracing.span("inbound.take", about={"atiende.channel": endpoint.channel}):
        return await desk.store.change(endpoint.tenant, decide, at=desk.clock.now(), reads=reads)


async def set_aside(desk: Desk, tenant: str, row: Ingress, found: SetAside) -> str:
    """Inbound that opens no conversation and is answered by nothing; a bounce fails the message it speaks of."""

    def decide(change: Change) -> str:
        ours = receive.message_of(change, row.endpoint, found)
        change.put(msgspec.structs.replace(row, state="set_aside", why=found.why))
        change.record(
            f.IngressSetAside(ingress=row.id, endpoint=row.endpoint, why=found.why, message=ours.id if ours else None),
            actor="system",
        )
        if ours is not None and found.failed and ours.status in ("sent", "attempting", "unconfirmed", "delivered"):
            change.record(_bounced(ours, found), actor="system")
        return "set_aside"

    return await desk.store.change(tenant, decide, at=desk.clock.now())


async def quarantine(desk: Desk, tenant: str, row: Ingress, reason: str) -> str:
    """Kept, shown to people, and to be retried by hand."""

    def decide(change: Change) -> str:
        change.put(msgspec.structs.replace(row, state="quarantined", why=reason))
        change.record(f.IngressQuarantined(ingress=row.id, endpoint=row.endpoint, reason=reason), actor="system")
        return "quarantined"

    return await desk.store.change(tenant, decide, at=desk.clock.now())


async def retry_ingress(desk: Desk, tenant: str, actor: str, ingress_id: str) -> str:
    """A person has quarantined or set-aside inbound read again, past the caps; answers its state. Raises NotFound."""
    row = await _ingress(desk, tenant, ingress_id)
    if row.state not in ("quarantined", "set_aside"):
        return row.state
    return await _apply(desk, tenant, msgspec.structs.replace(row, tries=row.tries + 1), capped=False)


async def _held_back(desk: Desk, endpoint: Endpoint, inbound: Inbound) -> Inbound | SetAside:
    """A dry run opens nothing; nor does a flood, the messages of one sender beyond the hourly cap."""
    if endpoint.settings.get("dry_run") is True:
        return SetAside(why="dry_run")
    cap = endpoint.settings.get("flood_per_hour", FLOOD_PER_HOUR)
    if not isinstance(cap, int) or cap <= 0 or inbound.conversation:
        return inbound
    name = desk.keys.digest("flood", f"{endpoint.slug} {inbound.address}")

    def decide(change: Change) -> int:
        window = change.at - change.at % HOUR_MS
        tally = change.get(Tally, name, window)
        count = (tally.count if tally else 0) + 1
        change.put(Tally(name=name, window=window, count=count))
        return count

    count = await desk.store.change(endpoint.tenant, decide, at=desk.clock.now())
    return SetAside(why="flood") if count > cap else inbound


def _storable(inbound: Inbound) -> Inbound:
    """Without the NUL characters that no database keeps: one in a message must not make it come back for ever."""
    texts = {name: getattr(inbound, name) for name in ("name", "text", "hidden", "html", "subject", "email")}
    found = {name: text.replace("\0", "") for name, text in texts.items() if "\0" in text}
    return msgspec.structs.replace(inbound, **found) if found else inbound


async def _keep_files(desk: Desk, tenant: str, inbound: Inbound) -> Sequence[Attached]:
    return [
        Attached(
            id=desk.ids.new("att"),
            name=file.name,
            content_type=file.content_type,
            size=len(file.content),
            blob=await desk.blobs.put(tenant, file.content),
            inline=file.inline,
            content_id=file.content_id,
        )
        for file in inbound.files
    ]


def _bounced(ours: Message, found: SetAside) -> f.MessageFailed:
    return f.MessageFailed(message=ours.id, conversation=ours.conversation, reason=found.reason or "bounced")


def _taken(message: str, conversation: str, position: int, at: int, repeated: bool) -> Taken:
    return Taken(message=message, conversation=conversation, position=position, at=at, repeated=repeated)
