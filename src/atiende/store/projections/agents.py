"""Agents: state, abilities and load; and facts about users that change no table."""

from msgspec.structs import replace

from atiende.domain import facts as f
from atiende.domain.agent import Agent, DeskPhone
from atiende.store.projections.rows import Rows, log_only, need, on


def carry(rows: Rows, agent: str, channel: str) -> None:
    """One more piece of work on the agent."""
    row = rows.get(Agent, agent)
    if row is not None:
        rows.put(replace(row, load={**row.load, channel: row.load.get(channel, 0) + 1}))


def put_down(rows: Rows, agent: str, channel: str, at: int) -> None:
    """One piece less; with the last one his idleness begins."""
    row = rows.get(Agent, agent)
    if row is None or not row.load.get(channel):
        return
    load = dict(row.load)
    load[channel] -= 1
    if not load[channel]:
        del load[channel]
    rows.put(replace(row, load=load, idle_since=row.idle_since if load else at))


@on(f.AgentStateChanged)
def state_changed(rows: Rows, logged: f.Logged, fact: f.AgentStateChanged) -> None:
    """With a next state, only that is remembered: it begins when the present work ends."""
    row = need(rows.get(Agent, fact.agent), fact)
    if fact.next_state is not None:
        rows.put(replace(row, next_state=fact.next_state, next_reason=fact.next_reason))
        return
    idle = logged.at if fact.state == "available" and row.state != "available" else row.idle_since
    rows.put(
        replace(
            row,
            state=fact.state,
            reason=fact.reason,
            since=logged.at,
            next_state=None,
            next_reason="",
            idle_since=idle,
        )
    )


@on(f.AgentPhoneChanged)
def phone_changed(rows: Rows, logged: f.Logged, fact: f.AgentPhoneChanged) -> None:
    rows.put(replace(need(rows.get(Agent, fact.agent), fact), phone=fact.missing))


@on(f.DeskPhoneRenewed)
def desk_phone_renewed(rows: Rows, logged: f.Logged, fact: f.DeskPhoneRenewed) -> None:
    row = rows.get(DeskPhone, fact.user) or DeskPhone(id=fact.user)
    rows.put(replace(row, renewed=row.renewed + 1))


@on(f.UserCreated)
def user_created(rows: Rows, logged: f.Logged, fact: f.UserCreated) -> None:
    rows.put(Agent(id=fact.user, ability=fact.ability, since=logged.at))


@on(f.UserChanged)
def user_changed(rows: Rows, logged: f.Logged, fact: f.UserChanged) -> None:
    rows.put(replace(need(rows.get(Agent, fact.user), fact), ability=fact.ability))


log_only(f.DeskPhoneShown, f.UserInvited, f.PasswordChanged, f.SignedIn, f.SignedOut, f.ApiKeyCreated, f.ApiKeyRevoked)
