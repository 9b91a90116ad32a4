"""Whom somebody in a flow says he is: what `identify` found last counts as his only once it is proven."""

import msgspec

from atiende.actions.persons import person
from atiende.domain.flow import Errand, ErrandContent
from atiende.ports.store import Change

NOBODY = "?"
"""Whom he names who is not known, and no customer's id."""


def claimed(change: Change, interaction: str) -> str:
    """The customer whom he named last in this session, NOBODY where he is not known; empty where he named no one."""
    errands = [one for one in change.where(Errand, {"interaction": interaction}) if one.kind == "identify"]
    ended = [one for one in errands if one.state in ("ok", "missing")]
    last = max(ended, key=lambda one: (one.ended_at or 0, one.id), default=None)
    if last is None:
        return ""
    content = change.get(ErrandContent, last.id) if last.state == "ok" else None
    if content is None or not content.answered:
        return NOBODY
    return str(msgspec.json.decode(content.answered, type=dict[str, object]).get("customer", "")) or NOBODY


def stranger(change: Change, customer: str, interaction: str) -> str:
    """The same, where that is not known to be this very person; else an empty text."""
    other = claimed(change, interaction)
    return "" if other in person(change, customer) else other
