"""What an agent hears alone before he meets his caller: said once, and never long in the way."""

from collections.abc import Callable

from atiende.actions import sounds
from atiende.actions.calls_events import admit_leg
from atiende.domain.call import Call
from atiende.domain.call_scene import whispered_to
from atiende.domain.interaction import Interaction
from atiende.ports.desk import Desk
from atiende.ports.voice import VoiceEngine
from atiende.reactors.queue_talk import QueueTalk

LONGEST_MS = 15_000
"""A whisper that never ends keeps nobody waiting longer."""


class Whisper:
    """Of one call. `play` names a sound; `due` (ms): by when the agent is let in, whatever is heard of its end."""

    def __init__(self, desk: Desk, tenant: str, queue: QueueTalk, play: Callable[[str], str]) -> None:
        self._desk, self._tenant, self._queue, self._name = desk, tenant, queue, play
        self._leg, self._play = "", ""
        self._admitted = 0
        self.due: int | None = None

    def forget(self) -> None:
        """Nobody hears it any more."""
        self._leg, self._play, self.due = "", "", None

    def is_over(self, play: str) -> bool:
        return self.due is not None and play == self._play

    async def follow(self, engine: VoiceEngine, call: Call, work: Interaction, now: int) -> bool:
        """Whether the agent was let in."""
        leg = whispered_to(call)
        if leg is None:
            self.forget()
            return False
        if self._leg == leg.id:
            return self.due is not None and now >= self.due and await self.admit()
        saying, language = await self._queue.whisper(work)
        sound = await sounds.sound_of(self._desk, self._tenant, saying, language) if saying.text else None
        self._leg, self._play, self.due = leg.id, self._name(f"whisper{self._admitted}"), now + LONGEST_MS
        if sound is None:
            return await self.admit()
        await engine.play(self._play, leg.id, sound)
        return False

    async def admit(self) -> bool:
        leg = self._leg
        self.forget()
        self._admitted += 1
        await admit_leg(self._desk, self._tenant, leg)
        return True
