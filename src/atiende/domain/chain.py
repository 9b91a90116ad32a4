"""The audit chain: one row for each privileged change, each bound to the one before by a hash.

The row follows from the fact like any projection, so it is in the fact's own transaction. Facts hold no personal value:
the chain stays whole when content is erased.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import ClassVar

import msgspec
from msgspec import Struct

from atiende.domain import facts as f
from atiende.domain.facts import Fact, Logged
from atiende.domain.row import Projection

PRIVILEGED: frozenset[type[Fact]] = frozenset(
    (
        f.TenantCreated, f.DocumentPublished, f.DocumentRetired, f.SecretChanged, f.ImportMade, f.ImportUndone,
        f.CustomerRemoved, f.UserCreated, f.UserInvited, f.UserChanged, f.PasswordChanged, f.ApiKeyCreated,
        f.ApiKeyRevoked, f.ViewedAs, f.ExportMade, f.MonitoringStarted, f.MonitoringEnded, f.WallOpened, f.WallClosed,
        f.BroadcastSent, f.BroadcastEnded, f.NoticeRaised, f.NoticeEnded, f.QueueSwitched, f.MatchTrained,
        f.MatchSwitched, f.CustomersLinked, f.CustomersUnlinked, f.LinkDismissed, f.CustomerVerified, f.DecisionMade,
        f.ApprovalRefused, f.JoinLinkMade, f.JoinLinkRevoked, f.CallMonitored, f.CallerBlocked, f.CallerUnblocked,
        f.RecordingPaused, f.RecordingLost, f.RecordingDeleted, f.RecordingHeld, f.RetentionChanged,
        f.DeskPhoneShown, f.DeskPhoneRenewed,
    )
)  # fmt: skip
"""Whoever does it."""

OF_ANOTHER: dict[type[Fact], str] = {
    f.AgentStateChanged: "agent",
    f.SignedOut: "user",
    f.InteractionTransferred: "agent",
}
"""Only where a person does it to another one, whom this field names."""

PERSONS = ("agent:", "key:")
FIRST = "0" * 64
NAME = "audit"

_canonical = msgspec.json.Encoder(order="sorted").encode


class Audited(Projection, frozen=True, kw_only=True):
    """The row of the privileged fact `seq`, the `number`th from 1."""

    TABLE: ClassVar[str] = "audit"
    KEY: ClassVar[tuple[str, ...]] = ("seq",)

    seq: int
    number: int
    kind: str
    link: str


class ChainEnd(Projection, frozen=True, kw_only=True):
    """The last row, found without looking for it."""

    TABLE: ClassVar[str] = "audit_ends"
    KEY: ClassVar[tuple[str, ...]] = ("name",)

    name: str = NAME
    seq: int
    number: int
    link: str


class Breach(Struct, frozen=True, kw_only=True):
    """`what`: missing (a fact without its row), extra (a row without its fact), altered, or end."""

    what: str
    seq: int


def is_privileged(logged: Logged) -> bool:
    kind = type(logged.fact)
    if kind in PRIVILEGED:
        return True
    field = OF_ANOTHER.get(kind)
    if field is None or not logged.actor.startswith(PERSONS):
        return False
    return logged.actor != f"agent:{getattr(logged.fact, field)}"


def linked(before: ChainEnd | None, logged: Logged) -> Audited:
    """The row that follows. Fields are sorted and defaults left out: what later versions add changes no link."""
    content = (logged.tenant, logged.seq, logged.at, logged.actor, logged.cause, logged.fact)
    link = sha256((before.link if before else FIRST).encode() + _canonical(content)).hexdigest()
    number = before.number + 1 if before else 1
    return Audited(seq=logged.seq, number=number, kind=type(logged.fact).__name__, link=link)


def end_of(row: Audited) -> ChainEnd:
    return ChainEnd(seq=row.seq, number=row.number, link=row.link)


def breaches(
    log: Iterable[Logged], rows: Sequence[Audited], end: ChainEnd | None, before: ChainEnd | None = None
) -> list[Breach]:
    """What does not hold: each privileged fact of the log has one row, every link follows from the one before as it is
    stored, and the last is the end. `log` may have only the privileged facts, in order. `before`: the row before
    these, where they are not all."""
    stored = {row.seq: row for row in rows}
    found: list[Breach] = []
    last = before
    for logged in filter(is_privileged, log):
        row = stored.pop(logged.seq, None)
        if row is None:
            found.append(Breach(what="missing", seq=logged.seq))
            continue
        if row != linked(last, logged):
            found.append(Breach(what="altered", seq=logged.seq))
        last = end_of(row)
    found += [Breach(what="extra", seq=seq) for seq in sorted(stored)]
    if end != last:
        found.append(Breach(what="end", seq=end.seq if end else 0))
    return found
