"""Calls on desks' screens: whoever is in one, or supervises those that may be supervised, sees it as it is now.

Not within the frames of facts, which are the same for all who get them: which leg is his own, and of which supervisors
he is told, differs by viewer. What counts is the latest; none of them has to be seen.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from atiende.api.call_views import MONITOR, Seen, seen
from atiende.api.permissions import may_see_conversation
from atiende.api.who import Viewer
from atiende.api.wire import ENCODER
from atiende.domain import facts as f
from atiende.domain.call import Call, CallLeg
from atiende.domain.conversation import Conversation
from atiende.ports import views as v
from atiende.ports.bus import Caption, Quality, ToPage
from atiende.ports.desk import Desk

if TYPE_CHECKING:
    from atiende.api.hub import AgentSocket

MOST = 10_000
HANDS = (f.HandRaised, f.HandLowered)


class OnCalls:
    """Of one tenant, on this node. `agents` are the sockets by user."""

    def __init__(self, desk: Desk, views: v.Views, tenant: str, agents: "Mapping[str, set[AgentSocket]]") -> None:
        self._desk, self._views, self._tenant = desk, views, tenant
        self._agents = agents
        self._read = desk.store.reading(tenant)
        self._live: dict[str, str] = {}
        """The conversation of each call that goes on."""
        self._whose: dict[str, str] = {}
        """And its customer."""
        self._shown: dict[str, set[str]] = {}
        """The users who were told of it last: they are told when it is theirs no more."""
        self._heard: dict[str, set[str]] = {}
        """The legs of each call that everybody in it knows of: of others nothing is said, nor how well they hear."""
        self._dirty: set[str] = set()

    async def begin(self) -> None:
        for call in await self._read.where(Call, {"open": True}, limit=MOST):
            self._live[call.interaction], self._whose[call.interaction] = call.conversation, call.customer
            self._heard[call.interaction] = _known(call)
        for leg in await self._read.where(CallLeg, {}, limit=MOST):
            if leg.interaction in self._live:
                self._shown.setdefault(leg.interaction, set()).add(leg.user)

    def note(self, fact: f.AnyFact) -> None:
        """A fact may have changed a call."""
        interaction = getattr(fact, "interaction", "")
        if isinstance(fact, f.CallArrived | f.CallPlaced):
            self._live[interaction], self._whose[interaction] = fact.conversation, fact.customer
        if interaction in self._live:
            self._dirty.add(interaction)
        elif isinstance(fact, HANDS):
            self._dirty |= {one for one, conversation in self._live.items() if conversation == fact.conversation}

    def renamed(self, customers: Iterable[str]) -> None:
        """They are called otherwise from now on: so are those one talks to."""
        found = set(customers)
        self._dirty |= {one for one, customer in self._whose.items() if customer in found}

    async def tell(self) -> None:
        """What was noted goes to whom it concerns."""
        dirty, self._dirty = self._dirty, set()
        for interaction in dirty:
            await self._tell(interaction)

    async def _tell(self, interaction: str) -> None:
        call = await self._read.get(Call, interaction)
        if call is None:
            return
        users = {one.user for one in call.legs if one.kind == "agent"}
        tabs = self._of(users | self._shown.get(interaction, set()))
        boards = [one for one in self._boards() if one.viewer.covers(MONITOR)]
        self._shown[interaction], self._heard[interaction] = users, _known(call)
        if not call.open:
            del self._shown[interaction], self._heard[interaction]
            self._live.pop(interaction, None)
            self._whose.pop(interaction, None)
        if not tabs and not boards:
            return
        conversation = await self._read.get(Conversation, call.conversation)
        overseers = {
            id(one) for one in boards if conversation and may_see_conversation(one.viewer, conversation, MONITOR)
        }
        found = (await seen(self._desk, self._views, self._tenant, [call]))[0]
        for tab in {id(one): one for one in (*tabs, *boards)}.values():
            if tab.viewer.user in users or id(tab) in overseers:
                tab.outbox.put(_frame(found, tab.viewer))
            elif tab in tabs:
                tab.outbox.put(_frame(found, tab.viewer, over=True))

    def _tabs(self, user: str) -> "Sequence[AgentSocket]":
        return list(self._agents.get(user, ()))

    def _boards(self) -> "Sequence[AgentSocket]":
        return [tab for tabs in self._agents.values() for tab in tabs if tab.board]

    def _of(self, users: Iterable[str]) -> "Sequence[AgentSocket]":
        return [tab for user in users for tab in self._tabs(user)]

    def hear(self, signal: ToPage | Quality | Caption) -> None:
        """What an engine says to a page; how well somebody is heard, and what is said: also to who supervises."""
        frame = ENCODER.encode(_spoken(signal))
        tabs = {id(one): one for one in self._tabs(signal.who)}
        if not isinstance(signal, ToPage) and signal.leg in self._heard.get(signal.interaction, ()):
            tabs |= {id(one): one for user in self._shown.get(signal.interaction, ()) for one in self._tabs(user)}
        if isinstance(signal, Quality):
            tabs |= {id(one): one for one in self._boards() if one.viewer.covers(MONITOR)}
        for tab in tabs.values():
            tab.outbox.put(frame)


def _known(call: Call) -> set[str]:
    return {one.id for one in call.legs if one.announced}


def _frame(found: Seen, viewer: Viewer, *, over: bool = False) -> bytes:
    call = found.by(viewer)
    if over:  # for him it is
        call = call.model_copy(update={"state": "ended", "my_leg": ""})
    return b'{"op":"call","call":%b}' % call.model_dump_json().encode()


def _spoken(signal: ToPage | Quality | Caption) -> Mapping[str, object]:
    if isinstance(signal, ToPage):
        return {"op": "voice", "leg": signal.leg, "body": signal.body}
    if isinstance(signal, Quality):
        return {
            "op": "quality",
            "interaction": signal.interaction,
            "leg": signal.leg,
            "loss_pct": signal.loss_pct,
            "jitter_ms": signal.jitter_ms,
            "rtt_ms": signal.rtt_ms,
            "level": signal.level,
        }
    return {
        "op": "caption",
        "interaction": signal.interaction,
        "leg": signal.leg,
        "text": signal.text,
        "final": signal.final,
    }
