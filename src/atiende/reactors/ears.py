"""The callers of one tenant on the node that carries its calls: one listener for each call that goes on."""

import asyncio
from collections.abc import Callable

import structlog

from atiende.domain import facts as f
from atiende.domain.call import Call
from atiende.domain.facts import Logged
from atiende.domain.interaction import Interaction
from atiende.domain.voice import Census, DigitPressed, PlayEnded
from atiende.ports.desk import Desk
from atiende.ports.store import Batch
from atiende.reactors.listener import WATCHED, Listener, interaction_of_play
from atiende.reactors.queue_talk import Standing
from atiende.reactors.waiting import keep_going
from atiende.routing.expected import Outlook

log = structlog.get_logger()
MOST_CALLS = 10_000
BEGIN = (f.CallArrived, f.CallPlaced, f.LegDialled, f.LegConnected)
"""With which a call begins, or one that was over goes on as a call back."""
IDLE = (f.InteractionOffered, f.OfferAccepted, f.OfferDeclined, f.OfferExpired, f.InteractionWidened, f.LegMuted)
"""By which nothing changes for his ear."""


MOST_TOLD = 50
"""Whoever stands further back is told how long it may take, and no number that never seems to move."""


class Ears:
    """Run beside the tasks of the calls; told of every key and of every play that ended."""

    def __init__(self, desk: Desk, tenant: str, outlook: Callable[[], Outlook | None] = lambda: None) -> None:
        """`outlook` answers the waits to expect now, where they are known here."""
        self._desk, self._tenant, self._outlook = desk, tenant, outlook
        self._last: list[Census] = []
        self._listeners: dict[str, Listener] = {}
        self._begun = asyncio.Event()
        self._new: list[str] = []

    def note(self, event: DigitPressed | PlayEnded) -> None:
        """Never waits. What is for no call of ours is passed over."""
        if isinstance(event, PlayEnded):
            found = self._listeners.get(interaction_of_play(event.play))
        else:
            found = next((one for one in self._listeners.values() if one.mine(event)), None)
        if found is not None and found.mine(event):
            found.note(event)

    def attached(self, census: Census | None = None) -> None:
        """The engine is there again, or this node has taken its calls up."""
        if census is not None and not self._listeners:
            self._last.append(census)
        for one in self._listeners.values():
            one.attached(census)

    def compare(self, census: Census) -> None:
        """What is alive in an engine, looked at now and then."""
        for one in self._listeners.values():
            one.compare(census)

    def standing(self, work: Interaction) -> Standing:
        """Where somebody stands who waits; who came a moment ago stands at the end."""
        outlook = self._outlook()
        if outlook is None:
            return Standing()
        place = outlook.place(work.id, work.queue, work.channel)
        if place is None and work.state == "offered":
            return Standing(ahead=0)
        place = place or outlook.newcomer(work.queue, work.channel)
        wait = (place.wait.low_ms, place.wait.high_ms) if place.wait is not None else None
        return Standing(ahead=place.ahead if place.ahead <= MOST_TOLD else None, wait_ms=wait)

    async def run(self) -> None:
        """Until cancelled."""
        position = await self._desk.store.head(self._tenant)
        going_on = await self._desk.store.reading(self._tenant).where(Call, {"open": True}, limit=MOST_CALLS)
        async with asyncio.TaskGroup() as group:
            for call in going_on:
                self._listen(group, call.interaction)
                for census in self._last:
                    self._listeners[call.interaction].attached(census)
            self._last.clear()
            async for batch in self._desk.store.follow(self._tenant, position):
                await self._follow(group, batch)

    async def _follow(self, group: asyncio.TaskGroup, batch: Batch) -> None:
        """Rows come with the commits of this process; another one's are read again."""
        named = [(getattr(one.fact, "interaction", None), one) for one in batch.logged]
        touched = [(interaction, one) for interaction, one in named if isinstance(interaction, str)]
        for interaction, _ in touched if not batch.rows else ():
            if (known := self._listeners.get(interaction)) is not None:
                known.forget()
        for row in batch.rows.values():
            if isinstance(row, WATCHED):
                key = row.id if isinstance(row, Interaction) else row.interaction
                if (known := self._listeners.get(key)) is not None:
                    known.put(row)
        for interaction, one in touched:
            await self._tell(group, interaction, one)
            begun = self._listeners.get(interaction) if isinstance(one.fact, f.CallArrived) else None
            if begun is not None and batch.rows:
                begun.begin(batch.rows)

    async def _tell(self, group: asyncio.TaskGroup, interaction: str, logged: Logged) -> None:
        known = self._listeners.get(interaction)
        if known is not None and not isinstance(logged.fact, IDLE):
            known.wake()
        elif known is None and isinstance(logged.fact, BEGIN):
            call = await self._desk.store.reading(self._tenant).get(Call, interaction)
            if call is not None and call.open and interaction not in self._listeners:
                self._listen(group, interaction)

    def _listen(self, group: asyncio.TaskGroup, interaction: str) -> None:
        listener = Listener(self._desk, self._tenant, interaction, self.standing)
        self._listeners[interaction] = listener
        group.create_task(self._keep(interaction, listener))

    async def _keep(self, interaction: str, listener: Listener) -> None:
        try:
            await keep_going(self._desk.clock, "listener", listener.run)
        finally:
            if self._listeners.get(interaction) is listener:
                del self._listeners[interaction]
