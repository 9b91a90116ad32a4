"""The provider of simulated mail: takes messages, is slow, says no, or takes one and never says so."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec
from msgspec import Struct

from atiende.bench.history.record import About, History
from atiende.bench.simulated.machines import Network
from atiende.ports.channel import Endpoint, Inbound, Intake, Outbound, SendFailed, SetAside, Traits, Unknown

Mood = Literal["good", "moody"]
ANSWER_SECONDS = 30.0


class Letter(Struct, frozen=True, kw_only=True):
    """Mail on the wire of the simulation."""

    sender: str
    subject: str
    text: str
    reply_to: str = ""
    """The conversation it answers in, as a token of ours would prove."""


class PostOffice:
    """The other side. `taken` is what it has, in order."""

    def __init__(self, network: Network, history: History) -> None:
        self._network, self._history = network, history
        self.mood: Mood = "good"
        self.taken: list[str] = []

    def arrive(self, outbound: Outbound, answer: "asyncio.Future[str]") -> None:
        """A message is handed over; what is answered comes a moment later, or never."""
        chance = self._network.chance
        fate = chance.random() if self.mood == "moody" else 1.0
        if fate < 0.15:
            self._say(answer, "later", 0.05)
            return
        self.taken.append(outbound.token)
        self._history.note("took", "post", About(message=outbound.token, conversation=outbound.conversation))
        if fate < 0.3:
            self._say(answer, "hung up", 0.2)
        elif fate < 0.4:
            return
        else:
            self._say(answer, "ok", chance.uniform(0.01, 0.2) if chance.random() < 0.75 else 8.0)

    def _say(self, answer: "asyncio.Future[str]", what: str, seconds: float) -> None:
        self._network.later(seconds, _settle, answer, what)


def _settle(answer: "asyncio.Future[str]", what: str) -> None:
    if not answer.done():
        answer.set_result(what)


class Post:
    """The channel, on one node."""

    def __init__(self, node: str, office: PostOffice, network: Network, *, again: bool) -> None:
        self.traits = Traits(name="post", subject=True, push=True, resend_safe=again)
        self._node, self._office, self._network = node, office, network

    def check(self, settings: Mapping[str, object]) -> Sequence[tuple[str, str]]:
        return []

    def parse(self, endpoint: Endpoint, raw: bytes, envelope: Mapping[str, str]) -> Inbound | SetAside | Unknown:
        letter = msgspec.json.decode(raw, type=Letter)
        return Inbound(
            origin=envelope["origin"], address=letter.sender, name=letter.sender.partition("@")[0], text=letter.text,
            subject=letter.subject, conversation=letter.reply_to,
        )  # fmt: skip

    async def listen(self, endpoint: Endpoint, intake: Intake) -> None:
        return

    async def send(self, endpoint: Endpoint, outbound: Outbound) -> str:
        answer: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        if not self._network.passes(self._node, "post"):
            raise SendFailed("relay_away", retry=True)
        self._network.later(self._network.chance.uniform(0.001, 0.02), self._office.arrive, outbound, answer)
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                said = await answer
        except TimeoutError as late:
            raise SendFailed("timeout", retry=False, sure=False) from late
        if said == "later":
            raise SendFailed("refused", retry=True)
        if said == "hung up":
            raise SendFailed("hung_up", retry=False, sure=False)
        return f"{outbound.token}@post.test"

    async def test(self, endpoint: Endpoint) -> Sequence[tuple[str, str]]:
        return [("published", "ok")]
