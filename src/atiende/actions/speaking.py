"""What a flow says to a caller: kept in the step's own change, so that a restart says it again."""

from collections.abc import Sequence

from msgspec.structs import replace

from atiende.domain.flow import FlowSession
from atiende.domain.spoken import Saying, Speaking
from atiende.flows.state import Show
from atiende.flows.template import GAP
from atiende.ports.store import Change


def speak(change: Change, session: FlowSession, shows: Sequence[Show]) -> None:
    """The texts of one step; a step that says nothing leaves what was said before as it is."""
    sayings = [
        Saying(text=text, prompt=one.prompt) for one in shows if (text := GAP.sub("", one.text).strip()) or one.prompt
    ]
    if sayings:
        last = shows[-1]
        put(
            change,
            Speaking(
                interaction=session.interaction,
                serial=0,
                language=session.language,
                sayings=tuple(sayings),
                keys=last.keys,
                expects=last.expects,
                secret=last.secret,
                seconds=last.seconds,
            ),
        )


def say(change: Change, interaction: str, language: str, *texts: str) -> None:
    """Something that asks for no answer: good-bye, that nobody can come."""
    sayings = tuple(Saying(text=one) for one in texts if one)
    put(change, Speaking(interaction=interaction, serial=0, language=language, sayings=sayings))


def put(change: Change, speaking: Speaking) -> None:
    """The next in this call."""
    before = change.get(Speaking, speaking.interaction)
    number = before.serial + 1 if before is not None else 1
    change.put(replace(speaking, serial=number))
