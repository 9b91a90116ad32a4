"""Named places where the process can be told to die, for tests of crashes: each lies between two things that must both
hold or both not. `ATIENDE_FAILPOINT=name` dies there the first time, `name:3` the third. Off, a place costs one call.
"""

import os
from collections.abc import Callable

Fail = Callable[[str], None]

INGRESS_KEPT = "after_ingress_before_ack"
"""A mail is durable; its sender has not been told."""
INGRESS_APPLIED = "after_ingress_applied"
"""A kept mail became a message; whoever applied it does not know yet."""
VISITOR_KEPT = "after_commit_before_ack"
"""A visitor's message is durable; he has not been told."""
CALL_DONE = "after_commit_before_answer"
"""A changing call of the API (reply, accept, transfer, …) is durable; its answer has not left."""
OFFER_MADE = "after_offer_made"
SEND_STARTED = "after_send_started"
"""`attempting` is durable; the provider has not been called."""
PROVIDER_ACCEPTED = "after_provider_accepted"
"""The provider took the message; nobody wrote that down."""
TIMER_FIRED = "after_timer_fired"
"""What a timer was for is done; whoever fired it does not know yet."""
ERRAND_STARTED = "after_errand_started"
"""It is durable that a flow's errand is begun; nobody was asked."""
ERRAND_DONE = "after_errand_done"
"""Somebody outside has done it; nobody wrote that down."""
CALL_KEPT = "after_call_kept"
"""A call that came in is durable; its caller has not been answered."""
CALL_TOLD = "after_call_told"
"""A command of a call was obeyed by its engine; nobody knows."""
RECORDING_FETCHED = "after_recording_fetched"
"""A recording's sealed file lies on the shelf; no row names it yet."""
RECORDING_KEPT = "after_recording_kept"
"""A recording is ours; the engine has not been told to forget it."""

NAMES = frozenset(
    (
        INGRESS_KEPT,
        INGRESS_APPLIED,
        VISITOR_KEPT,
        CALL_DONE,
        OFFER_MADE,
        SEND_STARTED,
        PROVIDER_ACCEPTED,
        TIMER_FIRED,
        ERRAND_STARTED,
        ERRAND_DONE,
        CALL_KEPT,
        CALL_TOLD,
        RECORDING_FETCHED,
        RECORDING_KEPT,
    )
)
DEAD = 137
"""The exit code, as if killed by signal 9."""


def never(place: str) -> None:
    """The failpoints of a server that is not being tested."""


def known(setting: str) -> bool:
    """Whether a setting names a place, and which time there."""
    name, colon, time = setting.partition(":")
    return name in NAMES and (not colon or (time.isascii() and time.isdigit() and int(time) > 0))


def armed(setting: str) -> Fail:
    """Dies at the place the setting names, at once: nothing is flushed, closed or said. Empty: never."""
    if not setting:
        return never
    name, _, time = setting.partition(":")
    left = int(time or 1)

    def fail(place: str) -> None:
        nonlocal left
        if place == name:
            left -= 1
            if not left:
                os._exit(DEAD)

    return fail
