"""What is to be said as this channel can carry it: buttons, a list, numbers to answer with, keys of a telephone.

Answers a channel cannot show to tap are numbered in the text. A text that is too long goes out as several messages, cut
where sentences end, with the answers on the last; where only one is carried, it is shortened and says so, and the
answers stay whole.
"""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from atiende.flows.hearing import Offered
from atiende.flows.phrases import phrase
from atiende.flows.state import Choice, Show, Speaks

LEAST_ROOM = 20
ENDS = ("\n\n", "\n", ". ", "? ", "! ", "; ", ", ", " ")
ELLIPSIS = "…"


class Message(Struct, frozen=True, kw_only=True):
    """What is to be said, whole. `offered` are the answers that are open to him."""

    text: str
    offered: tuple[Offered, ...] = ()
    expects: str = ""
    secret: bool = False
    prompt: str = ""
    source: str = ""
    seconds: int = 0
    """Of a message he is to leave."""


def keyed(offered: Sequence[Offered]) -> tuple[Offered, ...]:
    """Each with a key: its own, else its place, else the next number that is free."""
    taken = {one.key for one in offered if one.key}
    made = []
    for place, one in enumerate(offered, start=1):
        key = one.key or (str(place) if str(place) not in taken else _free(taken, len(offered)))
        taken.add(key)
        made.append(Offered(id=one.id, label=one.label, key=key, words=one.words))
    return tuple(made)


def _free(taken: set[str], count: int) -> str:
    return next(str(number) for number in range(1, 2 * count + 2) if str(number) not in taken)


def shown(message: Message, speaks: Speaks, language: str) -> tuple[Show, ...]:
    """The messages that carry it, in order; none when there is nothing to say."""
    if speaks.voice:
        return _spoken(message, language)
    offered = message.offered
    taps = bool(offered) and len(offered) <= max(speaks.buttons, speaks.list_items)
    choices = tuple(_choice(one, speaks.button_chars) for one in offered) if taps else ()
    listed = "" if taps and all(_fits(one, speaks.button_chars) for one in offered) else _listed(message, language)
    parts = _parts(message.text, listed, speaks, language)
    return _messages(message, parts, choices)


def _messages(message: Message, parts: Sequence[str], choices: tuple[Choice, ...]) -> tuple[Show, ...]:
    made = [Show(text=part) for part in parts[:-1]]
    last = parts[-1] if parts else ""
    if last or choices or message.prompt:
        made.append(
            Show(
                text=last, choices=choices, expects=message.expects, secret=message.secret, prompt=message.prompt,
                source=message.source,
            )
        )  # fmt: skip
    return tuple(made)


def _spoken(message: Message, language: str) -> tuple[Show, ...]:
    """Read out whole, then each answer with its key; a recording stands for the text alone."""
    told = " ".join(phrase("press", language, label=one.label, key=one.key) for one in message.offered)
    keys = tuple((one.key, one.label) for one in message.offered)
    expects = "digits" if message.offered or message.expects == "digits" else message.expects
    choices = tuple(_choice(one, 0) for one in message.offered)  # shown beside the voice where a page carries the call
    last = Show(text=told, choices=choices, expects=expects, keys=keys, secret=message.secret, seconds=message.seconds)
    if message.prompt and told:
        return Show(text=message.text, prompt=message.prompt), last
    if message.prompt:
        return (replace(last, text=message.text, prompt=message.prompt),)
    text = " ".join(part for part in (message.text, told) if part)
    return (replace(last, text=text, source=message.source),) if text else ()


def _choice(one: Offered, most: int) -> Choice:
    return Choice(id=one.id, label=_cut(one.label, most), key=one.key)


def _fits(one: Offered, most: int) -> bool:
    return not most or len(one.label) <= most


def _listed(message: Message, language: str) -> str:
    """The answers with their numbers; yes and no need none."""
    if not message.offered or all(one.id in ("yes", "no") for one in message.offered):
        return ""
    lines = [f"{one.key}. {one.label}" for one in message.offered]
    return "\n".join([*lines, phrase("number", language)])


def _parts(text: str, listed: str, speaks: Speaks, language: str) -> Sequence[str]:
    whole = "\n".join(part for part in (text, listed) if part)
    most = speaks.max_chars
    if not most or len(whole) <= most:
        return [whole] if whole else []
    if speaks.split:
        return _apart(whole, most)
    note = phrase("shortened", language)
    room = most - len(listed) - len(note) - 1
    if room < LEAST_ROOM:
        return _apart(whole, most)
    return ["\n".join(part for part in (text[:room].rstrip() + note, listed) if part)]


def _apart(text: str, most: int) -> Sequence[str]:
    """Pieces of at most so many characters that together are the text."""
    most = max(most, LEAST_ROOM)
    parts: list[str] = []
    while len(text) > most:
        at = _end(text, most)
        parts.append(text[:at].rstrip())
        text = text[at:].lstrip()
    return [*parts, text] if text else parts


def _end(text: str, most: int) -> int:
    """Where to cut: after the last paragraph, line, sentence or word in the second half, else anywhere."""
    for mark in ENDS:
        at = text.rfind(mark, most // 2, most)
        if at > 0:
            return at + len(mark)
    return most


def _cut(text: str, most: int) -> str:
    return text if not most or len(text) <= most else text[: most - 1].rstrip() + ELLIPSIS
