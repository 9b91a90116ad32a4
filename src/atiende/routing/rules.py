"""Who may have which work, what goes first, and who is asked first: each rule once, in words.

The index (`crew.py`, `lines.py`) answers the same questions with bit masks; the tests hold the two together.
"""

from msgspec import Struct
from msgspec.structs import replace

from atiende.domain import facts as f
from atiende.domain.documents import Queue

REST_MS = 60_000
"""An agent who declined or missed an interaction is not offered it again for this long …"""
REST_ALONE_MS = 10_000
"""… or for this long, when no other available agent fits it: long enough to breathe, short enough to strand nothing."""

RETRY_MS = 1_000
"""A refused offer is looked at again with the next fact, or after this long."""


class Need(Struct, frozen=True, kw_only=True):
    """What a piece of work asks of an agent, after queue and interaction are put together. Equal needs share a line.

    `only` is the one agent it is kept for now: named by a transfer, or preferred for a while (`preferring`).
    """

    channel: str
    brand: str
    teams: tuple[str, ...] = ()
    skills: tuple[tuple[str, int], ...] = ()
    language: str = ""
    only: str | None = None
    preferring: bool = False


def need_of(work: f.InteractionQueued, queue: Queue) -> Need:
    """The need of work that everybody who fits may have, at the step it has reached.

    A step replaces what the queue asks; what the work itself asks stays. Of a skill asked twice, the higher level
    counts.
    """
    teams, skills, match_language = queue.teams, queue.skills, queue.match_language
    for step in queue.steps[: work.step]:
        teams = teams if step.teams is None else step.teams
        skills = skills if step.skills is None else step.skills
        match_language = match_language if step.match_language is None else step.match_language
    levels = {required.skill: required.level for required in skills}
    for skill, level in work.skills:
        levels[skill] = max(level, levels.get(skill, 1))
    return Need(
        channel=work.channel,
        brand=work.brand,
        teams=tuple(sorted(set(teams))),
        skills=tuple(sorted(levels.items())),
        language=spoken(work.language) if match_language else "",
    )


def step_due(work: f.InteractionQueued, queue: Queue) -> int | None:
    """When it reaches its next step (ms UTC); None after the last. Steps come in their order, never before the one
    before; one that leads to another queue takes at least a second, so that two queues never play ball."""
    if work.step >= len(queue.steps):
        return None
    entered = work.since if work.entered is None else work.entered
    seconds = max(step.after_seconds for step in queue.steps[: work.step + 1])
    if queue.steps[work.step].queue is not None:
        seconds = max(1, seconds)
    return entered + seconds * 1000


def step_priorities(queue: Queue) -> tuple[int, ...]:
    """How urgent work is at least from each step on; 5 where no step has said so. Empty when none ever does."""
    if all(step.priority is None for step in queue.steps):
        return ()
    urgency, found = 5, list[int]()
    for step in queue.steps:
        urgency = min(urgency, step.priority or 5)
        found.append(urgency)
    return tuple(found)


def named_need(work: f.InteractionQueued, agent: str) -> Need:
    """A person named the agent, so team, skills and language are not asked; the brand always is."""
    return Need(channel=work.channel, brand=work.brand, only=agent)


def kept_for(need: Need, agent: str) -> Need:
    """The same, for the preferred agent alone while he is waited for."""
    return replace(need, only=agent, preferring=True)


def spoken(language: str) -> str:
    """The language without its region: who speaks Spanish serves Mexico too."""
    return language.split("-", 1)[0].lower()


def granted(ability: f.Ability, brand: str) -> bool:
    """No brands named means all of them."""
    return not ability.brands or brand in ability.brands


def unfit(agent: str, ability: f.Ability, need: Need) -> str:
    """Why this agent may not have it whatever he does now, or an empty text. Reasons with a skill carry its slug."""
    if not ability.active:
        return "inactive"
    if not granted(ability, need.brand):
        return "brand_not_granted"
    if need.teams and not set(need.teams) & set(ability.teams):
        return "not_in_team"
    return _unskilled(ability, need) or _kept(agent, need)


def _unskilled(ability: f.Ability, need: Need) -> str:
    for skill, level in need.skills:
        has = ability.skills.get(skill, 0)
        if has < level:
            return f"level_too_low:{skill}" if has else f"skill_missing:{skill}"
    if need.language and need.language not in ability.languages:
        return "language"
    return ""


def _kept(agent: str, need: Need) -> str:
    if need.only is None or need.only == agent:
        return ""
    return "waits_for_preferred" if need.preferring else "another_agent_named"


def mastery(ability: f.Ability, need: Need) -> int:
    """How good he is at it: his level in the skill it asks that he is worst at; 0 when it asks none."""
    return min((ability.skills.get(skill, 0) for skill, _ in need.skills), default=0)
