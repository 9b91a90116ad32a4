"""The guarantees by name, their bounds, and what is written down when one was broken."""

from msgspec import Struct

from atiende.routing.scene import Job

ONE_AGENT = "one_agent"
CAPACITY = "capacity"
PERMITTED = "permitted"
NO_IDLE = "no_idle"
ORDER = "order"
STRANDED = "stranded"
OVERTAKING = "overtaking"

GUARANTEES = (ONE_AGENT, CAPACITY, PERMITTED, NO_IDLE, ORDER, STRANDED, OVERTAKING)
"""In the order in which people read them. Their texts are in `locales/*/guarantees.json`."""

IDLE_MS = 10_000
"""Fitting work and a free agent meet within this time: a refused offer is looked at again after a second; the rest is
for a machine under load, and for one that was killed and started again."""
ORDER_MS = 2_000
"""How long higher-ranked work may still wait after lower-ranked work was given to an agent who could have had it."""
PAUSE_MS = 1_000
"""Between two facts: the programme may have been started anew meanwhile, and what was under way is given that time."""
STRANDED_MS = 30_000
"""How long open work may be without anybody or anything that moves it on: the sweeper comes every 15 seconds."""
SILENCE_MS = 5_000
"""A log in which nothing is written for longer does not say whether the centre ran at all. What takes time is counted
anew from the first fact after it; a watch that ticks while the centre runs knows no silence."""
STEPS_OF_PRIORITY = 4
"""From priority 5 to 1: nothing overtakes what came so many ageing steps before it."""


class Violation(Struct, frozen=True, kw_only=True):
    """`seq` is the fact that shows it, `at` when; `why` a code with a text; `since` when what took too long began."""

    guarantee: str
    why: str
    seq: int
    at: int
    interaction: str
    conversation: str
    agent: str = ""
    other: str = ""
    since: int = 0
    brand: str = ""
    queue: str = ""


def against(job: Job, guarantee: str, why: str, seq: int, at: int) -> Violation:
    """About this work; `other` is who has it. Agent and time come beside it."""
    work = job.queued
    return Violation(
        guarantee=guarantee,
        why=why,
        seq=seq,
        at=at,
        interaction=work.interaction,
        conversation=work.conversation,
        other=job.agent,
        brand=work.brand,
        queue=work.queue,
    )
