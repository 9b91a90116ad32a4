"""Prompts and music: begun, stopped for certain, and marked in Asterisk for whoever connects next."""

import contextlib
from typing import Protocol

import structlog

from atiende.domain.voice import PlayEnded
from atiende.ports.voice import EngineGone, Sound
from atiende.voice.asterisk import names
from atiende.voice.asterisk.hearing import Hearing
from atiende.voice.asterisk.lines import Exchange
from atiende.voice.asterisk.link import Answer, Query
from atiende.voice.asterisk.names import PLAY
from atiende.voice.asterisk.sounds import Sounds, Unplayable

log = structlog.get_logger()
STOP_TRIES, STOP_SECONDS = 5, 0.5
NOT_THERE = 404


class Host(Protocol):
    exchange: Exchange
    hearing: Hearing

    async def ask(self, method: str, uri: str, query: Query | None = None, body: object = None) -> Answer: ...
    def told(self, method: str, uri: str, query: Query | None = None, body: object = None) -> None: ...
    def _tell(self, event: PlayEnded) -> None: ...


class Plays:
    """`begun`: those that Asterisk knows of."""

    def __init__(self, host: Host, sounds: Sounds) -> None:
        self._host, self._sounds = host, sounds
        self._exchange, self._hearing = host.exchange, host.hearing
        self.begun: set[str] = set()
        host.hearing.played = self._over

    async def begin(self, play: str, to: str, sound: Sound) -> None:
        """To a leg or a bridge; PlayEnded says so if it cannot be."""
        line = self._exchange.lines.get(to)
        where = f"channels/{line.channel}" if line is not None else f"bridges/{to}"
        self._exchange.plays[play] = to
        try:
            media = await self._sounds.media(sound)
            if play in self._exchange.plays and play not in self._hearing.stopped:
                answer = await self._host.ask("POST", f"{where}/play/{play}", None, {"media": media})
                if answer.well:
                    self._mark(play, to)
                    return
        except Unplayable:
            log.warning("sound cannot be played", blob=sound.blob)
        self._hearing.over(play, whole=False)

    def _mark(self, play: str, to: str) -> None:
        if play in self._exchange.plays:
            self.begun.add(play)
            self._host.told("POST", f"bridges/{names.name(PLAY, play)}", {"type": "mixing", "name": to})

    def _over(self, play: str) -> None:
        if play in self.begun:
            self.begun.discard(play)
            with contextlib.suppress(EngineGone):  # then it is found on connecting
                self._host.told("DELETE", f"bridges/{names.name(PLAY, play)}")

    async def stop(self, play: str) -> bool:
        """False: Asterisk knows nothing of it (any more, or yet)."""
        if play in self._exchange.plays:
            self._hearing.stopped.add(play)
        there = (await self._host.ask("DELETE", f"playbacks/{play}")).status != NOT_THERE
        if not there and play in self.begun:
            self._hearing.over(play, whole=False)
        return there

    async def silence(self, leg: str) -> None:
        """What is played to it alone would hold up its way into a bridge, and everything behind it; to stop is said
        again where it was lost between two turns of music."""
        for play in [one for one, to in self._exchange.plays.items() if to == leg]:
            for _ in range(STOP_TRIES):
                if not await self.stop(play) or await self._hearing.is_over(play, STOP_SECONDS):
                    break
