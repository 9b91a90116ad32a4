"""Other teams and skills for somebody at work: what a supervisor does when one queue is short of hands."""

from collections.abc import Mapping

from atiende.actions.users import Person, change_user, read_user
from atiende.domain.facts import Ability
from atiende.ports.desk import Desk


async def move_agent(
    desk: Desk, tenant: str, actor: str, agent_id: str, person: Person, held: Mapping[str, str]
) -> tuple[Ability, Ability]:
    """Before and after. Of `person` only teams and skills are taken. Raises NotFound, Unfit, NotAllowed for somebody
    mightier than `held`."""
    before = (await read_user(desk, tenant, agent_id)).agent.ability
    wanted = Person(teams=person.teams, skills=person.skills)
    after = await change_user(desk, tenant, actor, agent_id, wanted, held)
    return before, after.agent.ability
