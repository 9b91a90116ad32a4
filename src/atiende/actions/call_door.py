"""Where a call that comes in goes: through its endpoint's flow, into its queue, to the tone of a message, nowhere."""

from msgspec import Struct
from msgspec.structs import replace

from atiende.actions import flows, missed, queueing, receive, settings_of, voicemail
from atiende.actions.conversations import conversation_of
from atiende.actions.flow_door import language_in, seed_of, serves
from atiende.actions.flow_effects import Here
from atiende.actions.notices import notice_in
from atiende.actions.speaking import put, say
from atiende.actions.values import best_language, opening_in_words
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.admission import CLOSED
from atiende.domain.call import VOICE, Call
from atiende.domain.call_story import CallStory
from atiende.domain.call_texts import told
from atiende.domain.conversation import Conversation
from atiende.domain.flow_documents import Flow
from atiende.domain.interaction import Interaction
from atiende.domain.missed import BlockedCaller
from atiende.domain.queue import QueueNotice
from atiende.domain.spoken import Saying, Speaking
from atiende.ports.desk import Desk
from atiende.ports.store import Change

TAKE, MESSAGE, REFUSE = "queue", "voicemail", "refuse"
MESSAGE_SECONDS = 120
BROKEN_SECONDS, BACK_SECONDS = 300, 20
"""Who calls again so soon after his connection was lost is kept so long for whoever spoke with him."""


class Entering(Struct, frozen=True, kw_only=True):
    """A call whose interaction is new. `number`: who calls, E.164, empty when withheld; a page's visitor has none and
    is `known`. `language`: as his page or number says."""

    interaction: str
    conversation: str
    customer: str
    endpoint: str
    number: str = ""
    language: str = ""
    known: bool = False


def manner_of(change: Change, endpoint: str, number: str, *, known: bool = False) -> str:
    """queue, voicemail or refuse: asked before anything is recorded, so that who is refused leaves no trace."""
    settings = settings_of.endpoint_of(change, endpoint).settings
    if number and change.where(BlockedCaller, {"number": number}):
        return str(settings.get("blocked", REFUSE))
    if not number and not known:
        return str(settings.get("anonymous", TAKE))
    return TAKE


def enter(desk: Desk, change: Change, entering: Entering) -> None:
    """Inside the change that records the call. Raises NotFound for an endpoint that is not published."""
    conversation = conversation_of(change, entering.conversation)
    endpoint = settings_of.endpoint_of(change, entering.endpoint)
    if manner_of(change, entering.endpoint, entering.number, known=entering.known) != TAKE:
        _ask_for_message(change, entering, endpoint, ())
    elif not _into_flow(desk, change, entering, conversation):
        _into_queue(desk, change, entering, conversation)


def left(desk: Desk, change: Change, before: Interaction) -> None:
    """Inside the change that ends a call, with its work as it stood before: what he said on the tone counts, and who
    gave up waiting, or said nothing there, is called back."""
    unsaid = voicemail.follow_ended(desk, change, before.id)
    missed.follow_ended(desk, change, before, unsaid)


def whispers(change: Change, interaction: str) -> bool:
    """Whether the agent hears something alone before he is connected."""
    work = change.get(Interaction, interaction)
    if work is None or work.direction != "in":
        return False
    voice = settings_of.rules_of(change, work.queue).voice
    return bool(voice.whisper_es or voice.whisper_en)


def _into_flow(desk: Desk, change: Change, entering: Entering, conversation: Conversation) -> bool:
    """A matter somebody has in hand goes to him, past every menu."""
    endpoint = settings_of.endpoint_of(change, entering.endpoint)
    in_hand = conversation.agent is not None and conversation.status not in ("resolved", "closed")
    found = change.get(docs.Document, "flow", endpoint.flow) if endpoint.flow else None
    body = settings_of.document(change, "flow", endpoint.flow) if endpoint.flow else None
    if in_hand or found is None or not isinstance(body, Flow) or not serves(body, conversation.brand, VOICE):
        return False
    change.record(
        f.FlowEntered(
            interaction=entering.interaction,
            conversation=conversation.id,
            customer=conversation.customer,
            brand=conversation.brand,
            channel=VOICE,
            endpoint=entering.endpoint,
            queue=endpoint.queue,
            flow=found.slug,
            version=found.version,
            language=language_in(change, body, conversation, entering.language),
            seed=seed_of(conversation.customer),
        ),
        actor=f"customer:{conversation.customer}",
    )
    flows.begin(Here(desk, change, entering.interaction), "")
    return True


def _into_queue(desk: Desk, change: Change, entering: Entering, conversation: Conversation) -> None:
    own = settings_of.endpoint_of(change, entering.endpoint).queue
    wanted = conversation.queue if settings_of.document(change, "queue", conversation.queue) else own
    found = queueing.admit(change, wanted, session=True)
    if found.why:
        _refuse(change, entering, conversation, (found.queue, found.why))
        return
    queued = replace(
        receive.queued_for(change, conversation, entering.interaction, found.queue),
        channel=VOICE,
        endpoint=entering.endpoint,
        language=entering.language or conversation.language,
    )
    agent = _broke_off_with(change, conversation.id)
    if agent:
        queued = replace(queued, preferred=agent, preferred_until=change.at + BACK_SECONDS * 1000)
    actor = f"customer:{conversation.customer}"
    change.record(queueing.entering(change, queued, session=True), actor=actor)
    if queued.queue != conversation.queue:
        change.record(f.ConversationQueueChanged(conversation=conversation.id, queue=queued.queue), actor="system")
    language = _language(change, entering, conversation)
    notice = notice_in(change, conversation.brand, language, entering.endpoint)
    if notice:
        say(change, entering.interaction, language, notice)


def _broke_off_with(change: Change, conversation: str) -> str:
    """Who spoke with him a moment ago, when the connection was lost: nobody else has to be told it all again."""
    before = change.where(Call, {"conversation": conversation, "open": False})
    last = max(before, key=lambda one: one.began_at, default=None)
    if last is None or last.ended_at is None or change.at - last.ended_at > BROKEN_SECONDS * 1000:
        return ""
    story = max(change.where(CallStory, {"interaction": last.interaction}), key=lambda one: one.seq, default=None)
    work = change.get(Interaction, last.interaction)
    if story is None or story.connected_at is None or story.ended_by != "nobody" or work is None:
        return ""
    return work.agent or story.agent


def _refuse(change: Change, entering: Entering, conversation: Conversation, why: tuple[str, str]) -> None:
    """He is told why, and when somebody is there again; he may leave a message."""
    queue, code = why
    endpoint = settings_of.endpoint_of(change, entering.endpoint)
    language = _language(change, entering, conversation)
    switched = change.get(QueueNotice, queue)
    own = switched.texts.get(language[:2], "") if switched is not None else ""
    words = [notice_in(change, conversation.brand, language, entering.endpoint), own or told(code, language)]
    hours = settings_of.hours_of(change, settings_of.rules_of(change, queue)) if code == CLOSED else None
    opens = opening_in_words(hours, change.at, language) if hours is not None else ""
    if opens:
        words.append(told("opens", language, when=opens))
    if endpoint.settings.get("message", True) is True:
        _ask_for_message(change, entering, endpoint, tuple(words), code)
        return
    _note_refused(change, entering, endpoint, code)
    say(change, entering.interaction, language, *words, told("goodbye", language))


def _ask_for_message(
    change: Change, entering: Entering, endpoint: docs.Endpoint, words: tuple[str, ...], why: str = MESSAGE
) -> None:
    conversation = conversation_of(change, entering.conversation)
    language = _language(change, entering, conversation)
    _note_refused(change, entering, endpoint, why)
    texts = (*words, told("leave_message", language))
    put(
        change,
        Speaking(
            interaction=entering.interaction,
            serial=0,
            language=language,
            sayings=tuple(Saying(text=one) for one in texts if one),
            expects="message",
            seconds=MESSAGE_SECONDS,
        ),
    )


def _note_refused(change: Change, entering: Entering, endpoint: docs.Endpoint, why: str) -> None:
    refused = f.InteractionRefused(
        interaction=entering.interaction,
        conversation=entering.conversation,
        queue=endpoint.queue,
        why=why,
        channel=VOICE,
        endpoint=entering.endpoint,
    )
    change.record(refused, actor=f"customer:{entering.customer}")


def _language(change: Change, entering: Entering, conversation: Conversation) -> str:
    brand = settings_of.brand_of(change, conversation.brand)
    return best_language(entering.language or conversation.language, brand.language)
