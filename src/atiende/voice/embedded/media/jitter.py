"""A jitter buffer that has no length of its own: it grows by concealing and shrinks by leaving out.

It plays one packet a turn. A packet that is not there when its turn comes is concealed; when nothing is there, time
stands still for the stream, so the delay grows by a turn and what comes late is still heard. As soon as there was
always more in it than it needed for some seconds, it is `long`: its reader plays two packets in one turn where that is
heard least, and the delay is shorter again.
"""

from collections import deque
from typing import Generic, Literal, TypeVar

from msgspec import Struct

Kind = Literal["packet", "recover", "conceal", "nothing"]

_FIRST = 2
"""Packets to wait for before the first one is played."""
_WINDOW = 50
"""Turns after which it is noted how empty the buffer has been at its emptiest."""
_WINDOWS = 3
"""So many of them in a row with something to spare: it may shrink."""
_CONCEALED = 5
"""Turns bridged when nothing comes any more; then it is silent and begins anew."""
_FULL, _MOST = 15, 60
"""More than this is a stall that ended: what is old is thrown away. Where that happens again and again it is how this
network brings everything, and there is room for more."""
_AGAIN = range(5, 150)
"""Turns since the last time: sooner is the same stall, later another one."""
_KEPT = 4
_SPARE, _SPARE_TROUBLED = 1, 2
"""Packets kept to spare: what is as late as that is not missed. More of them while it was not enough lately."""
_TROUBLED = 20
"""Windows that is remembered for."""
_PATIENCE = 250
"""Turns to wait for a moment in which leaving out is not heard."""
_FAR = 3000
"""A jump of sequence numbers that is no loss but another stream."""


P = TypeVar("P")
"""Whatever stands for a packet."""


class Turn(Struct, Generic[P], frozen=True):
    """`recover`: the missing one can be had from `packet`, the next. `nothing`: silence."""

    kind: Kind
    packet: P | None = None


class JitterBuffer(Generic[P]):
    """Sequence numbers in, turns out. Its reader asks once for the length of a packet."""

    def __init__(self) -> None:
        self._held: dict[int, P] = {}
        self._next = -1
        self._newest = -1
        self._played = -1
        """All before it was, when nothing came any more: what comes of that later is not heard a second time."""
        self._dry = 0
        self._owed = 0
        self._turns = 0
        self._lean = _MOST
        self._spare: deque[int] = deque(maxlen=_WINDOWS)
        self._dried_up = False
        self._calm = _TROUBLED
        self._too_many = self._waited = 0
        self._room, self._since_full = _FULL, _AGAIN.stop
        self.late = 0
        """Came after their turn."""

    def __len__(self) -> int:
        return len(self._held)

    def put(self, seq: int, packet: P) -> None:
        """Twice the same is once. `seq`: 16 bits."""
        if self._newest < 0:
            self._begin(seq)
        extended = self._newest + ((seq - self._newest + 0x8000) & 0xFFFF) - 0x8000
        if abs(extended - self._newest) > _FAR:
            self._begin(seq)
            extended = self._newest
        if extended < max(self._next, self._played):
            self.late += 1
            return
        self._held[extended] = packet
        self._newest = max(self._newest, extended)
        if len(self._held) > self._room:
            self._overflows()

    def _overflows(self) -> None:
        if self._since_full in _AGAIN and self._room < _MOST:
            self._room = min(_MOST, 2 * self._room)
        else:
            self._leave_out(len(self._held) - _KEPT)
        self._since_full = 0

    def _begin(self, seq: int) -> None:
        self._held.clear()
        self._newest, self._next, self._dry, self._owed, self._too_many = seq + 0x10000, -1, 0, 0, 0
        self._played = -1

    def resume(self, seq: int) -> None:
        """As if everything up to `seq` had been played: what was heard before by other means goes on."""
        self._begin(seq)
        self._next = self._newest + 1

    def drain(self) -> list[P]:
        """All it holds, in order; it is empty then."""
        held = [self._held[seq] for seq in sorted(self._held)]
        self._held.clear()
        self._newest = self._next = -1
        return held

    def turn(self) -> Turn[P]:
        """The next to be played."""
        self._since_full += 1
        if self._next < 0:
            if len(self._held) < _FIRST:
                return Turn("nothing")
            self._next = min(self._held)
        if not self._held:
            return self._dried()
        self._catch_up()
        packet = self._held.pop(self._next, None)
        self._next += 1
        self._waited += 1
        self._measure()
        if packet is not None:
            return Turn("packet", packet)
        following = self._held.get(self._next)
        return Turn("conceal") if following is None else Turn("recover", following)

    def _dried(self) -> Turn[P]:
        self._dry += 1
        self._note(0)
        if self._dry > _CONCEALED:
            self._played, self._next = self._next, -1
            self._owed = 0
            return Turn("nothing")
        self._owed += 1
        self._dried_up, self._too_many = True, 0
        return Turn("conceal")

    @property
    def long(self) -> Literal["", "now and then", "at once"]:
        """Whether more waits in it than must."""
        if not self._too_many or not self._held:
            return ""
        return "at once" if self._waited > _PATIENCE else "now and then"

    def shortened(self) -> None:
        """Two were played in one turn."""
        self._too_many = max(0, self._too_many - 1)
        self._spare.clear()

    def _catch_up(self) -> None:
        """What was concealed while nothing came, and then turned out to be lost, is not concealed once more."""
        self._dry = 0
        while self._owed and self._next not in self._held:
            self._next += 1
            self._owed -= 1
        self._owed = 0

    def _measure(self) -> None:
        self._note(len(self._held))
        self._turns += 1
        if self._turns < _WINDOW:
            return
        self._spare.append(self._lean)
        self._calm = 0 if self._dried_up else self._calm + 1
        need = _SPARE_TROUBLED if self._calm < _TROUBLED else _SPARE
        self._turns, self._lean, self._dried_up = 0, _MOST, False
        if self._calm >= _TROUBLED:
            self._room = _FULL
        if len(self._spare) == _WINDOWS and min(self._spare) > need and not self._too_many:
            self._too_many, self._waited = -(-(min(self._spare) - need) // 2), 0
            self._spare.clear()

    def _note(self, held: int) -> None:
        self._lean = min(self._lean, held)

    def _leave_out(self, packets: int) -> None:
        for seq in sorted(self._held)[:packets]:
            del self._held[seq]
            self._next = max(self._next, seq + 1)
