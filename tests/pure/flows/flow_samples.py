"""Small flows for tests, and conversations with them."""

from collections.abc import Mapping

import msgspec

from atiende.domain.flow_documents import Flow
from atiende.flows.simulate import Conversation, Happened, Setting
from atiende.flows.state import Alarm, Enqueue, Show, Speaks, Value
from atiende.flows.surroundings import Surroundings

AT = 1_795_426_200_000
"""2026-11-23 10:30 in Madrid, a Monday."""
Json = Mapping[str, object]
QUEUE: Json = {"type": "queue", "queue": "general"}
END: Json = {"type": "end", "text": {"es": "Adiós", "en": "Bye"}}


def flow(nodes: Mapping[str, object], **more: object) -> Flow:
    """Begins with the first node; has a `person` in a queue, where it fails too, and an `end`."""
    body = {
        "name": "Test",
        "start": next(iter(nodes)),
        "person": "person",
        "failed": "person",
        "nodes": {**nodes, "person": QUEUE, "end": END},
        **more,
    }
    return msgspec.convert({key: value for key, value in body.items() if value != ""}, Flow)


def talk(
    tested: Flow,
    *,
    speaks: Speaks | None = None,
    around: Surroundings | None = None,
    said: str = "",
    language: str = "es",
    customer: Mapping[str, Value] | None = None,
) -> Conversation:
    world = around or Surroundings()
    setting = Setting(
        flow="tested", speaks=speaks or Speaks(), at=AT, said=said, language=language, customer=customer or {}
    )
    return Conversation(world.book("tested", tested), setting, world)


def said(happened: Happened | None) -> str:
    """All that was shown, in one line."""
    assert happened is not None
    return " ".join(" ".join(show.text.split()) for show in shows(happened))


def shows(happened: Happened) -> list[Show]:
    return [effect for effect in happened.effects if isinstance(effect, Show)]


def queued(happened: Happened) -> list[Enqueue]:
    return [effect for effect in happened.effects if isinstance(effect, Enqueue)]


def alarms(happened: Happened) -> list[str]:
    return [effect.why for effect in happened.effects if isinstance(effect, Alarm)]


def values(conversation: Conversation) -> dict[str, Value]:
    return conversation.session.frames[-1].values


def option(label: str, goto: str, **more: object) -> dict[str, object]:
    return {"label": {"es": label, "en": f"{label} in English"}, "goto": goto, **more}


def menu(*options: Json, **more: object) -> dict[str, object]:
    return {"type": "menu", "text": {"es": "¿Qué desea?", "en": "What is it?"}, "options": list(options), **more}


def ask(variable: str, check: str = "text", **more: object) -> dict[str, object]:
    words = {"es": "Dígame", "en": "Tell me"}
    return {"type": "ask", "text": words, "variable": variable, "check": check, "next": "end", **more}


def asked(conversation: Conversation) -> dict[str, Value]:
    """What the errand that is out was given."""
    errand = conversation.errand
    assert errand is not None
    return errand.asked
