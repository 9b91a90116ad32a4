"""Mechanisms taken out on purpose: with any of these the checkers must go red, or they prove nothing."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Literal, TypeVar

from atiende.domain.row import Row
from atiende.ports.desk import Desk
from atiende.ports.store import Change, Key, Store

T = TypeVar("T")
Variant = Literal["", "early_ack", "unsynced", "unfenced", "no_sweep", "overwriting"]
"""Nothing; a change is acknowledged before it is committed; commits are not synced; leased work writes whoever holds the
lease; nobody sweeps; the last of two writers wins."""


def broken(desk: Desk, variant: Variant) -> Desk:
    return desk
