"""Groups of facts an auditor asks for by one word."""

from collections.abc import Mapping, Sequence

GROUPS: Mapping[str, tuple[str, ...]] = {
    "configuration": (
        "TenantCreated", "DocumentDrafted", "DraftDiscarded", "DocumentPublished", "DocumentRetired", "SecretChanged",
        "MatchTrained", "MatchSwitched", "QueueSwitched", "ImportMade", "ImportUndone",
    ),
    "people": ("UserCreated", "UserInvited", "UserChanged", "PasswordChanged"),
    "customers": (
        "CustomerEdited", "CustomerRemoved", "CustomerVipChanged", "CustomersLinked", "CustomersUnlinked",
        "IdentityAdded", "IdentityChanged", "OrganizationAdded", "OrganizationEdited", "OrganizationChanged",
        "CustomerVerified", "VerificationFailed", "DecisionMade",
    ),
    "access": (
        "SignedIn", "SignedOut", "PasswordChanged", "UserInvited", "ApiKeyCreated", "ApiKeyRevoked", "ExportMade",
        "ViewedAs", "DeskPhoneShown", "DeskPhoneRenewed",
    ),
    "work": (
        "AgentStateChanged", "InteractionTransferred", "PriorityChanged", "ReasonChanged", "ConversationQueueChanged",
        "ConversationTaken", "ConversationReleased", "ConversationResolved", "ConversationReopened",
    ),
}  # fmt: skip


def kinds_of(wanted: Sequence[str]) -> tuple[str, ...]:
    """Names of facts, groups written out; empty for all."""
    return tuple(dict.fromkeys(name for one in wanted for name in GROUPS.get(one, (one,))))
