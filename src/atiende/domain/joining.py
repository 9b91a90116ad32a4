"""How somebody comes into a call from a page: asked by the agent in his chat, or by a link that leads into one."""

from typing import ClassVar

from atiende.domain.row import Projection, Work

INVITED_MS = 10 * 60_000
"""How long a chat shows that the agent would like to talk."""


class CallInvitation(Projection, frozen=True, kw_only=True):
    """An agent asks the customer of a chat to talk, or to be seen. `state`: open, accepted, declined, withdrawn."""

    TABLE: ClassVar[str] = "call_invitations"
    KEY: ClassVar[tuple[str, ...]] = ("conversation",)
    conversation: str
    agent: str
    video: bool
    at: int
    state: str = "open"

    def stands(self, now: int) -> bool:
        return self.state == "open" and now < self.at + INVITED_MS


class JoinLink(Work, frozen=True, kw_only=True):
    """Whoever knows the address comes into the calls of one conversation, until `until`, and sees nothing else of it.
    `hash` checks the address's secret half."""

    TABLE: ClassVar[str] = "join_links"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("conversation",),)
    id: str
    hash: str
    conversation: str
    video: bool
    until: int
    created_by: str
    created_at: int
    revoked_at: int | None = None

    def opens(self, now: int) -> bool:
        return self.revoked_at is None and now < self.until
