"""What a queue and a workload must also satisfy before they are published: steps in order, no way round in a circle."""

from collections.abc import Mapping

from atiende.domain import check
from atiende.domain import documents as docs
from atiende.domain.check import Findings

CHANGES = ("teams", "skills", "match_language", "priority", "queue")
"""What a step can change."""


def queue_problems(found: Findings, slug: str, body: docs.Queue, queues: Mapping[str, docs.Queue]) -> None:
    """`queues` are the others in force, by slug."""
    for index in check.twice(body.teams):
        found.add(f"teams[{index}]", "twice")
    for index in check.twice([required.skill for required in body.skills]):
        found.add(f"skills[{index}].skill", "twice")
    _steps(found, slug, body, queues)
    _voice_keys(found, body)
    if body.choice == "weighted" and not any(_shares(body.weights)):
        found.add("weights", "no_weight")
    if body.overflow is not None:
        _onward(found, "overflow", body.overflow, (slug, body), queues)
        if _comes_back(slug, body.overflow, queues):
            found.add("overflow", "in_a_circle")


def _voice_keys(found: Findings, body: docs.Queue) -> None:
    """A key means one thing at a time."""
    voice = body.voice
    taken = [voice.accept_key] if voice.recording == "opt_in" else []
    for name, key in (("stop_key", voice.stop_key), ("callback_key", voice.callback_key if voice.callback else "")):
        if key and key in taken:
            found.add(f"voice.{name}", "keys_clash")
        taken.append(key)


def _steps(found: Findings, slug: str, body: docs.Queue, queues: Mapping[str, docs.Queue]) -> None:
    before = -1
    for index, step in enumerate(body.steps):
        field = f"steps[{index}]"
        if step.after_seconds <= before:
            found.add(f"{field}.after_seconds", "not_later")
        before = step.after_seconds
        if all(getattr(step, name) is None for name in CHANGES):
            found.add(field, "changes_nothing")
        for at in check.twice(step.teams or ()):
            found.add(f"{field}.teams[{at}]", "twice")
        for at in check.twice([required.skill for required in step.skills or ()]):
            found.add(f"{field}.skills[{at}].skill", "twice")
        if step.queue is not None:
            _onward(found, f"{field}.queue", step.queue, (slug, body), queues)
            if index < len(body.steps) - 1:
                found.add(f"{field}.queue", "not_the_last")


def _shares(weights: docs.Weights) -> tuple[int, ...]:
    return (weights.idle, weights.occupancy, weights.skill, weights.flexibility)


def _onward(
    found: Findings, field: str, to: str, here: tuple[str, docs.Queue], queues: Mapping[str, docs.Queue]
) -> None:
    """Where work goes on: another queue of the same brand."""
    slug, body = here
    if to == slug:
        found.add(field, "itself")
    elif to in queues and queues[to].brand != body.brand:
        found.add(field, "other_brand")


def _comes_back(slug: str, to: str, queues: Mapping[str, docs.Queue]) -> bool:
    """Whether overflowing leads back here; a queue that overflows to itself is told so elsewhere."""
    seen: set[str] = {slug}
    here: str | None = to
    while here is not None and here not in seen:
        seen.add(here)
        here = queues[here].overflow if here in queues else None
    return here == slug and to != slug


def workload_problems(found: Findings, body: docs.Workload, channels: frozenset[str]) -> None:
    """`channels` are those there are, calls included."""
    for index in check.twice([load.channel for load in body.channels]):
        found.add(f"channels[{index}].channel", "twice")
    for index, load in enumerate(body.channels):
        if load.channel not in channels:
            found.add(f"channels[{index}].channel", "unknown_channel")
        if load.exclusive and load.interruptible:
            found.add(f"channels[{index}].interruptible", "exclusive_too")
    for name in ("hard_reasons", "hard_dispositions"):
        for index in check.twice(getattr(body, name)):
            found.add(f"{name}[{index}]", "twice")
