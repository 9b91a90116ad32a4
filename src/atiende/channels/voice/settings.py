"""A voice endpoint's settings: its numbers, whether web pages may call it, and what happens to whom we do not know."""

import re
from collections.abc import Mapping, Sequence
from typing import Literal, cast

from msgspec import Struct

ENGINES = ("embedded", "asterisk")
UNKNOWN = ("queue", "voicemail", "refuse")
MOST_NUMBERS = 100
KNOWN = ("numbers", "web", "engine", "anonymous", "blocked", "message")
Manner = Literal["queue", "voicemail", "refuse"]
"""What becomes of a call: it is taken as any other, may leave a message, or is not taken."""
_E164 = re.compile(r"\+[1-9][0-9]{6,14}")


class VoiceSettings(Struct, frozen=True, kw_only=True):
    """The settings with their defaults. `engine` empty: whichever reaches the caller. `message`: who cannot be put
    through may leave one."""

    numbers: tuple[str, ...] = ()
    web: bool = False
    engine: str = ""
    anonymous: Manner = "queue"
    blocked: Manner = "refuse"
    message: bool = True


def read_settings(settings: Mapping[str, object]) -> VoiceSettings:
    """Typed; what is missing or of the wrong kind takes its default, since a published document was checked."""
    numbers, engine = settings.get("numbers"), settings.get("engine")
    return VoiceSettings(
        numbers=tuple(one for one in numbers if isinstance(one, str)) if isinstance(numbers, list) else (),
        web=settings.get("web") is True,
        engine=engine if isinstance(engine, str) else "",
        anonymous=_manner(settings.get("anonymous"), "queue"),
        blocked=_manner(settings.get("blocked"), "refuse"),
        message=settings.get("message", True) is True,
    )


def check_settings(settings: Mapping[str, object]) -> Sequence[tuple[str, str]]:
    """(field, code) of everything that is wrong. Whose the numbers are is checked beside it, over all centres."""
    found = [(name, "unknown_field") for name in settings if name not in KNOWN]
    numbers = settings.get("numbers", [])
    if not isinstance(numbers, list) or len(numbers) > MOST_NUMBERS:
        found.append(("numbers", "wrong_type"))
    else:
        found += _numbers(numbers)
    found += [(name, "not_a_flag") for name in ("web", "message") if not isinstance(settings.get(name, False), bool)]
    if settings.get("engine", "") not in ("", *ENGINES):
        found.append(("engine", "not_a_choice"))
    found += [(name, "not_a_choice") for name in ("anonymous", "blocked") if settings.get(name, "queue") not in UNKNOWN]
    return found


def _numbers(numbers: Sequence[object]) -> list[tuple[str, str]]:
    found = []
    for place, one in enumerate(numbers):
        if not isinstance(one, str) or not _E164.fullmatch(one):
            found.append((f"numbers[{place}]", "not_e164"))
        elif one in numbers[:place]:
            found.append((f"numbers[{place}]", "twice"))
    return found


def _manner(value: object, otherwise: Manner) -> Manner:
    return cast(Manner, value) if value in UNKNOWN else otherwise
