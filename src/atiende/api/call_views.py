"""Calls as viewers see them: names from content, and only those supervisors of whom they are told."""

from collections.abc import Sequence

from atiende.api import phone_shapes as shapes
from atiende.api.shapes import Named
from atiende.api.who import Viewer
from atiende.domain.call import SITE, WHERE, Call, CallContent, CallLeg, Leg, LegContent
from atiende.domain.callback import legible
from atiende.domain.conversation import Conversation
from atiende.domain.recording import Recording
from atiende.domain.work import User
from atiende.ports import views as v
from atiende.ports.desk import Desk
from atiende.ports.store import Reading

MONITOR = "call.monitor"
DESKS = "asterisk"
"""The engine that has desk phones."""
EVERYTHING = v.Sight(agent="", queues=None, brands=None)
MOST = 500
"""Calls listed at once."""


class Seen:
    """A call with all its words, before it is known who looks."""

    def __init__(
        self, call: Call, *, row: v.ConversationRow | None, hand: bool, recording: shapes.RecordingNow
    ) -> None:
        self.call, self.row, self.hand, self.recording = call, row, hand, recording
        self.content: CallContent | None = None
        self.legs: dict[str, LegContent] = {}
        self.names: dict[str, str] = {}
        self.desks: set[str] = set()
        """Users who talk at a telephone on their desk."""
        self.sites: dict[str, str] = {}

    def by(self, viewer: Viewer) -> shapes.CallView:
        """As this viewer sees it. He may see the call at all: asked before. Who is listened to is not told because he
        listens to others at times."""
        call, row, content = self.call, self.row, self.content
        mine = call.leg_of(viewer.user)
        told = viewer.covers(MONITOR) and (mine is None or mine.role == "supervisor")
        shown = [one for one in call.legs if one.announced or told or one is mine]
        number = content.number if content else ""
        customer = row.customer if row else None
        return shapes.CallView(
            interaction=call.interaction,
            conversation=call.conversation,
            customer=call.customer,
            name=(customer.name if customer else "") or (content.name if content else ""),
            organization=customer.organization if customer else "",
            vip=customer.vip if customer else False,
            queue=row.queue if row else "",
            direction="out" if call.direction == "out" else "in",
            state=_state(call),
            number=number,
            shown=legible(number or (content.received if content else "")),
            withheld=call.withheld,
            diverted=legible(content.diverted) if content else "",
            attestation=call.attestation,
            verified=call.verified,
            answerer=call.answerer,
            began_at=call.began_at,
            connected_at=call.connected_at,
            my_leg=mine.id if mine else "",
            engine=call.engine,
            legs=[self._leg(one) for one in shown],
            recording=self.recording,
            hand=self.hand,
            monitors=[self._monitor(one) for one in shown if one.role == "supervisor" and one.state == "up"],
        )

    def _name(self, leg: Leg) -> str:
        if leg.role == "customer":
            return self.row.customer.name if self.row else ""
        content = self.legs.get(leg.id)
        return self.names.get(leg.user, "") or (content.name if content else "")

    def _leg(self, leg: Leg) -> shapes.LegShown:
        content = self.legs.get(leg.id)
        return shapes.LegShown.model_validate(
            {
                "leg": leg.id,
                "role": leg.role,
                "user": leg.user if leg.kind == "agent" else "",
                "name": self._name(leg),
                "number": legible(content.number) if content else "",
                "state": leg.state,
                "room": leg.room,
                "held": leg.held,
                "muted": leg.muted,
                "faltered": leg.faltered,
                "media": {"audio": leg.media.audio, "video": leg.media.video, "screen": leg.media.screen},
                "overhears": leg.overhears,
                "coach": leg.coach,
                "offered": bool(leg.offer),
                "desk_phone": self.call.engine == DESKS and leg.kind == "agent" and leg.user in self.desks,
                "site": self.sites.get(leg.user, "") if leg.kind == "agent" else "",
            }
        )

    def _monitor(self, leg: Leg) -> shapes.MonitorNow:
        return shapes.MonitorNow(
            leg=leg.id,
            by=Named(id=leg.user, name=self.names.get(leg.user, "")),
            mode="barge" if not leg.overhears else "coach" if leg.coach else "listen",
            announced=leg.announced,
        )


def _state(call: Call) -> str:
    if not call.open:
        return "ended"
    customer = call.customer_leg
    if customer is None or customer.state != "up":
        return "dialling"
    if customer.held:
        return "held"
    us = [one for one in call.of("agent", "external") if one.state == "up" and one.room == "main" and not one.offer]
    return "talking" if us else "waiting"


async def seen(desk: Desk, views: v.Views, tenant: str, calls: Sequence[Call]) -> Sequence[Seen]:
    """With all their words, read together."""
    reading = desk.store.reading(tenant)
    rows = {
        one.id: one for one in await views.conversations.rows(tenant, EVERYTHING, [call.conversation for call in calls])
    }
    found = [await _one(reading, call, rows.get(call.conversation), desk.clock.now()) for call in calls]
    users = await _users(reading, {leg.user for call in calls for leg in call.legs if leg.kind == "agent"})
    for one in found:
        one.names.update({user.id: user.name for user in users})
        one.desks.update(user.id for user in users if user.preferences.get(WHERE) == "desk")
        one.sites.update({user.id: user.preferences.get(SITE, "") for user in users})
    return found


async def _one(reading: Reading, call: Call, row: v.ConversationRow | None, now: int) -> Seen:
    conversation = await reading.get(Conversation, call.conversation)
    made = Seen(
        call,
        row=row,
        hand=conversation is not None and conversation.hand_raised_at is not None,
        recording=await _recording(reading, call.interaction, now),
    )
    made.content = await reading.get(CallContent, call.interaction)
    made.legs = {one.id: one for one in await reading.where(LegContent, {"interaction": call.interaction})}
    return made


async def _recording(reading: Reading, interaction: str, now: int) -> shapes.RecordingNow:
    for one in await reading.where(Recording, {"interaction": interaction}):
        if one.state == "running" and one.basis != "message":
            why = next((pause.why for pause in one.pauses if now < pause.until), "")
            return shapes.RecordingNow(state="paused" if why else "on", policy=one.basis, why=why)
    return shapes.RecordingNow(state="off", policy="", why="")


async def _users(reading: Reading, users: set[str]) -> Sequence[User]:
    found = [await reading.get(User, user) for user in users]
    return [one for one in found if one is not None]


async def calls_of(reading: Reading, user: str) -> Sequence[Call]:
    """Those a user has a leg in, or is being called into."""
    found: dict[str, Call] = {}
    for leg in await reading.where(CallLeg, {"user": user}):
        call = await reading.get(Call, leg.interaction)
        if call is not None and call.open and call.leg_of(user) is not None:
            found[call.interaction] = call
    return list(found.values())


async def live_calls(reading: Reading) -> Sequence[Call]:
    """All that go on, the newest first."""
    found = await reading.where(Call, {"open": True}, limit=MOST)
    return sorted(found, key=lambda one: (-one.began_at, one.interaction))
