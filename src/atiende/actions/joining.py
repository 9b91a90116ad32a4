"""Links that lead into a conversation's calls, and what an agent asks in a chat: would you like to talk?"""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from atiende.actions.calls_arriving import call_of
from atiende.actions.calls_ending import leg_over
from atiende.actions.conversations import conversation_of
from atiende.domain import facts as f
from atiende.domain.call import CallLeg
from atiende.domain.errors import Invalid, NotFound, WrongState
from atiende.domain.joining import CallInvitation, JoinLink
from atiende.ports.desk import Desk
from atiende.ports.store import Change

PREFIX = "jln_"
MINUTE_MS = 60_000
SHORTEST, LONGEST = 5, 7 * 24 * 60
MOST_LINKS = 50
LONGEST_TOKEN = 200


class LinkMade(Struct, frozen=True, kw_only=True):
    """`url` is shown this once."""

    link: JoinLink
    url: str


async def make_join_link(desk: Desk, tenant: str, user: str, conversation: str, wanted: tuple[bool, int]) -> LinkMade:
    """`wanted`: with video, and for how many minutes. Raises NotFound, WrongState in a closed conversation, Invalid."""
    video, minutes = wanted
    if not SHORTEST <= minutes <= LONGEST:
        raise Invalid(field="minutes", reason="out_of_range")
    secret, ident = desk.ids.secret(), desk.ids.new("jln")

    def decide(change: Change) -> JoinLink:
        if conversation_of(change, conversation).status == "closed":
            raise WrongState(state="closed")
        if sum(one.opens(change.at) for one in change.where(JoinLink, {"conversation": conversation})) >= MOST_LINKS:
            raise Invalid(field="conversation", reason="too_many")
        made = JoinLink(
            id=ident,
            hash=desk.keys.digest("join", secret),
            conversation=conversation,
            video=video,
            until=change.at + minutes * MINUTE_MS,
            created_by=user,
            created_at=change.at,
        )
        change.put(made)
        fact = f.JoinLinkMade(link=ident, conversation=conversation, video=video, until=made.until)
        change.record(fact, actor=f"agent:{user}")
        return made

    made = await desk.store.change(tenant, decide, at=desk.clock.now())
    return LinkMade(link=made, url=f"{desk.public_url.rstrip('/')}/join/{ident.removeprefix(PREFIX)}.{secret}")


async def revoke_join_link(desk: Desk, tenant: str, user: str, link: str) -> str:
    """It opens nothing from now on, and a guest who is in by it is out, whether his page hears of it or not; twice is
    no error. Answers its conversation. Raises NotFound."""

    def decide(change: Change) -> str:
        found = change.get(JoinLink, link)
        if found is None:
            raise NotFound(kind="join_link", id=link)
        if found.revoked_at is None:
            change.put(replace(found, revoked_at=change.at))
            fact = f.JoinLinkRevoked(link=link, conversation=found.conversation)
            change.record(fact, actor=f"agent:{user}")
        for one in change.where(CallLeg, {"user": link}):
            call = call_of(change, one.interaction)
            leg = call.leg(one.id)
            if call.open and leg is not None:
                leg_over(desk, change, call, leg, "normal", f"agent:{user}")
        return found.conversation

    return await desk.store.change(tenant, decide, at=desk.clock.now())


async def join_links(desk: Desk, tenant: str, conversation: str) -> Sequence[JoinLink]:
    """Those that open, the newest first."""
    found = await desk.store.reading(tenant).where(JoinLink, {"conversation": conversation})
    now = desk.clock.now()
    return sorted((one for one in found if one.opens(now)), key=lambda one: -one.created_at)


async def join_link_of(desk: Desk, token: str) -> tuple[str, JoinLink] | None:
    """The centre and the link behind an address; None for one that opens nothing (any more)."""
    ident, dot, secret = token.partition(".")
    if not dot or len(token) > LONGEST_TOKEN or not (token.isascii() and token.isprintable()):
        return None
    for tenant, link in await desk.store.everywhere(JoinLink, {"id": f"{PREFIX}{ident}"}):
        if link.opens(desk.clock.now()) and desk.keys.digest("join", secret) == link.hash:
            return tenant, link
    return None


async def invite_to_call(desk: Desk, tenant: str, user: str, conversation: str, *, video: bool) -> None:
    """The customer's chat shows that this agent would like to talk. Said again, it is asked anew. Raises NotFound,
    WrongState in a closed conversation."""

    def decide(change: Change) -> None:
        if conversation_of(change, conversation).status == "closed":
            raise WrongState(state="closed")
        change.record(f.CallInvited(conversation=conversation, agent=user, video=video), actor=f"agent:{user}")

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def end_invitation(desk: Desk, tenant: str, actor: str, conversation: str, why: str) -> CallInvitation | None:
    """`why`: accepted, declined or withdrawn. The invitation that stood, None when there was none any more."""

    def decide(change: Change) -> CallInvitation | None:
        return end_standing(change, actor, conversation, why)

    return await desk.store.change(tenant, decide, at=desk.clock.now())


def end_standing(change: Change, actor: str, conversation: str, why: str) -> CallInvitation | None:
    """The same inside a change."""
    found = change.get(CallInvitation, conversation)
    if found is None or not found.stands(change.at):
        return None
    fact = f.CallInvitationEnded(conversation=conversation, agent=found.agent, why=why)
    change.record(fact, actor=actor)
    return found
