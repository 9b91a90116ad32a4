"""What a caller is told while he waits for a person, and what his keys mean there: where he stands, how long it may
take, that he may be called back at his place, a link; and, before anybody records him, that it is recorded.
"""

from collections.abc import Callable
from itertools import chain

from msgspec import Struct

from atiende.actions import hearing, sounds
from atiende.actions.values import best_language
from atiende.domain import callback as callbacks
from atiende.domain import documents as docs
from atiende.domain.call import Call, CallContent
from atiende.domain.call_texts import standing_in_words, told
from atiende.domain.conversation import Conversation
from atiende.domain.customer import CustomerDetails
from atiende.domain.ear import Script
from atiende.domain.flow import FlowSession
from atiende.domain.flow_documents import Flow, ToQueue, Treatment
from atiende.domain.interaction import Interaction
from atiende.domain.recording import Answer, Consent
from atiende.domain.settle import bridge_of
from atiende.domain.spoken import Saying
from atiende.domain.voice_documents import QueueVoice
from atiende.flows.template import GAP, Values, render
from atiende.ports.desk import Desk
from atiende.ports.voice import Sound, VoiceEngine

FREE_KEYS = "3456789"
BESIDE = "beside"
"""The play of a notice that both hear, since an agent came before it was said."""


class Standing(Struct, frozen=True, kw_only=True):
    """How many go before him, and the expected wait in ms as a range; None where it is not known."""

    ahead: int | None = None
    wait_ms: tuple[int, int] | None = None


class QueueTalk:
    """Of one call."""

    def __init__(self, desk: Desk, tenant: str, interaction: str, standing: Callable[[Interaction], Standing]) -> None:
        self._desk, self._tenant, self._interaction, self._standing = desk, tenant, interaction, standing
        self._welcomed = ""
        self._notice = ""
        self._notice_play = ""
        self._unrecorded = ""
        self._treatment = Treatment()
        self._via_flow = False

    def again(self) -> None:
        """What was being played is not any more."""
        self._notice = self._notice_play = ""

    # --- what is said ---

    async def script(
        self, work: Interaction, session: FlowSession | None, sayings: tuple[Saying, ...], number: int
    ) -> Script:
        """First what his flow said last and the recording's notice, then a welcome and where he stands; then music."""
        await self._treated(session)
        voice, language = await self._rules(work), await self.language(work)
        entered = f"{work.queue} {work.entered}"
        first: tuple[Saying, ...] = ()
        if work.state != "handling" and self._welcomed != entered:
            self._welcomed = entered
            first = (*await self._notices(work, voice, language), *self._welcome(voice, sayings, language))
            first = (*first, *await self.standing_now(work))
        return Script(
            serial=f"waiting {entered} {number}",
            sayings=(*sayings, *first),
            then="music",
            keys=tuple(await self._keys(work, voice)),
            again_ms=max(voice.again_seconds, self._treatment.again_seconds if self._via_flow else 0) * 1000,
        )

    async def standing_now(self, work: Interaction) -> tuple[Saying, ...]:
        """Position, range and other ways, as far as they are known and to be told."""
        if work.state not in ("queued", "offered"):
            return ()
        voice, language, quiet = await self._rules(work), await self.language(work), await self._quiet(work)
        standing = self._standing(work)
        ahead = standing.ahead if voice.position and "position" not in quiet else None
        wait = standing.wait_ms if voice.expected and "expected" not in quiet else None
        texts = list(standing_in_words(ahead, wait, language))
        keys = await self._keys(work, voice)
        texts += [told(what, language, key=key) for key, what in keys.items() if what in ("callback", "link")]
        return tuple(Saying(text=one) for one in texts)

    def farewell(self, work: Interaction) -> tuple[Saying, ...]:
        """When nothing else is left to say."""
        name = "callback_kept" if work.channel == callbacks.CHANNEL else "goodbye"
        return (Saying(text=told(name, self._language or "es")),)

    async def whisper(self, work: Interaction) -> tuple[Saying, str]:
        """To the agent, in his brand's language."""
        voice, language = await self._rules(work), await self._brand_language(work)
        source = (voice.whisper_en or voice.whisper_es) if language == "en" else (voice.whisper_es or voice.whisper_en)
        reading = self._desk.store.reading(self._tenant)
        queue = await self._document("queue", work.queue)
        details = await reading.get(CustomerDetails, work.customer)
        reason = await self._document("reason", work.reason) if work.reason else None
        values: Values = {
            "queue": queue.name if queue is not None else work.queue,
            "customer": {"name": details.name if details is not None else ""},
            "reason": reason.name if reason is not None else "",
        }
        return Saying(text=GAP.sub("", render(source, values).text).strip()), language

    async def music(self, work: Interaction) -> Sound:
        return await sounds.music_of(self._desk, self._tenant, work.queue, self._treatment.music or "")

    # --- the notice of a recording ---

    def saying(self, play: str, saying: Saying) -> None:
        if self._notice and saying.text == self._notice:
            self._notice_play = play

    async def played(self, play: str, call: Call, work: Interaction, *, whole: bool) -> bool:
        """Whether the notice of the recording was just said; then it is noted."""
        if not self._notice_play or play != self._notice_play:
            return False
        self._notice_play = ""
        if whole and not await self._answers():
            await self._note("informed", await self.language(work))
        return play == BESIDE

    async def beside(self, engine: VoiceEngine, call: Call, work: Interaction, prefix: str) -> None:
        """Somebody came before the notice was said: both hear it, and nothing is recorded until then."""
        if self._notice_play == BESIDE or call.direction != "in" or self._unrecorded == work.queue:
            return
        voice = await self._rules(work)
        self._unrecorded = work.queue if voice.recording == "off" else ""
        if self._unrecorded or await self._answers():
            return
        language = await self.language(work)
        self._notice, self._notice_play = await self._notice_text(voice, language), BESIDE
        sound = await sounds.sound_of(self._desk, self._tenant, Saying(text=self._notice), language)
        if sound is None:  # what cannot be said is not done either
            return
        await engine.play(f"{prefix}.{BESIDE}", bridge_of(self._interaction, "main"), sound)

    async def _notices(self, work: Interaction, voice: QueueVoice, language: str) -> tuple[Saying, ...]:
        if voice.recording == "off" or await self._answers():
            return ()
        self._notice = await self._notice_text(voice, language)
        return (Saying(text=self._notice),)

    async def _notice_text(self, voice: QueueVoice, language: str) -> str:
        own = (voice.notice_en or voice.notice_es) if language == "en" else (voice.notice_es or voice.notice_en)
        said = own or told(voice.recording, language, days=voice.keep_days, key=voice.accept_key)
        more = [told("stop", language, key=voice.stop_key)] if voice.stop_key and not own else []
        more += [told("monitored", language)] if voice.announce_monitoring else []
        return " ".join((said, *more))

    async def _answers(self) -> list[str]:
        rows = await self._desk.store.reading(self._tenant).where(Consent, {"interaction": self._interaction})
        return [one.answer for one in sorted(rows, key=lambda one: (one.at, one.id))]

    async def _note(self, answer: Answer, language: str, key: str = "") -> None:
        notified = hearing.Notified(answer=answer, text=self._notice, language=language, key=key)
        await hearing.note_notice(self._desk, self._tenant, self._interaction, notified)

    # --- keys ---

    async def pressed(self, work: Interaction, key: str) -> tuple[Saying, ...]:
        """While he waits; what is to be said to it. One that means nothing is passed over."""
        voice, language = await self._rules(work), await self.language(work)
        meaning = (await self._keys(work, voice)).get(key, "")
        if meaning in ("accept", "stop"):
            await self._consent(voice, meaning, language, key)
            return (Saying(text=told("recording_off", language)),) if meaning == "stop" else ()
        if meaning == "callback":
            await hearing.keep_place(self._desk, self._tenant, work.id)
            return ()
        if meaning == "link":
            sent = await hearing.send_link(self._desk, self._tenant, work.id, language)
            return (Saying(text=told("link_sent" if sent else "link_failed", language)),)
        return ()

    async def pressed_beside(self, work: Interaction, key: str) -> bool:
        """While he talks with somebody: consent, and its withdrawal."""
        voice, language = await self._rules(work), await self.language(work)
        meaning = self._consent_keys(voice, await self._answers()).get(key, "")
        if meaning:
            await self._consent(voice, meaning, language, key)
        return bool(meaning)

    async def _consent(self, voice: QueueVoice, meaning: str, language: str, key: str) -> None:
        self._notice = self._notice or await self._notice_text(voice, language)
        await self._note("yes" if meaning == "accept" else "no", language, key)

    def _consent_keys(self, voice: QueueVoice, answers: list[str]) -> dict[str, str]:
        if voice.recording == "off":
            return {}
        asked = bool(self._notice) and not {"yes", "no"} & set(answers)
        accept = {voice.accept_key: "accept"} if voice.recording == "opt_in" and asked else {}
        stop = {voice.stop_key: "stop"} if voice.stop_key and "no" not in answers else {}
        return {**stop, **accept}

    async def _keys(self, work: Interaction, voice: QueueVoice) -> dict[str, str]:
        """What each key means now: consent goes before the rest."""
        found = self._consent_keys(voice, await self._answers())
        quiet = await self._quiet(work)
        if voice.callback and voice.callback_key and "callback" not in quiet and await self._callable():
            found.setdefault(voice.callback_key, "callback")
        if "link" in work.ways and work.deflection in ("offered", "link") and "deflect" not in quiet:
            free = next((key for key in FREE_KEYS if key not in found), "")
            found |= {free: "link"} if free else {}
        return found

    async def _callable(self) -> bool:
        content = await self._desk.store.reading(self._tenant).get(CallContent, self._interaction)
        return content is not None and bool(content.number) and callbacks.CHANNEL in self._desk.channels

    # --- what holds here ---

    _language = ""

    async def language(self, work: Interaction) -> str:
        conversation = await self._desk.store.reading(self._tenant).get(Conversation, work.conversation)
        spoken = conversation.language if conversation is not None else ""
        self._language = best_language(work.needs.language or spoken, await self._brand_language(work))
        return self._language

    async def _brand_language(self, work: Interaction) -> str:
        brand = await self._document("brand", work.brand)
        return best_language(brand.language) if isinstance(brand, docs.Brand) else "es"

    async def _rules(self, work: Interaction) -> QueueVoice:
        body = await self._document("queue", work.queue)
        return body.voice if isinstance(body, docs.Queue) else QueueVoice()

    async def _document(self, kind: str, slug: str) -> docs.Body | None:
        row = await self._desk.store.reading(self._tenant).get(docs.Document, kind, slug)
        return docs.read(kind, row.body) if row is not None else None

    async def _quiet(self, work: Interaction) -> tuple[str, ...]:
        if not work.flow:
            return ()
        session = await self._desk.store.reading(self._tenant).get(FlowSession, work.id)
        return session.quiet if session is not None else ()

    async def _treated(self, session: FlowSession | None) -> None:
        """As the node of the flow wants it through which he came."""
        self._via_flow = False
        if session is None:
            return
        kept = await self._desk.store.reading(self._tenant).get(
            docs.DocumentVersion, "flow", session.flow, session.version
        )
        body = docs.read("flow", kept.body) if kept is not None else None
        node = body.nodes.get(session.node) if isinstance(body, Flow) else None
        if isinstance(node, ToQueue):
            self._treatment, self._via_flow = node.treatment, True

    @staticmethod
    def _welcome(voice: QueueVoice, before: tuple[Saying, ...], language: str) -> tuple[Saying, ...]:
        """Ours only where nothing else was said to him."""
        if voice.welcome:
            return (Saying(prompt=voice.welcome),)
        said = any(chain.from_iterable((one.text, one.prompt) for one in before))
        return () if said else (Saying(text=told("welcome_queue", language)),)
