"""Which facts belong to a conversation's story, beside its messages; the log keeps them findable by conversation."""

from atiende.domain import facts as f
from atiende.domain.facts import Fact

SHOWN: tuple[type[Fact], ...] = (
    f.ConversationOpened,
    f.ConversationReopened,
    f.ConversationTaken,
    f.ConversationReleased,
    f.ConversationPended,
    f.ConversationSnoozed,
    f.ConversationWoken,
    f.ConversationResolved,
    f.ConversationClosed,
    f.ConversationQueueChanged,
    f.PriorityChanged,
    f.ReasonChanged,
    f.KindChanged,
    f.TagsChanged,
    f.FieldsChanged,
    f.ConversationMerged,
    f.ConversationUnmerged,
    f.ConversationSplit,
    f.HandRaised,
    f.HandLowered,
    f.CommitmentMade,
    f.CommitmentEnded,
    f.CommitmentOverdue,
    f.CallBegun,
    f.CallArrived,
    f.CallPlaced,
    f.CallConnected,
    f.CallEnded,
    f.CallMissed,
    f.VoicemailLeft,
    f.ConsentAnswered,
    f.RecordingPaused,
    f.RecordingResumed,
    f.RecordingKept,
    f.RecordingLost,
    f.RecordingDeleted,
    f.RecordingHeld,
    f.InteractionClassified,
    f.InteractionQueued,
    f.InteractionRefused,
    f.DeflectionOffered,
    f.DeflectionTaken,
    f.CallbackRequested,
    f.CallbackUnreached,
    f.OfferAccepted,
    f.OfferDeclined,
    f.OfferExpired,
    f.InteractionTransferred,
    f.InteractionEnded,
    f.ReplyRecalled,
    f.FlowEntered,
    f.HandedOver,
    f.HandoffLate,
    f.SurveyAnswered,
    f.CustomerVerified,
    f.VerificationFailed,
    f.DecisionMade,
    f.ApprovalAsked,
    f.ApprovalRefused,
    f.ApprovalWithdrawn,
)
"""Events a reader of the conversation sees between its messages."""

SHOWN_KINDS: tuple[str, ...] = tuple(kind.__name__ for kind in SHOWN)

_KEPT = frozenset((*SHOWN, f.InteractionOffered, f.OfferWithdrawn))


def subject_of(fact: Fact) -> str | None:
    """The conversation the log finds this fact by; None for facts that are rows already (messages) or in no story."""
    return getattr(fact, "conversation", None) if type(fact) in _KEPT else None
