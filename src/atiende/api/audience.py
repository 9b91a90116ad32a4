"""Who may see a fact, and whom it concerns now. One function each; every live frame passes both."""

from atiende.api.permissions import may_see_conversation
from atiende.api.who import Viewer
from atiende.domain import facts as f
from atiende.domain.conversation import Conversation

FOR_ALL = (f.DocumentPublished, f.DocumentRetired, f.UserCreated, f.UserChanged)
"""Facts that alter what every desk shows: names, queues, reasons."""

FOR_EVERYBODY = (*FOR_ALL, f.BroadcastSent, f.BroadcastEnded, f.NoticeRaised, f.NoticeEnded)
"""And those that everybody hears of, though nothing else changes by them."""

FOR_DECIDERS = (f.ApprovalAsked, f.ApprovalRefused, f.ApprovalWithdrawn, f.DecisionMade)
"""Requests for somebody's word concern those who may give it, whatever they have on the screen."""

CANARIES = (f.CanaryRaised, f.CanaryGrew, f.CanaryEnded)
"""What many customers suddenly write about is for supervisors; which of it they may read, their list says."""

COMMITMENTS = (f.CommitmentMade, f.CommitmentChanged, f.CommitmentEnded, f.CommitmentOverdue)
"""Promises and tasks concern their owner, wherever they were made."""


OF_CUSTOMER = (
    f.IdentityAdded, f.IdentityChanged, f.CustomerVipChanged, f.CustomerEdited, f.CustomersLinked, f.CustomersUnlinked,
    f.LinkDismissed, f.PreferenceChanged, f.OrganizationChanged,
)  # fmt: skip
"""What becomes known of a customer concerns whoever has a conversation of his on the screen."""


def may_see(viewer: Viewer, fact: f.AnyFact, conversation: Conversation | None) -> bool:
    """Whether this viewer may learn of the fact at all. `conversation` is the one it belongs to, if any."""
    agent = getattr(fact, "agent", None)
    if isinstance(fact, FOR_EVERYBODY):
        return True
    if isinstance(fact, f.MonitoringStarted | f.MonitoringEnded | f.CallMonitored) and not fact.announced:
        return viewer.covers("call.monitor") and conversation is not None and may_see_conversation(viewer, conversation)
    if isinstance(fact, (f.AgentStateChanged, f.AgentPhoneChanged, *CANARIES)):
        return agent == viewer.user or _supervises(viewer, getattr(fact, "brand", ""))
    if isinstance(fact, COMMITMENTS) and getattr(fact, "owner", "") == viewer.user:
        return True
    if isinstance(fact, OF_CUSTOMER):  # the reader has a conversation of his open, which he may see
        return "customer.read" in viewer.permissions
    if conversation is None:
        return False
    if isinstance(fact, f.NoteWritten) and fact.only_for is not None:
        return viewer.user in (fact.only_for, fact.author)
    return agent == viewer.user or may_see_conversation(viewer, conversation)


def _supervises(viewer: Viewer, brand: str) -> bool:
    return viewer.covers("queue.supervise") and (not brand or viewer.brands is None or brand in viewer.brands)


def named(fact: f.AnyFact) -> tuple[str, ...]:
    """The users a fact is about, whatever they have on the screen: whose work it is, whom a note names, whose held
    reply it was."""
    if isinstance(fact, f.NoteWritten):
        return (*fact.mentions, fact.only_for) if fact.only_for is not None else fact.mentions
    if isinstance(fact, f.CommitmentMade | f.CommitmentChanged | f.CommitmentOverdue):
        return (fact.owner,)
    if isinstance(fact, f.ReplyHeld | f.ReplyRecalled):
        return (fact.author,)
    agent = getattr(fact, "agent", None)
    return (agent,) if agent is not None else ()


def decides(viewer: Viewer) -> bool:
    """Whether requests for approval are shown to him as they come."""
    return viewer.covers("queue.supervise")


def concerns(user: str, fact: f.AnyFact, conversation: Conversation | None, watching: bool) -> bool:
    """Whether it is this viewer's own work, or what he has on the screen; all else reaches him as a touched row."""
    if isinstance(fact, FOR_EVERYBODY):
        return True
    if user in named(fact):
        return True
    return watching or (conversation is not None and conversation.agent == user)
