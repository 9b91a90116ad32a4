"""Lint of what the customer is owed: a person from every menu, no end because he waited, hours that open.

Ley 10/2025, art. 8 ff. (profile es): a person as an option of the main menu, and no call that is cut off for waiting.
"""

from collections.abc import Iterator

from atiende.domain import flow_documents as docs
from atiende.domain.flow_documents import Flow, Menu
from atiende.flows.finding import Finding, error, warning
from atiende.flows.surroundings import Surroundings
from atiende.flows.ways import LISTENING, PEOPLE, reachable, unheard_from, ways

STEPS = 2
SUNDAY = 7
WAITED = ("late", "refused")
OFFERS = (*LISTENING, *PEOPLE)


def people_findings(flow: Flow, around: Surroundings) -> Iterator[Finding]:
    if flow.purpose == "service":
        yield from _persons(flow, around)
        yield from _waited(flow)
    yield from _hours(flow, around)


def _persons(flow: Flow, around: Surroundings) -> Iterator[Finding]:
    menus = [name for name in flow.nodes if isinstance(flow.nodes[name], Menu | docs.Bot)]
    if not menus:
        return
    asked = bool(flow.person) and _person_near(flow, str(flow.person), around)
    if not asked:
        yield error("no_person", "", "person")
    for name in menus:
        if isinstance(flow.nodes[name], Menu) and not asked and not _within(flow, name, STEPS, around):
            yield error("person_far", name, steps=STEPS)
    if flow.profile == "es":
        for name in _main_menus(flow):
            if not any(_person_near(flow, way.target, around) for way in ways(flow, flow.nodes[name]) if not way.fails):
                yield error("main_menu_person", name, "options")


def _main_menus(flow: Flow) -> list[str]:
    """The menus he may come to first."""
    return [name for name in unheard_from(flow, flow.start) if isinstance(flow.nodes[name], Menu)]


def _person_near(flow: Flow, start: str, around: Surroundings) -> bool:
    """Whether a person is come to from here without being asked anything more."""
    return any(_is_person(flow, name, around) for name in unheard_from(flow, start))


def _is_person(flow: Flow, name: str, around: Surroundings) -> bool:
    node = flow.nodes[name]
    if isinstance(node, docs.SubFlow):
        inner = around.flows.get(node.flow)
        return inner is not None and any(isinstance(one, PEOPLE) for one in inner.nodes.values())
    return isinstance(node, PEOPLE)


def _within(flow: Flow, start: str, steps: int, around: Surroundings) -> bool:
    """Whether so many choices are enough to come to a person."""
    level = {start}
    for _ in range(steps):
        targets = {way.target for name in level for way in ways(flow, flow.nodes[name]) if not way.fails}
        near = {name for target in targets for name in unheard_from(flow, target)}
        if any(_is_person(flow, name, around) for name in near):
            return True
        level = {name for name in near if isinstance(flow.nodes[name], LISTENING)}
    return False


def _waited(flow: Flow) -> Iterator[Finding]:
    """Paths that end with him having only waited, or only having been silent or misunderstood."""
    for name, node in flow.nodes.items():
        for way in ways(flow, node):
            if not (way.late or way.field == "refused" or (way.fails and isinstance(node, Menu | docs.Bot))):
                continue
            beyond = unheard_from(flow, way.target)
            if any(isinstance(flow.nodes[one], OFFERS) or _leaves_work(flow, one) for one in beyond):
                continue
            if any(isinstance(flow.nodes[one], docs.End) for one in beyond):
                yield error("ends_waiting", name, way.field)


def _leaves_work(flow: Flow, name: str) -> bool:
    node = flow.nodes[name]
    return isinstance(node, docs.Alter) and node.open


def _hours(flow: Flow, around: Surroundings) -> Iterator[Finding]:
    for name, node in flow.nodes.items():
        found = around.hours.get(node.hours or "") if isinstance(node, docs.InHours) else None
        if found is None or not isinstance(node, docs.InHours):
            continue
        days = {day for block in found.blocks for day in block.days}
        if not days and not any(special.open for special in found.specials):
            yield error("never_open", name, "hours")
            continue
        beyond = unheard_from(flow, node.closed)
        offers = any(isinstance(flow.nodes[one], OFFERS) or _leaves_work(flow, one) for one in beyond)
        if not offers and len(days) < SUNDAY:
            closed = SUNDAY not in days
            yield warning("closed_all_sunday" if closed else "closed_all_day", name, "closed")


def person_reachable(flow: Flow) -> bool:
    """Whether there is any person in it at all."""
    return any(isinstance(flow.nodes[name], PEOPLE) for name in reachable(flow, [flow.start]))
