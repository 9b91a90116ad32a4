"""What an engine is like after a command: what we take it to be until it is asked again."""

from collections.abc import Callable

from msgspec.structs import replace

from atiende.domain import settle as s
from atiende.domain.voice import Census, LegSeen, RecordingSeen


def obeyed(census: Census, command: s.AnyCommand) -> Census:
    """The census after a command; about what is gone already it changes nothing."""
    match command:
        case s.Dial(leg):
            return census if leg in census.legs else s.with_leg(census, leg, LegSeen(state="dialling"))
        case s.HangUp(leg):
            return s.without(census, leg)
        case s.Bridge(bridge, legs):
            return bridged(census, bridge, legs)
        case s.Record() | s.PauseRecording() | s.StopRecording():
            return _recorded(census, command)
        case _:
            return _changed(census, command)


def bridged(census: Census, bridge: str, legs: frozenset[str]) -> Census:
    """A leg stands in one bridge; a bridge of nobody is none, and nothing is recorded in it."""
    present = legs & census.legs.keys()
    bridges = {one: frozenset(who - present) for one, who in census.bridges.items() if one != bridge}
    if present:
        bridges[bridge] = frozenset(present)
    recordings = {one: seen for one, seen in census.recordings.items() if seen.bridge != bridge or present}
    return replace(census, bridges=bridges, recordings=recordings)


def _recorded(census: Census, command: s.Record | s.PauseRecording | s.StopRecording) -> Census:
    recordings = dict(census.recordings)
    known = recordings.get(command.recording)
    if isinstance(command, s.StopRecording):
        recordings.pop(command.recording, None)
    elif isinstance(command, s.PauseRecording) and known is not None:
        recordings[command.recording] = replace(known, paused=command.on)
    elif isinstance(command, s.Record) and known is None and command.bridge in census.bridges:
        recordings[command.recording] = RecordingSeen(bridge=command.bridge)
    return replace(census, recordings=recordings)


def _changed(census: Census, command: s.AnyCommand) -> Census:
    """What is said of one leg."""
    match command:
        case s.Answer(leg):
            return _leg(census, leg, lambda seen: replace(seen, state="up"))
        case s.Hold(leg):
            return _leg(census, leg, lambda seen: replace(seen, held=True))
        case s.Resume(leg):
            return _leg(census, leg, lambda seen: replace(seen, held=False))
        case s.Mute(leg, on):
            return _leg(census, leg, lambda seen: replace(seen, muted=on))
        case s.Overhear(leg, of, coach):
            return _leg(census, leg, lambda seen: replace(seen, overhears=of, coach=coach))
        case _:
            return census


def _leg(census: Census, leg: str, after: Callable[[LegSeen], LegSeen]) -> Census:
    return s.with_leg(census, leg, after(census.legs[leg])) if leg in census.legs else census
