"""What a conversation of the demo centre is made of, before it happens."""

from msgspec import Struct


class Guest(Struct, frozen=True, kw_only=True):
    """A customer of the demo centre. `fields` are custom fields; `company` the key of his company, if it has one."""

    key: str
    name: str
    organization: str
    email: str
    language: str
    vip: bool = False
    brand: str = "main"
    fields: dict[str, str] = {}
    phone: str = ""


class Said(Struct, frozen=True):
    """`by`: customer, agent or note."""

    by: str
    text: str


class Promise(Struct, frozen=True):
    """Made with the last answer: its words and in how many days it is due. `kept`: it is kept in time."""

    text: str
    days: float
    kept: bool = True


class Matter(Struct, frozen=True, kw_only=True):
    """A conversation to come: who writes where, what is said in turn, and how it ends.

    `pass_to`: the queue the first agent passes it on to, with `pass_note`. `ends`: resolved, pending (the customer
    never answers again) or snoozed.
    """

    guest: Guest
    endpoint: str
    language: str
    subject: str
    said: tuple[Said, ...]
    disposition: str
    reason: str
    kind: str = "enquiry"
    tags: tuple[str, ...] = ()
    pass_to: str = ""
    pass_note: str = ""
    promise: Promise | None = None
    ends: str = "resolved"
    patience_ms: int = 0
    """How long he waits in a chat; 0 for mail."""
