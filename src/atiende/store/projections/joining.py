"""Who was asked to talk in which chat."""

from msgspec.structs import replace

from atiende.domain import facts as f
from atiende.domain.facts import Logged
from atiende.domain.joining import CallInvitation
from atiende.store.projections.rows import Rows, log_only, on


@on(f.CallInvited)
def invited(rows: Rows, logged: Logged, fact: f.CallInvited) -> None:
    rows.put(CallInvitation(conversation=fact.conversation, agent=fact.agent, video=fact.video, at=logged.at))


@on(f.CallInvitationEnded)
def answered(rows: Rows, logged: Logged, fact: f.CallInvitationEnded) -> None:
    found = rows.get(CallInvitation, fact.conversation)
    if found is not None:
        rows.put(replace(found, state=fact.why))


log_only(f.JoinLinkMade, f.JoinLinkRevoked)
