"""Where a visitor's conversation stands, as his widget shows it: waiting, in somebody's hands, put off or over."""

from collections.abc import Sequence

from msgspec import Struct

from atiende.actions.knowledge import address_of
from atiende.api.public.availability import Availability, Door, Waits
from atiende.api.wire import Wrote
from atiende.domain import callback
from atiende.domain import facts as f
from atiende.domain.callback import Callback
from atiende.domain.documents import Brand, Document, Queue, read
from atiende.domain.flow import FlowSession
from atiende.domain.interaction import OPEN_STATES, Interaction
from atiende.ports.channel import Endpoint
from atiende.ports.desk import Desk

ALONG = ("queued", "offered")
STATE_FACTS = (
    f.InteractionQueued, f.InteractionTaken, f.InteractionEnded, f.WrapUpStarted, f.ConversationResolved,
    f.InteractionRefused, f.CallbackRequested, f.DeflectionOffered, f.FlowEntered, f.FlowEnded,
)  # fmt: skip
"""What may move where a conversation stands."""


class Told(Struct, frozen=True, kw_only=True):
    """A `state` frame. `status`: none, flow (a machine serves him), queued, handling, ended, refused (his message is
    kept, nobody can come now),
    callback (he is called at `number`), email (he is answered by mail). `expected`: minutes from, to. `ways`: what
    else than waiting is offered. `notice`: what the centre has to say to everybody."""

    status: str = "none"
    online: bool = True
    agent: dict[str, str] | None = None
    ahead: int | None = None
    expected: tuple[int, int] | None = None
    ways: tuple[str, ...] = ()
    link: str = ""
    number: str = ""
    notice: str = ""


class Standings:
    """Made for one endpoint's visitor."""

    def __init__(self, desk: Desk, availability: Availability, endpoint: Endpoint) -> None:
        self._desk, self._availability, self._endpoint = desk, availability, endpoint

    async def of(self, work: Sequence[Interaction], language: str, agent: str) -> Told:
        """`work` is all of his conversation's, oldest first; `agent` the name of whoever has the chat."""
        one = deciding(work, self._endpoint.channel)
        door, waits = await self.changing(one)
        status = status_of(one, self._endpoint.channel)
        offered = status == "queued" and one is not None and one.deflection in ("offered", "link")
        kept = None
        if status == "callback" and one is not None:
            kept = await self._desk.store.reading(self._endpoint.tenant).get(Callback, one.id)
        return Told(
            status=status,
            online=door.online,
            agent={"name": agent} if agent else None,
            ahead=waits.ahead,
            expected=waits.minutes,
            ways=one.ways if offered and one is not None else (),
            link=await self._link(one.queue, language) if offered and one is not None else "",
            number=callback.legible(kept.number) if kept is not None else "",
            notice=in_language(door.notices, language),
        )

    async def changing(self, one: Interaction | None) -> tuple[Door, Waits]:
        """What changes without anything happening in the conversation."""
        waiting = one is not None and one.state in ALONG
        door = await self._availability.door(self._endpoint, one.queue if waiting and one is not None else "")
        if one is None or not waiting:
            return door, Waits()
        waits = self._availability.waits(self._endpoint.tenant, one)
        quiet = await self._quiet(one)
        return door, Waits(
            ahead=None if "position" in quiet else waits.ahead,
            minutes=None if "expected" in quiet else waits.minutes,
        )

    async def _quiet(self, one: Interaction) -> tuple[str, ...]:
        """What the flow he came through does not want him told."""
        if not one.flow:
            return ()
        session = await self._desk.store.reading(self._endpoint.tenant).get(FlowSession, one.id)
        return session.quiet if session is not None else ()

    async def _link(self, queue: str, language: str) -> str:
        """The queue's own, else the brand's help centre."""
        reading = self._desk.store.reading(self._endpoint.tenant)
        row = await reading.get(Document, "queue", queue)
        body = read("queue", row.body) if row is not None else None
        if isinstance(body, Queue) and body.deflection.link:
            return body.deflection.link
        row = await reading.get(Document, "brand", self._endpoint.brand)
        brand = read("brand", row.body) if row is not None else None
        spoken = "en" if language.startswith("en") else "es"
        return address_of(self._desk, self._endpoint.brand, brand, spoken) if isinstance(brand, Brand) else ""


def deciding(work: Sequence[Interaction], channel: str) -> Interaction | None:
    """The one the visitor is told about: the open chat, else what it became, else the last there was."""
    opened = [one for one in work if one.state in OPEN_STATES]
    chats = [one for one in opened if one.channel == channel]
    became = [one for one in opened if one.channel == callback.CHANNEL or one.deflection == "email"]
    last = [one for one in work if one.channel == channel or one.deflection]
    found = chats or became or last
    return found[-1] if found else None


def status_of(one: Interaction | None, channel: str) -> str:
    if one is None:
        return "none"
    if one.state not in OPEN_STATES:
        return "refused" if one.state == "refused" else "ended"
    if one.channel != channel:
        return "callback" if one.channel == callback.CHANNEL else "email"
    if one.state == "wrap_up":
        return "ended"
    if one.state == "in_flow" and one.flow:
        return "flow"
    return "handling" if one.state == "handling" else "queued"


async def all_work(desk: Desk, endpoint: Endpoint, conversation: str, rows: Wrote) -> list[Interaction]:
    """The conversation's, oldest first: the open chat as this commit wrote it, else all as it is stored."""
    if not conversation:
        return []
    found = [one for one in rows.work(conversation) if is_open_chat(one, endpoint.channel)]
    return found or await desk.store.reading(endpoint.tenant).where(Interaction, {"conversation": conversation})


def is_open_chat(one: Interaction, channel: str) -> bool:
    return one.state in OPEN_STATES and one.channel == channel


def in_language(texts: dict[str, str], language: str) -> str:
    """In his own, else in any."""
    return texts.get(language) or next((text for _, text in sorted(texts.items())), "")
