"""A call as one viewer sees it, and what may be ordered in it."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from atiende.api.shapes import Moment, Named, Shape
from atiende.api.steps import Ident
from atiende.domain.recording import LONGEST_PAUSE_MS

KEYS = r"^[0-9*#A-D]{1,40}$"


class MediaShown(Shape):
    audio: bool
    video: bool
    screen: bool


class LegShown(Shape):
    """One telephone or browser in it. `overhears`: whose leg, of one who only listens; with `coach` that one hears him.
    `offered`: it rings, and somebody else may still take the call. `desk_phone`: no page carries it.
    `site`: where he works, as he says himself."""

    leg: str
    role: Literal["customer", "agent", "consulted", "external", "supervisor", "guest"]
    user: str
    name: str
    number: str
    state: Literal["planned", "dialling", "up"]
    room: str
    held: bool
    muted: bool
    faltered: bool
    media: MediaShown
    overhears: str
    coach: bool
    offered: bool
    desk_phone: bool
    site: str = ""


class RecordingNow(Shape):
    """`why` it is paused: secret, form, agent, api. `policy`: by what right it runs; empty where it does not."""

    state: Literal["off", "on", "paused"]
    policy: str
    why: str


class MonitorNow(Shape):
    """A supervisor in the call, as far as this viewer is told. `leg`: his."""

    leg: str
    by: Named
    mode: Literal["listen", "coach", "barge"]
    announced: bool


class CallView(Shape):
    """`state`: waiting (nobody of us is with him), dialling, talking, held, ended. `my_leg`: the viewer's own place in
    it, empty when he has none. `number` is E.164, `shown` as it is read, or as it was received where it is no number
    that can be called. `diverted`: the number called first, where the call was diverted to ours. `attestation`: A, B,
    C, or empty where nobody vouches for the number; `verified` as checked on the way in."""

    interaction: str
    conversation: str
    customer: str
    name: str
    organization: str
    vip: bool
    queue: str
    direction: Literal["in", "out"]
    state: Literal["waiting", "dialling", "talking", "held", "ended"]
    number: str
    shown: str
    withheld: bool
    diverted: str
    attestation: str
    verified: bool | None
    answerer: str
    began_at: Moment
    connected_at: Moment | None
    my_leg: str
    engine: str
    legs: list[LegShown]
    recording: RecordingNow
    hand: bool
    monitors: list[MonitorNow]


class MyCalls(BaseModel):
    """`engines` of this centre, the usual one first; none: it has no voice. `outside`: numbers can be called."""

    items: list[CallView]
    engines: list[str]
    outside: bool


class CallList(BaseModel):
    items: list[CallView]


class IceServerShown(Shape):
    urls: list[str]
    username: str
    credential: str


class SipAccountShown(Shape):
    uri: str
    password: str
    websocket: str


class LinesShown(BaseModel):
    """How a page reaches the engines: by WebRTC through these, or as a SIP telephone with this account."""

    ice_servers: list[IceServerShown]
    sip: SipAccountShown | None


class TargetWanted(BaseModel):
    """A user, a queue, a number (E.164, or as written in the brand's country), or a flow."""

    kind: Literal["agent", "queue", "number", "flow"]
    value: Annotated[str, Field(min_length=1, max_length=100)]


class TargetShown(Shape):
    """`state` of an agent; `waiting` and `free` of a queue."""

    kind: Literal["agent", "queue", "flow"]
    value: str
    name: str
    name_es: str = ""
    state: str = ""
    waiting: int = 0
    free: int = 0


class TargetList(BaseModel):
    items: list[TargetShown]


class DialWanted(BaseModel):
    """A number `to` call, or a `callback` in my hands (an interaction). `conversation`: what it is about; empty: what
    is open with him, or a new one."""

    to: TargetWanted | None = None
    callback: Ident = ""
    conversation: Ident = ""
    customer: Ident = ""
    video: bool = False


class Dialled(BaseModel):
    interaction: str
    conversation: str


class LegWanted(BaseModel):
    """Empty: the customer's."""

    leg: Ident = ""


class OnWanted(BaseModel):
    on: bool


class RecordWanted(BaseModel):
    """A pause and its end: by the agent's button, a form, or a program; each ends its own, the agent's button ends all.
    `seconds`: after which a pause ends by itself."""

    on: bool
    why: Literal["agent", "form", "api"] = "agent"
    seconds: int = Field(default=LONGEST_PAUSE_MS // 1000, ge=1, le=LONGEST_PAUSE_MS // 1000)


class KeysWanted(BaseModel):
    digits: Annotated[str, Field(pattern=KEYS)]


class ToWanted(BaseModel):
    to: TargetWanted


class TransferWanted(BaseModel):
    """Without a target: to whoever is being consulted. `note`: for colleagues, in the conversation."""

    to: TargetWanted | None = None
    note: str = Field(default="", max_length=2000)


class DropWanted(BaseModel):
    leg: Annotated[Ident, Field(min_length=1)]


class HandWanted(BaseModel):
    """`word` stays as a note for colleagues."""

    on: bool
    word: str = Field(default="", max_length=2000)


class MonitorWanted(BaseModel):
    mode: Literal["listen", "coach", "barge", "take", "off"]


class MediaWanted(BaseModel):
    video: bool
    screen: bool


class EchoMade(BaseModel):
    """The leg that hears itself."""

    leg: str
    engine: str
