"""How often each person uses each quick reply and macro: what he uses most is offered first."""

from atiende.domain.desk import TextUse
from atiende.ports.store import Change


def note_use(change: Change, agent: str, kind: str, slug: str) -> None:
    """Inside a change; a repetition of the change does not come here."""
    before = change.get(TextUse, agent, kind, slug)
    change.put(TextUse(agent=agent, kind=kind, slug=slug, count=(before.count if before else 0) + 1, at=change.at))
