"""Why something does not work: every condition in the order a person would look, each with its next step. Pure."""

from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec import Struct

from atiende.domain import hours as clock
from atiende.domain.agent import Agent
from atiende.domain.documents import Endpoint, Hours, Queue

Level = Literal["ok", "info", "warn", "bad"]
Params = Mapping[str, str | int]


class Sign(Struct, frozen=True, kw_only=True):
    """`code` has a text in the catalogue of the administration; `go` is where it is mended. Moments are `…_at`, ms."""

    code: str
    level: Level
    params: Params = {}
    go: str = ""


class QueueSeen(Struct, frozen=True, kw_only=True):
    """A queue as it stands. `agents`: all of the centre; `leads`: the inboxes whose work comes here."""

    slug: str
    body: Queue
    state: str = "normal"
    waiting: int = 0
    oldest_at: int | None = None
    hours_slug: str = ""
    hours: Hours | None = None
    agents: Sequence[Agent] = ()
    leads: int = 0


class InboxSeen(Struct, frozen=True, kw_only=True):
    """An inbox as it stands. `wrong`: what its channel says of its settings; `connects`: whether it is known to have
    connected, None where nothing does."""

    slug: str
    body: Endpoint
    draft: bool = False
    wrong: Sequence[tuple[str, str]] = ()
    connects: bool | None = None
    failure: str = ""
    failed_at: int | None = None
    last_in_at: int | None = None
    last_out_at: int | None = None
    pages: Sequence[tuple[str, int]] = ()


def queue_signs(seen: QueueSeen, now: int) -> list[Sign]:
    """From whether it takes work to who takes it up."""
    return [_switched(seen), *_hours(seen, now), *_people(seen, now), _waiting(seen), _led_into(seen)]


def inbox_signs(seen: InboxSeen) -> list[Sign]:
    """From whether it is in force to the last that came; the queue's signs follow beside."""
    return [*_in_force(seen), *_connection(seen), *_pages(seen), *_last(seen)]


def _in_force(seen: InboxSeen) -> list[Sign]:
    go = f"/admin/endpoint/{seen.slug}"
    signs = [Sign(code="enabled", level="ok") if seen.body.enabled else Sign(code="disabled", level="bad", go=go)]
    if seen.draft:
        signs.append(Sign(code="draft", level="warn", go=go))
    if seen.wrong:
        signs.append(Sign(code="settings_wrong", level="bad", params={"field": seen.wrong[0][0]}, go=go))
    if seen.body.settings.get("dry_run") is True:
        signs.append(Sign(code="trial", level="warn", go=go))
    return signs


def _connection(seen: InboxSeen) -> list[Sign]:
    if seen.connects is None:
        return []
    if seen.failure:
        params: dict[str, str | int] = {"reason": seen.failure, "since_at": seen.failed_at or 0}
        return [Sign(code="connection_failed", level="bad", params=params, go="test")]
    if seen.connects:
        return [Sign(code="connected", level="ok")]
    return [Sign(code="not_tried", level="warn", go="test")]


def _pages(seen: InboxSeen) -> list[Sign]:
    """Where a chat's script was last loaded, and which pages may load it."""
    origins = seen.body.settings.get("allowed_origins")
    if seen.body.channel != "webchat":
        return []
    allowed = Sign(code="any_page", level="info")
    if isinstance(origins, list) and origins:
        allowed = Sign(code="some_pages", level="info", params={"pages": ", ".join(origins)})
    if not seen.pages:
        return [allowed, Sign(code="never_loaded", level="warn", go="snippet")]
    page, at = max(seen.pages, key=lambda one: one[1])
    return [allowed, Sign(code="loaded", level="ok", params={"page": page, "at": at})]


def _last(seen: InboxSeen) -> list[Sign]:
    came = Sign(code="nothing_in", level="info")
    if seen.last_in_at is not None:
        came = Sign(code="last_in", level="ok", params={"at": seen.last_in_at})
    went = Sign(code="nothing_out", level="info")
    if seen.last_out_at is not None:
        went = Sign(code="last_out", level="ok", params={"at": seen.last_out_at})
    return [came, went]


def _switched(seen: QueueSeen) -> Sign:
    if seen.state == "normal":
        return Sign(code="queue_open", level="ok", params={"queue": seen.body.name})
    return Sign(code=f"queue_{seen.state}", level="bad", params={"queue": seen.body.name}, go="/board")


def _hours(seen: QueueSeen, now: int) -> list[Sign]:
    if seen.hours is None:
        return [Sign(code="always_open", level="ok", go=f"/admin/queue/{seen.slug}")]
    go, name = f"/admin/hours/{seen.hours_slug}", {"hours": seen.hours.name}
    if clock.is_open(seen.hours, now):
        closes = clock.next_closing(seen.hours, now)
        return [Sign(code="hours_open", level="ok", params={**name, "until_at": closes or 0}, go=go)]
    opens = clock.next_opening(seen.hours, now)
    if opens is None:
        return [Sign(code="hours_never", level="bad", params=name, go=go)]
    return [Sign(code="hours_closed", level="warn", params={**name, "until_at": opens}, go=go)]


def members(queue: Queue, agents: Sequence[Agent]) -> list[Agent]:
    """Who may serve it by team and brand."""
    return [
        one
        for one in agents
        if one.ability.active
        and (not one.ability.brands or queue.brand in one.ability.brands)
        and (not queue.teams or set(queue.teams) & set(one.ability.teams))
    ]


def skilled(queue: Queue, agents: Sequence[Agent]) -> list[Agent]:
    """Who of them can do what it asks for from the beginning."""
    return [one for one in agents if all(one.ability.skills.get(need.skill, 0) >= need.level for need in queue.skills)]


def _people(seen: QueueSeen, now: int) -> list[Sign]:
    there = members(seen.body, seen.agents)
    if not there:
        return [Sign(code="nobody_serves", level="bad", params={"queue": seen.body.name}, go="/admin/users")]
    signs = [Sign(code="served_by", level="ok", params={"count": len(there)})]
    able = skilled(seen.body, there)
    if seen.body.skills and not able:
        names = ", ".join(one.skill for one in seen.body.skills)
        return [*signs, Sign(code="nobody_able", level="bad", params={"skills": names}, go="/admin/users")]
    free = [one for one in able if one.state == "available"]
    opened = seen.hours is None or clock.is_open(seen.hours, now)
    if free:
        return [*signs, Sign(code="available", level="ok", params={"count": len(free)})]
    return [*signs, Sign(code="nobody_available", level="warn" if opened else "info", go="/board")]


def _waiting(seen: QueueSeen) -> Sign:
    if seen.body.limit and seen.waiting >= seen.body.limit:
        return Sign(code="queue_full", level="bad", params={"count": seen.waiting}, go=f"/admin/queue/{seen.slug}")
    if not seen.waiting:
        return Sign(code="nothing_waits", level="ok")
    return Sign(code="waiting", level="info", params={"count": seen.waiting}, go="/board")


def _led_into(seen: QueueSeen) -> Sign:
    if seen.leads:
        return Sign(code="led_into", level="ok", params={"count": seen.leads})
    return Sign(code="nothing_leads", level="info", go="/admin/endpoint")
