"""What follows within a change from what it recorded, whoever recorded it: clocks, and flows that are over."""

from collections.abc import Mapping, Sequence

from atiende.actions.flow_ends import end_sessions
from atiende.actions.missed import settle_missed
from atiende.actions.surveys import plan_surveys
from atiende.actions.targets import settle
from atiende.domain import facts as f
from atiende.ports.channel import Channel
from atiende.ports.store import Change


def follow(channels: Mapping[str, Channel], change: Change, logged: Sequence[f.Logged]) -> None:
    end_sessions(change, logged)
    plan_surveys(change, logged)
    settle_missed(channels, change, logged)
    settle(channels, change, logged)
