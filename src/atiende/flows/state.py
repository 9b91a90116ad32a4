"""What goes into a step of a flow and what comes out: where it stands, what was heard, what is to be done.

`engine.step(book, session, world, heard)` answers a `Stepped`: the session after it, and effects in order. Effects are
said (`Show`), asked of the outside (`Errand`, whose outcome is heard later), or done inside the change (the rest).
"""

from collections.abc import Callable, Mapping

from msgspec import Struct

from atiende.domain.flow_documents import Flow

Value = None | bool | int | float | str | list["Value"] | dict[str, "Value"]
Scope = Mapping[str, Value]


class Speaks(Struct, frozen=True, kw_only=True):
    """What the channel can show: as buttons, as a list, as digits on a telephone; 0 means not at all.

    `max_chars` 0 is no limit; `split`: a longer text goes out as several messages, else it is shortened with a word on
    where the rest is. `voice`: texts are spoken, keys heard.
    """

    channel: str = "webchat"
    max_chars: int = 0
    split: bool = True
    buttons: int = 0
    button_chars: int = 20
    list_items: int = 0
    html: bool = False
    voice: bool = False


class World(Struct, frozen=True, kw_only=True):
    """All that a step may know of the outside. `at` ms UTC; `zone` the brand's. `customer`, `conversation` and `brand`
    are what expressions and texts see. `is_open(hours or "", at)`: whether these hours (the brand's) are open."""

    at: int
    zone: str
    speaks: Speaks
    customer: Scope
    conversation: Scope
    brand: Scope
    is_open: Callable[[str, int], bool]
    read: Callable[[str, str, str, int], Value]


Book = Callable[[str, int | None], "tuple[int, Flow] | None"]
"""A flow by slug and version (None: the one in force), with its version; None where there is none."""


class Frame(Struct, frozen=True, kw_only=True):
    """One flow on the stack with its own variables; `node` is where it stands, or where it called the next one."""

    flow: str
    version: int
    node: str
    values: dict[str, Value] = {}


class Waiting(Struct, frozen=True, kw_only=True):
    """He stands in a queue (empty: the endpoint's) since `at`, perhaps while a late path runs beside it. `chose`: he
    has said something in that path, so that its end may be his; `late`: it has been run. `broken`: he came here
    because the flow could not go on. `node` put him there, in a flow `depth` frames deep."""

    queue: str
    node: str
    depth: int
    at: int
    late: bool = False
    chose: bool = False
    broken: bool = False


class Session(Struct, frozen=True, kw_only=True):
    """`frames`: the flows it is in, innermost last. `awaiting` as in `domain.flow`; `due`: when silence counts, ms UTC.
    `tries` counts what was not understood at this node; `turn` what was heard in all; `unheard` the nodes gone through
    since he said anything. `asked`: a draft answer that is being confirmed, or what a node keeps between turns."""

    frames: tuple[Frame, ...]
    language: str
    seed: int
    awaiting: str = ""
    due: int | None = None
    tries: int = 0
    turn: int = 0
    asked: dict[str, Value] = {}
    goals: tuple[str, ...] = ()
    outcome: str = ""
    unheard: int = 0
    why: str = ""
    """Why he is on his way to a person: asked, or what could not be done."""
    told: bool = False
    """He knows that it is a machine."""
    waiting: Waiting | None = None


# --- heard ---


class Began(Struct, frozen=True, kw_only=True):
    """The first step: the customer is there. `said`: his first words, where he wrote before anything was asked."""

    said: str = ""


class Said(Struct, frozen=True, kw_only=True):
    """`choice`: the id of the button he tapped; `files`: how many came with it; `spoken`: a recognizer heard it."""

    text: str
    choice: str = ""
    files: int = 0
    spoken: bool = False


class Silence(Struct, frozen=True, kw_only=True):
    """`Session.due` has come."""


class Outcome(Struct, frozen=True, kw_only=True):
    """Of an errand: `ok`, `missing` or `failed`; `values` are what it brought. For a bot: see `Errand`."""

    errand: str
    result: str
    values: dict[str, Value] = {}
    why: str = ""


class PersonTook(Struct, frozen=True, kw_only=True):
    """An agent has it now: the session ends."""


class PersonLate(Struct, frozen=True, kw_only=True):
    """Nobody took it in time; it goes on waiting while the `late` path runs."""


class Refused(Struct, frozen=True, kw_only=True):
    """The queue would not have it: full, closed or emergency."""

    why: str


class Left(Struct, frozen=True, kw_only=True):
    """He is gone."""


Heard = Began | Said | Silence | Outcome | PersonTook | PersonLate | Refused | Left


# --- effects ---


class Choice(Struct, frozen=True, kw_only=True):
    """`id` comes back in `Said.choice`; `key` is what is typed or pressed instead."""

    id: str
    label: str
    key: str = ""


class Show(Struct, frozen=True, kw_only=True):
    """One message as this channel carries it. `choices` only as far as it has buttons or a list: the others are in the
    text, numbered. `expects`: text, digits, choice, file or nothing; of a caller also message, of at most `seconds`.
    `keys`: what each key of a telephone means. `secret`: the answer is not to be kept."""

    text: str
    choices: tuple[Choice, ...] = ()
    expects: str = ""
    secret: bool = False
    prompt: str = ""
    source: str = ""
    """Of an answer from the knowledge base: the article's slug."""
    keys: tuple[tuple[str, str], ...] = ()
    seconds: int = 0
    notice: bool = False
    """It says that a machine answers; once in a session, before the first thing a machine makes up."""


class Do(Struct, frozen=True, kw_only=True):
    """An errand outside: `id` is stable over repetitions. `kind`: request, verify, check_code, send, payment, answer,
    bot, identify, transfer. `asked` is all it needs, templates filled in; secrets stay `secret:NAME`.

    Outcomes by kind, as `Outcome.values`: answer → found, text, source, score; bot → does (answer, ask, route, person,
    bye), text, source, intent; payment → url; identify → customer; check_code → right.
    """

    id: str
    node: str
    kind: str
    asked: dict[str, Value] = {}


class Enqueue(Struct, frozen=True, kw_only=True):
    """It waits for a person; `late_at` (ms UTC) is when somebody should have taken it. `values` are shown to him.

    `quiet`: what he is not told or offered while he waits: position, expected, callback, deflect.
    """

    queue: str
    reason: str = ""
    priority: int | None = None
    late_at: int | None = None
    why: str = ""
    values: dict[str, Value] = {}
    quiet: tuple[str, ...] = ()


class Change(Struct, frozen=True, kw_only=True):
    """Of the conversation and the customer; only what is set changes."""

    kind: str = ""
    reason: str = ""
    priority: int | None = None
    tag: tuple[str, ...] = ()
    untag: tuple[str, ...] = ()
    fields: dict[str, Value] = {}
    note: str = ""
    open: bool = False
    queue: str = ""


class LeftMessage(Struct, frozen=True, kw_only=True):
    """A caller has spoken a message: it waits in the queue as work that needs no caller."""

    queue: str


class Answered(Struct, frozen=True, kw_only=True):
    """A question of a survey: a score on its scale, or a comment."""

    scale: str
    score: int | None = None
    comment: str = ""


class Alarm(Struct, frozen=True, kw_only=True):
    """Something people of the centre must look at: late (nobody took it), broken (a node could not go on)."""

    why: str
    node: str


class Finish(Struct, frozen=True, kw_only=True):
    """The session is over. `outcome` as in `domain.flow`."""

    outcome: str
    disposition: str = ""
    reason: str = ""


Effect = Show | Do | Enqueue | Change | LeftMessage | Answered | Alarm | Finish


class Stepped(Struct, frozen=True, kw_only=True):
    """`passed`: the nodes gone through, as (flow, version, node), in order."""

    session: Session
    effects: tuple[Effect, ...]
    passed: tuple[tuple[str, int, str], ...] = ()
