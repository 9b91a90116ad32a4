"""Leases against what was written under them (I4): who lost one writes nothing more, whenever he wakes up."""

from collections import defaultdict
from collections.abc import Sequence

from atiende.bench.history.record import Leased

Line = tuple[str, str]
"""A tenant and the name of a lease."""


def stale_writers(held: Sequence[Leased], written: Sequence[Leased]) -> list[str]:
    """What was written by another than the holder, or under another epoch than his. `held` is what the lease said from
    that turn on, `written` who wrote in that turn and under which epoch; both as the line ordered them."""
    changes: dict[Line, list[Leased]] = defaultdict(list)
    for one in held:
        changes[one.tenant, one.name].append(one)
    wrong = []
    for one in written:
        line = changes[one.tenant, one.name]
        before = next((each for each in reversed(line) if each.turn < one.turn), None)
        allowed = [before] if before is not None else []
        allowed += [each for each in line if each.turn == one.turn]  # taken and used in one transaction
        if (one.node, one.epoch) not in [(each.node, each.epoch) for each in allowed]:
            holder = f"{before.node or 'nobody'} under {before.epoch}" if before is not None else "nobody"
            wrong.append(f"{one.node} wrote in turn {one.turn} as {one.name} under {one.epoch}, held by {holder}")
    return wrong
