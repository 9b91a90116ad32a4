"""Shapes of the report of calls; its numbers are those of `reports.calls` as they are."""

from atiende.api.missed import RecoveryShown
from atiende.api.report_shapes import Told
from atiende.api.shapes import Moment, Shape
from atiende.reports.calls import CallNumbers, SetName


class CallLine(Shape):
    """Calls of one queue; the empty one is the menu's."""

    queue: str
    name: str
    now: CallNumbers
    before: CallNumbers | None


class CallReport(Shape):
    """`seconds` is what in time means; `recovery`: of calls nobody took in them, how many reached us after all."""

    about: Told
    seconds: int
    total: CallNumbers
    before: CallNumbers | None
    queues: list[CallLine]
    recovery: RecoveryShown


class CallEntry(Shape):
    """One call behind a number. `lost`: where he gave up (menu, queue, ringing); `number` and `customer` are there for
    who may read the conversation."""

    interaction: str
    conversation: str
    number: int | None
    customer: str
    direction: str
    queue: str
    agent: str
    began: Moment
    waited_seconds: float
    talk_seconds: float
    held_seconds: float
    transfers: int
    lost: str
    became: str
    judged: str
    recording: str


class CallEntries(Shape):
    about: Told
    of: SetName
    count: int
    more: bool
    items: list[CallEntry]
