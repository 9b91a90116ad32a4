"""The load of `atiende bench voice`, a process of its own: many callers on one loop that looks at every millisecond.

Run as `python -m atiende.bench.voice_load SOUNDS.npz PLACE`; orders are JSON lines on its input, outcomes on its
output.
"""

import json
import os
import select
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

from atiende.bench.voice_caller import FRAME_S, Caller, wall
from atiende.bench.voice_sound import Voiced, heard_of, load_voices
from atiende.voice.embedded.dtls import Certificate

SLOTS = 20
"""A frame's time is cut so, and callers speak in turns."""
AGAIN_EVERY = 0.25
Order = dict[str, Any]
"""One line of JSON."""


class Load:
    def __init__(self, voices: list[Voiced], place: Path) -> None:
        self._voices, self._place = voices, place
        self._certificate = Certificate()
        self._callers: dict[str, Caller] = {}
        self._by_file: dict[int, Caller] = {}
        self._wheel: list[list[Caller]] = [[] for _ in range(SLOTS)]
        self._up: set[str] = set()
        self._poll = select.epoll()
        self._poll.register(0, select.EPOLLIN)
        self._input = b""
        self._measured_since = self._measure_until = 0.0
        self._lag = 0.0
        self._paused = False

    def run(self) -> None:
        slot, due, again = 0, time.monotonic(), 0.0
        while True:
            now = time.monotonic()
            while due <= now:
                self._speak(slot)
                self._lag = max(self._lag, now - due)
                slot, due = (slot + 1) % SLOTS, due + FRAME_S / SLOTS
            if now >= again:
                again = now + AGAIN_EVERY
                self._look(now)
            for file, _ in self._poll.poll(max(0.0, due - time.monotonic())):
                if file == 0:
                    self._read()
                elif file in self._by_file:
                    self._by_file[file].drain()

    def _speak(self, slot: int) -> None:
        if self._paused:
            return
        at = wall()
        for caller in self._wheel[slot]:
            caller.speak(at)
        for caller in self._callers.values() if slot % 2 == 0 else ():
            if caller.loss:
                caller.send_waiting(at)

    def _look(self, now: float) -> None:
        for name, caller in self._callers.items():
            caller.say_again(still_here=self._paused)
            if caller.is_up and name not in self._up:
                self._up.add(name)
                _say({"up": name})
        if self._measure_until and now >= self._measure_until:
            self._measured()

    def _read(self) -> None:
        self._input += os.read(0, 1 << 20)
        *lines, self._input = self._input.split(b"\n")
        for line in lines:
            self._obey(json.loads(line))

    def _obey(self, order: Order) -> None:
        match order["do"]:
            case "add":
                self._add(order["name"], bool(order.get("probe")), order.get("forwarder"))
            case "answer":
                self._callers[order["name"]].answered(order["sdp"])
            case "loss":
                self._lose(order["share"])
            case "measure":
                self._measure(order["seconds"])
            case "pause":
                self._paused = order["on"]
            case "drop":
                self._drop(order["names"])

    def _lose(self, share: float) -> None:
        for caller in self._callers.values():
            caller.loss = share if caller.probe else 0.0

    def _measure(self, seconds: float) -> None:
        self._lag = 0.0
        self._measured_since, self._measure_until = time.monotonic(), time.monotonic() + seconds
        for caller in self._callers.values():
            caller.measure(True)

    def _add(self, name: str, probe: bool, forwarder: list[Any] | None) -> None:
        number = len(self._callers)
        voiced = self._voices[number % len(self._voices)]
        caller = Caller(name, voiced.packets, number * 37 % len(voiced.packets), self._certificate, probe)
        self._callers[name] = caller
        self._by_file[caller.socket.fileno()] = caller
        self._poll.register(caller.socket.fileno(), select.EPOLLIN)
        min(self._wheel, key=len).append(caller)
        if forwarder is not None:
            caller.plain(("127.0.0.1", forwarder[0]), forwarder[1])
        else:
            _say({"offer": name, "sdp": caller.offer()})

    def _drop(self, names: list[str]) -> None:
        for name in names:
            caller = self._callers.pop(name, None)
            if caller is None:
                continue
            self._poll.unregister(caller.socket.fileno())
            del self._by_file[caller.socket.fileno()]
            for slot in self._wheel:
                if caller in slot:
                    slot.remove(caller)
            self._up.discard(name)
            caller.close()

    def _measured(self) -> None:
        seconds, self._measure_until = time.monotonic() - self._measured_since, 0.0
        late, due, heard = 0, 0, {}
        for name, caller in self._callers.items():
            caller.measure(False)
            frames, expected = caller.lateness(seconds)
            late, due = late + frames, due + expected
            if caller.probe:
                heard[name] = self._kept(caller)
        packets = sum(len(caller.came) for caller in self._callers.values())
        _say({"late": late, "due": due, "came": packets, "seconds": seconds, "lag": self._lag, "heard": heard})

    def _kept(self, caller: Caller) -> str:
        """Where what a probe heard and said lies."""
        path = self._place / f"{caller.name}.npz"
        sound, began = heard_of(caller.heard)
        at, index = np.array([each[0] for each in caller.sent]), np.array([each[1] for each in caller.sent], int)
        np.savez(path, sound=sound, began=began, said_at=at, said_index=index)
        return str(path)


def _say(what: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    Load(load_voices(Path(sys.argv[1])), Path(sys.argv[2])).run()
