"""What callers are told about being recorded, and what they answer: kept as proof."""

from msgspec import Struct

from atiende.domain import facts as f
from atiende.domain.recording import Answer, Consent, ConsentContent, Recording
from atiende.ports.desk import Desk
from atiende.ports.store import Change


class Answered(Struct, frozen=True, kw_only=True):
    """`text` is the notice as it was said, in `language`; `version` tells this wording from others. `said`: the key or
    word he answered by. No `customer`: nobody is known yet."""

    customer: str
    conversation: str
    interaction: str
    answer: Answer
    channel: str
    language: str
    text: str
    said: str = ""


def note(desk: Desk, change: Change, answered: Answered) -> str:
    """Inside a change: he was told, or has answered. A no ends the recording that runs; it will be thrown away."""
    consent = desk.ids.new("cst")
    change.record(
        f.ConsentAnswered(
            consent=consent,
            customer=answered.customer,
            conversation=answered.conversation,
            interaction=answered.interaction,
            answer=answered.answer,
            channel=answered.channel,
            language=answered.language,
            version=desk.keys.digest(f"notice:{change.tenant}", answered.text)[:12],
        ),
        actor=f"customer:{answered.customer}",
    )
    change.put(ConsentContent(id=consent, text=answered.text, said=answered.said))
    if answered.answer == "no":
        for one in change.where(Recording, {"interaction": answered.interaction}):
            if one.state == "running":
                ended = f.RecordingEnded(
                    recording=one.id, interaction=one.interaction, conversation=one.conversation, why="refused"
                )
                change.record(ended, actor=f"customer:{answered.customer}")
    return consent


def answers_in(change: Change, interaction: str) -> list[str]:
    """What was answered in a call, oldest first: what `domain.recording.basis` asks for."""
    found = change.where(Consent, {"interaction": interaction})
    return [one.answer for one in sorted(found, key=lambda one: (one.at, one.id)) if one.what == "recording"]
