"""The canary at work: beginnings of conversations as they are committed, what they are about, and the signs kept.

On start it reads the end of the log, so that it knows the usual at once. What a text is about are its words and, where
the centre has intents, what its classifier is sure of; reasons count when somebody or a flow sets them.
"""

import asyncio
import re
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TypeVar

import structlog

from atiende.actions import canaries as actions
from atiende.domain import facts as f
from atiende.domain.conversation import Conversation
from atiende.domain.documents import Brand, Document, read
from atiende.domain.errors import Refusal
from atiende.domain.message import MessageContent
from atiende.domain.notice import Canary as Kept
from atiende.domain.row import Row
from atiende.language.grounding import SMALL
from atiende.language.intents import Understood
from atiende.language.words import fold, forms
from atiende.ports.desk import Desk
from atiende.ports.store import Batch, Key
from atiende.reports.canary import Canary, Seen, Sign

log = structlog.get_logger()
TAIL, PAGE = 100_000, 5_000
TICK_SECONDS = 30.0
WORD = re.compile(r"[^\W\d_]{4,30}")
MOST_WORDS, MOST_SURFACES = 40, 50_000
R = TypeVar("R", Conversation, MessageContent)
Rows = Mapping[tuple[type[Row], Key], Row]
Understand = Callable[[Desk, str, str, str], Awaitable[Understood]]
"""What a text wants: (desk, tenant, text, language)."""


class CanaryReactor:
    """One tenant's."""

    def __init__(self, desk: Desk, tenant: str, understand: Understand) -> None:
        self._desk, self._tenant, self._understand = desk, tenant, understand
        self._canary = Canary()
        self._ids: dict[int, str] = {}
        self._said: OrderedDict[str, str] = OrderedDict()
        """The word behind a stem, as somebody wrote it last."""

    async def run(self) -> None:
        """Until cancelled."""
        store = self._desk.store
        self._canary = Canary(await self._zone())
        head = await store.head(self._tenant)
        position = max(0, head - TAIL)
        while position < head:
            page = await store.log(self._tenant, position, PAGE)
            if not page:
                break
            for seen in await self._seen(page, {}, known=False):
                self._canary.heard(seen)
            position = page[-1].seq
            await self._desk.clock.sleep(0)
        await self._adopt()
        await self._follow(position)

    async def _follow(self, position: int) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(self._ticking())
            async for batch in self._desk.store.follow(self._tenant, position):
                await self.hear(batch)

    async def _ticking(self) -> None:
        while True:
            await self._desk.clock.sleep(TICK_SECONDS)
            await self._keep(self._canary.tick(self._desk.clock.now()))

    async def hear(self, batch: Batch) -> None:
        """Facts in order; what they give a sign of is kept."""
        for logged in batch.logged:
            if isinstance(logged.fact, f.CanaryEnded) and logged.fact.why == "dismissed":
                self._put_away(logged.fact.canary)
        for seen in await self._seen(batch.logged, batch.rows, known=True):
            await self._keep(self._canary.heard(seen))

    def _put_away(self, canary: str) -> None:
        for number, known in list(self._ids.items()):
            if known == canary:
                self._canary.put_away(number)
                del self._ids[number]

    async def _zone(self) -> str:
        document = await self._desk.store.reading(self._tenant).get(Document, "brand", "main")
        body = read("brand", document.body) if document else None
        return body.time_zone if isinstance(body, Brand) else "UTC"

    # --- what a fact says ---------------------------------------------------------------------------------------------

    async def _seen(self, page: Sequence[f.Logged], rows: Rows, *, known: bool) -> Sequence[Seen]:
        """Messages that begin a conversation's turn, and reasons that became known; `known`: intents are asked too."""
        told = [one for one in page if isinstance(one.fact, f.MessageReceived | f.ReasonChanged)]
        conversations = await self._of(Conversation, [_conversation(one.fact) for one in told], rows)
        messages = [one.fact.message for one in told if isinstance(one.fact, f.MessageReceived)]
        contents = await self._of(MessageContent, messages, rows)
        found = []
        for logged in told:
            conversation = conversations.get(_conversation(logged.fact))
            if conversation is None:
                continue
            topics = await self._topics(logged.fact, contents, conversation, known=known)
            found.append(
                Seen(
                    at=logged.at,
                    brand=conversation.brand,
                    channel=getattr(logged.fact, "channel", conversation.channel),
                    customer=conversation.customer,
                    conversation=conversation.id,
                    topics=topics,
                )
            )
        return found

    async def _of(self, kind: type[R], ids: Sequence[str], rows: Rows) -> dict[str, R]:
        """Records by id: as their commit wrote them, else as they are stored."""
        found = {one: row for one in ids if isinstance(row := rows.get((kind, (one,))), kind)}
        rest: list[Key] = [(one,) for one in ids if one not in found]
        stored = await self._desk.store.reading(self._tenant).many(kind, rest)
        return found | {one.id: one for one in stored}

    async def _topics(
        self, fact: f.Fact, contents: dict[str, MessageContent], conversation: Conversation, *, known: bool
    ) -> tuple[tuple[str, str], ...]:
        if isinstance(fact, f.ReasonChanged):
            return (("reason", fact.reason),) if fact.reason else ()
        content = contents.get(getattr(fact, "message", ""))
        if content is None:
            return ()
        topics = [("term", one) for one in self._terms(f"{content.subject} {content.text}")]
        if known:
            understood = await self._understand(self._desk, self._tenant, content.text[:2000], conversation.language)
            if understood.known and understood.intents:
                topics.append(("intent", understood.intents[0][0]))
        return tuple(topics)

    def _terms(self, text: str) -> Sequence[str]:
        found: dict[str, str] = {}
        for word in WORD.findall(text[:4000].lower()):
            if fold(word) not in SMALL:
                found.setdefault(forms(word)[-1], word)
            if len(found) >= MOST_WORDS:
                break
        for stem, word in found.items():
            self._said[stem] = word
            self._said.move_to_end(stem)
        while len(self._said) > MOST_SURFACES:
            self._said.popitem(last=False)
        return list(found)

    # --- what follows -------------------------------------------------------------------------------------------------

    async def _keep(self, signs: Sequence[Sign]) -> None:
        for sign in signs:
            try:
                await self._one(sign)
            except Refusal as refusal:
                log.warning("canary not kept", code=refusal.code)

    async def _one(self, sign: Sign) -> None:
        words = tuple(self._said.get(one, one) for one in (sign.about, *sign.also) if one)
        if sign.kind != "term":
            words = words[1:]
        canary = self._ids.get(sign.number)
        if sign.what == "ended":
            if canary is not None:
                del self._ids[sign.number]
                await actions.end_canary(self._desk, self._tenant, canary)
        elif canary is None:
            self._ids[sign.number] = await actions.raise_canary(self._desk, self._tenant, sign, words)
            log.info("canary raised", canary=self._ids[sign.number], kind=sign.kind, count=sign.count)
        else:
            await actions.grow_canary(self._desk, self._tenant, canary, sign, words)

    async def _adopt(self) -> None:
        """After a start: those kept as up go on where the signs of the log share their conversations, else are over."""
        now = self._desk.clock.now()
        self._canary.tick(now)
        signs = list(self._canary.open_now(now))
        reading = self._desk.store.reading(self._tenant)
        for kept in await reading.where(Kept, {"state": actions.UP}):
            same = next((one for one in signs if set(one.conversations) & set(kept.conversations)), None)
            if same is None:
                await actions.end_canary(self._desk, self._tenant, kept.id)
            else:
                signs.remove(same)
                self._ids[same.number] = kept.id
        for sign in signs:
            self._canary.put_away(sign.number)


def _conversation(fact: f.Fact) -> str:
    return str(getattr(fact, "conversation", ""))
