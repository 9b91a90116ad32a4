"""Calling back a reply that is held: it goes nowhere, and its words go back to who wrote them."""

from msgspec import json

from atiende.actions.reply import Reply
from atiende.domain import facts as f
from atiende.domain.conversation import Conversation
from atiende.domain.message import Draft, HeldReply, Mention
from atiende.domain.work import Timer
from atiende.ports.store import Change

ANSWERED, AUTHOR = "answered", "author"


def reply_of(held: HeldReply) -> Reply:
    return json.decode(held.body, type=Reply)


def discard(change: Change, held: HeldReply, actor: str) -> None:
    """Inside a change: the reply is gone with its words."""
    change.record(
        f.ReplyRecalled(reply=held.id, conversation=held.conversation, author=held.author, why=AUTHOR), actor=actor
    )
    change.drop(HeldReply, held.id)
    change.drop(Timer, "held", held.id)


def recall(change: Change, held: HeldReply, why: str, actor: str) -> Draft:
    """Inside a change: the reply is gone, its words are in its author's draft, before what he has begun since.

    When it was not he who called it back, he finds the conversation among those where he is named.
    """
    change.record(
        f.ReplyRecalled(reply=held.id, conversation=held.conversation, author=held.author, why=why), actor=actor
    )
    change.drop(HeldReply, held.id)
    change.drop(Timer, "held", held.id)
    draft = _draft(change, held, _home(change, held.conversation))
    change.put(draft)
    if actor != f"agent:{held.author}":
        change.put(Mention(user=held.author, message=held.id, conversation=draft.conversation, at=change.at))
    return draft


def recall_answered(change: Change, conversation_id: str) -> None:
    """The customer wrote first: what was to go only if he had not is called back."""
    for held in change.where(HeldReply, {"conversation": conversation_id}):
        if held.unless_answered:
            recall(change, held, ANSWERED, "system")


def _home(change: Change, conversation_id: str) -> str:
    """Where the matter is read now: in the one it was merged into."""
    for _ in range(20):
        found = change.get(Conversation, conversation_id)
        if found is None or found.merged_into is None:
            return conversation_id
        conversation_id = found.merged_into
    return conversation_id


def _draft(change: Change, held: HeldReply, conversation_id: str) -> Draft:
    reply = reply_of(held)
    begun = change.get(Draft, held.author, conversation_id, "reply")
    texts = [reply.text, begun.text if begun is not None else ""]
    return Draft(
        agent=held.author,
        conversation=conversation_id,
        mode="reply",
        text="\n\n".join(text for text in texts if text.strip()),
        channel=reply.endpoint,
        attachments=tuple(dict.fromkeys((*reply.files, *(begun.attachments if begun is not None else ())))),
        at=change.at,
        cc=reply.cc,
        subject=reply.subject,
        marked=reply.marked,
    )
