"""What Asterisk sends over the WebSocket, as far as we read it, and what we send."""

from typing import Final

import msgspec
from msgspec import Struct

DOWN, RING, RINGING, UP = "Down", "Ring", "Ringing", "Up"
"""States of a channel. `Ring`: it calls us; `Ringing`: we call it."""


class Party(Struct, frozen=True):
    name: str = ""
    number: str = ""


class Place(Struct, frozen=True):
    """Where a channel is in the dialplan; `app_data` holds what Stasis was begun with."""

    context: str = ""
    exten: str = ""
    app_name: str = ""
    app_data: str = ""


class Channel(Struct, frozen=True):
    id: str
    name: str = ""
    state: str = ""
    caller: Party = Party()
    dialplan: Place = Place()


class Bridge(Struct, frozen=True):
    id: str
    name: str = ""
    channels: tuple[str, ...] = ()


class Playback(Struct, frozen=True):
    id: str
    state: str = ""


class LiveRecording(Struct, frozen=True):
    name: str
    state: str = ""


class Said(Struct, frozen=True):
    """An event, or the answer to a request: whatever fields its type has."""

    type: str
    channel: Channel | None = None
    peer: msgspec.Raw = msgspec.Raw()
    bridge: Bridge | None = None
    playback: Playback | None = None
    recording: LiveRecording | None = None
    args: tuple[str, ...] = ()
    digit: str = ""
    cause: int = 0
    request_id: str = ""
    status_code: int = 0
    message_body: str = ""


class Pair(Struct, frozen=True):
    name: str
    value: str


class Request(Struct, frozen=True, tag_field="type", tag="RESTRequest", omit_defaults=True):
    request_id: str
    transaction_id: str
    method: str
    uri: str
    query_strings: tuple[Pair, ...] = ()
    content_type: str = ""
    message_body: str = ""


class Endpoint(Struct, frozen=True):
    """Whether somebody is registered there."""

    resource: str = ""
    state: str = ""


class Heard(Struct, frozen=True):
    """A stored recording's name and form."""

    name: str
    format: str = ""


SAID: Final = msgspec.json.Decoder(Said)
CHANNELS: Final = msgspec.json.Decoder(list[Channel])
BRIDGES: Final = msgspec.json.Decoder(list[Bridge])
ENDPOINTS: Final = msgspec.json.Decoder(list[Endpoint])
STORED: Final = msgspec.json.Decoder(list[Heard])
SEND: Final = msgspec.json.Encoder()
QUIET: Final = [
    "ChannelVarset",
    "ChannelDialplan",
    "ChannelCallerId",
    "ChannelConnectedLine",
    "ChannelCreated",
    "BridgeMerged",
    "BridgeVideoSourceChanged",
    "ChannelHold",
    "ChannelUnhold",
    "ContactStatusChange",
    "DeviceStateChanged",
    "PlaybackStarted",
    "PlaybackContinuing",
    "Dial",
    "BridgeCreated",
]
"""Events we never look at: they are not even sent."""
