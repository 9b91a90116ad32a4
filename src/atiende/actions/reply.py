"""What an agent hands over to be sent or noted: the words with all that belongs to them."""

from msgspec import Struct

from atiende.domain.message import Offered


class Reply(Struct, frozen=True, kw_only=True):
    """What an agent sends. Empty `endpoint`: where the customer wrote last. `client_id` makes a repetition harmless.

    `marked`: the text carries marks of simple formatting, which become HTML where the channel can. `seen`: the last
    position the agent had before his eyes; None where nobody looked. `used`: quick replies the text is made of.
    `why` is of automatic ones: reference, out_of_hours, transcript, flow, bot or notice. `choices`: what can be tapped.
    `source`: the article it is from. `identity`: to this one of his addresses,
    else the first.
    """

    client_id: str
    text: str
    html: str = ""
    endpoint: str = ""
    subject: str = ""
    cc: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    automatic: bool = False
    why: str = ""
    marked: bool = False
    seen: int | None = None
    used: tuple[str, ...] = ()
    identity: str = ""
    choices: tuple[Offered, ...] = ()
    source: str = ""


class Note(Struct, frozen=True, kw_only=True):
    """For colleagues; `mentions` are users' ids. With `only_for` that agent and the author alone see it."""

    client_id: str
    text: str
    mentions: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    only_for: str | None = None
