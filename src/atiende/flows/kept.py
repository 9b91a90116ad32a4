"""A session as text, to be kept between two steps, and back."""

from typing import cast

import msgspec
from msgspec import Struct

from atiende.flows.state import Frame, Session, Value, Waiting


class _Frame(Struct, frozen=True):
    flow: str
    version: int
    node: str
    values: dict[str, object] = {}


class _Kept(Struct, frozen=True):
    """As `Session`; what variables hold is of no one type, so it is taken as it is."""

    frames: tuple[_Frame, ...]
    language: str
    seed: int
    awaiting: str = ""
    due: int | None = None
    tries: int = 0
    turn: int = 0
    asked: dict[str, object] = {}
    goals: tuple[str, ...] = ()
    outcome: str = ""
    unheard: int = 0
    why: str = ""
    told: bool = False
    waiting: Waiting | None = None


_DECODER = msgspec.json.Decoder(_Kept)


def dump(session: Session) -> str:
    return msgspec.json.encode(session).decode()


def load(text: str) -> Session:
    """Raises msgspec.ValidationError when it is none."""
    kept = _DECODER.decode(text)
    frames = tuple(
        Frame(flow=one.flow, version=one.version, node=one.node, values=cast(dict[str, Value], one.values))
        for one in kept.frames
    )
    rest = {name: getattr(kept, name) for name in _Kept.__struct_fields__ if name != "frames"}
    return Session(frames=frames, **rest)
