"""Whether a plan makes sense, before anything is run. Each refusal names the field and why, with texts in both
languages."""

from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from atiende.domain.documents import Queue, read
from atiende.domain.errors import Invalid
from atiende.ports.twin import Plan, Setting, Stream
from atiende.sim.traffic import volume

LONGEST_MS = 92 * 86_400_000
MOST_CASES = 20_000_000
MOST_REPLICATIONS = 200


def check(plan: Plan) -> None:
    """Raises Invalid."""
    _check_span(plan)
    for side, setting in (("before", plan.before), ("after", plan.after)):
        if setting is not None:
            _check_setting(setting, side, _queues_used(plan))
    if not plan.arrivals and not any(sum(stream.per_hour) > 0 for stream in plan.streams):
        raise Invalid(field="streams", reason="nothing_arrives")
    for stream in plan.streams:
        _check_stream(stream)
    if _cases(plan) > MOST_CASES:
        raise Invalid(field="replications", reason="too_much_to_simulate", most=MOST_CASES)


def _check_span(plan: Plan) -> None:
    try:
        ZoneInfo(plan.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        raise Invalid(field="time_zone", reason="unknown_time_zone") from None
    span = plan.ends - plan.begins
    if not 0 < span <= LONGEST_MS:
        raise Invalid(field="ends", reason="bad_span", days=LONGEST_MS // 86_400_000)
    if not 0 <= plan.warm_up_minutes * 60_000 < span:
        raise Invalid(field="warm_up_minutes", reason="warm_up_too_long")
    if not 1 <= plan.replications <= MOST_REPLICATIONS:
        raise Invalid(field="replications", reason="out_of_range", low=1, high=MOST_REPLICATIONS)
    if not 0 < plan.volume_percent <= 1000:
        raise Invalid(field="volume_percent", reason="out_of_range", low=1, high=1000)
    if plan.threshold_seconds < 0:
        raise Invalid(field="threshold_seconds", reason="negative")


def _queues_used(plan: Plan) -> set[str]:
    used = {arrival.queue for arrival in plan.arrivals}
    for stream in plan.streams:
        used |= {stream.queue} | ({stream.transfer_to} if stream.transfer_to else set())
    return used


def _check_setting(setting: Setting, side: str, used: set[str]) -> None:
    if not 0 < setting.volume_percent <= 1000:
        raise Invalid(field=f"{side}.volume_percent", reason="out_of_range", low=1, high=1000)
    queues = _queues_of(setting, side)
    needed = used | {slug for queue in queues.values() for slug in _leads_to(queue)}
    for slug in sorted(needed - queues.keys()):
        raise Invalid(field=f"{side}.documents.queue/{slug}", reason="queue_missing", queue=slug)
    for shift in setting.shifts:
        if shift.agent not in setting.agents:
            raise Invalid(field=f"{side}.shifts", reason="shift_of_nobody", agent=shift.agent)
        if not _in_order((shift.start, shift.end), *shift.breaks):
            raise Invalid(field=f"{side}.shifts", reason="bad_shift", agent=shift.agent)
    if not setting.shifts:
        raise Invalid(field=f"{side}.shifts", reason="nobody_works")


def _queues_of(setting: Setting, side: str) -> dict[str, Queue]:
    queues: dict[str, Queue] = {}
    for name, body in setting.documents.items():
        kind, _, slug = name.partition("/")
        try:
            document = read(kind, body)
        except (KeyError, msgspec.MsgspecError):
            raise Invalid(field=f"{side}.documents.{name}", reason="unreadable_document") from None
        if isinstance(document, Queue):
            queues[slug] = document
    return queues


def _leads_to(queue: Queue) -> Iterator[str]:
    if queue.overflow:
        yield queue.overflow
    for step in queue.steps:
        if step.queue:
            yield step.queue


def _in_order(*spans: tuple[int, int]) -> bool:
    return all(0 <= low < high <= 2880 for low, high in spans)


def _check_stream(stream: Stream) -> None:
    if len(stream.per_hour) not in (0, 1, 24) or any(not 0 <= rate < 1e6 for rate in stream.per_hour):
        raise Invalid(field="streams.per_hour", reason="bad_rates", queue=stream.queue)
    times = (stream.handle_seconds, *stream.agents_seconds.values(), *stream.reasons_seconds.values())
    if any(not 0 < seconds < 1e7 for seconds in times):
        raise Invalid(field="streams.handle_seconds", reason="not_positive", queue=stream.queue)
    rest = (stream.handle_cv, stream.wrap_up_seconds, stream.patience_seconds, stream.repeat_minutes)
    if any(not 0 <= value < 1e7 for value in rest):
        raise Invalid(field="streams", reason="negative", queue=stream.queue)
    shares = (stream.vip_percent, stream.no_answer_percent, stream.transfer_percent, stream.repeat_percent)
    if not _percents(shares) or stream.no_answer_percent > 95 or stream.repeat_percent > 95:
        raise Invalid(field="streams", reason="not_a_percentage", queue=stream.queue)


def _percents(shares: Iterable[float]) -> bool:
    return all(0 <= share <= 100 for share in shares)


def _cases(plan: Plan) -> float:
    hours = (plan.ends - plan.begins) / 3_600_000
    one = float(len(plan.arrivals))
    if not plan.arrivals:
        one = sum(sum(s.per_hour) / max(1, len(s.per_hour)) * hours for s in plan.streams)
    volumes = [volume(plan, side) for side in (plan.before, plan.after) if side is not None]
    return one * sum(volumes) * plan.replications
