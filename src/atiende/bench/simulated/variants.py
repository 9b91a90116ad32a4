"""Mechanisms taken out on purpose: with any of these the checkers must go red, or they prove nothing."""

from typing import Literal

Variant = Literal["", "early_ack", "unsynced", "stale_rows", "resending", "no_timers", "unfenced", "unswept", "hasty"]
"""Nothing · a change is acknowledged before it is committed · commits are not synced · a node trusts the rows it
remembers although another has written · what a crash interrupted is sent again by itself · no message's clock is
read · what is done under a lease is written whoever holds it by then · nobody looks for what lost its clock · a
provider is called before the attempt is written down.
"""

NODES: dict[Variant, int] = {
    "early_ack": 1, "unsynced": 1, "stale_rows": 3, "resending": 1, "no_timers": 1, "unfenced": 3, "unswept": 1,
    "hasty": 1,
}  # fmt: skip
"""On how many nodes it is tried."""
