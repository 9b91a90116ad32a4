"""Listening and coaching: a channel that hears an agent's, and the supervisor's, stand in a room of their own."""

from typing import Protocol

from atiende.voice.asterisk import names
from atiende.voice.asterisk.lines import Exchange, Line
from atiende.voice.asterisk.link import Answer, Query
from atiende.voice.asterisk.names import EAR, SNOOP


class Host(Protocol):
    exchange: Exchange

    async def ask(self, method: str, uri: str, query: Query | None = None, body: object = None) -> Answer: ...
    def told(self, method: str, uri: str, query: Query | None = None, body: object = None) -> None: ...
    async def snoop(self, snoop: str, channel: str, how: dict[str, str]) -> bool: ...
    async def silence(self, leg: str) -> None: ...


async def overhear(host: Host, ear: str, of: str, *, coach: bool) -> None:
    """Of an empty `of`: no longer."""
    line, heard = host.exchange.lines.get(ear), host.exchange.lines.get(of)
    if line is None or (line.overhears, line.coach) == (of, coach):
        return
    if line.overhears:
        let_go(host, ear, line)
        line.overhears, line.coach, line.place = "", False, ""
    if heard is None or not of:
        return
    line.overhears, line.coach = of, coach
    snoop, room = _name(SNOOP, ear, line), _name(EAR, ear, line)
    host.told("POST", f"bridges/{room}", {"type": "mixing"})
    if await host.snoop(snoop, heard.channel, {"spy": "both", "whisper": "out" if coach else "none"}):
        await host.silence(ear)
        line.place = room
        await host.ask("POST", f"bridges/{room}/addChannel", {"channel": f"{snoop},{line.channel}"})


def let_go(host: Host, ear: str, line: Line) -> None:
    host.told("DELETE", f"channels/{_name(SNOOP, ear, line)}")
    host.told("DELETE", f"bridges/{_name(EAR, ear, line)}")


def _name(kind: str, ear: str, line: Line) -> str:
    """The channel that hears for it, and the room the two stand in."""
    return names.name(kind, ear, line.overhears, "coach" if line.coach else "listen")
