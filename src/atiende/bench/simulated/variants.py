"""Mechanisms taken out on purpose: with any of these the checkers must go red, or they prove nothing."""

from typing import Literal

Variant = Literal["", "early_ack", "unsynced", "stale_rows", "resending", "no_timers"]
"""Nothing · a change is acknowledged before it is committed · commits are not synced · a node trusts the rows it
remembers although another has written · what a crash interrupted is sent again by itself · no message's clock is read.
"""

NODES: dict[Variant, int] = {"early_ack": 1, "unsynced": 1, "stale_rows": 3, "resending": 1, "no_timers": 1}
"""On how many nodes it is tried."""
