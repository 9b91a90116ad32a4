"""Whom somebody in a flow says he is: what `identify` found last counts as his only once it is proven."""

import msgspec

from atiende.actions.persons import person
from atiende.domain.flow import Errand, ErrandContent
from atiende.ports.store import Change


def claimed(change: Change, interaction: str) -> str:
    """The customer whom `identify` found last in this session, or an empty text."""
    errands = [one for one in change.where(Errand, {"interaction": interaction}) if one.kind == "identify"]
    found = [one for one in errands if one.state == "ok"]
    last = max(found, key=lambda one: (one.ended_at or 0, one.id), default=None)
    content = change.get(ErrandContent, last.id) if last is not None else None
    if content is None or not content.answered:
        return ""
    return str(msgspec.json.decode(content.answered, type=dict[str, object]).get("customer", ""))


def stranger(change: Change, customer: str, interaction: str) -> str:
    """The same, where that is not known to be this very person; else an empty text."""
    other = claimed(change, interaction)
    return "" if other in person(change, customer) else other
