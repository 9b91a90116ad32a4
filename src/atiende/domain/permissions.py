"""Who may do what: permissions are `noun.verb`, each with a scope; roles are documents, these are the built-in ones."""

from collections.abc import Mapping

SCOPES = ("own", "team", "brand", "all")
"""Each includes the ones before it. `own`: what is assigned to me; `team`: my teams' queues; `brand`: my brands."""

PERMISSIONS = (
    "conversation.read", "conversation.reply", "conversation.assign", "conversation.transfer", "conversation.close",
    "customer.read", "customer.edit", "customer.merge", "customer.export", "customer.erase",
    "call.place", "call.monitor", "call.coach", "call.barge", "recording.listen", "recording.delete",
    "queue.supervise", "agent.force",
    "config.read", "config.edit", "config.publish",
    "report.read", "report.export", "report.sql",
    "user.manage", "audit.read", "api.manage",
)  # fmt: skip

ADMINISTERS = ("user.manage", "config.publish")
"""Somebody must always hold these over everything, or the centre could not be repaired."""

_AGENT = {
    "conversation.read": "team",
    "conversation.reply": "team",
    "conversation.assign": "own",
    "conversation.transfer": "team",
    "conversation.close": "team",
    "customer.read": "brand",
    "customer.edit": "brand",
    "call.place": "brand",
}
_LEAD = _AGENT | {
    "conversation.assign": "team",
    "queue.supervise": "team",
    "agent.force": "team",
    "call.monitor": "team",
    "call.coach": "team",
    "recording.listen": "team",
    "report.read": "team",
}
_OF_A_SUPERVISOR = (
    "conversation.read", "conversation.reply", "conversation.assign", "conversation.transfer", "conversation.close",
    "customer.merge", "customer.export", "queue.supervise", "agent.force", "call.monitor", "call.coach",
    "call.barge", "recording.listen", "report.read", "report.export", "config.read", "audit.read",
)  # fmt: skip
_SUPERVISOR = _LEAD | dict.fromkeys(_OF_A_SUPERVISOR, "brand")

BUILT_IN: Mapping[str, Mapping[str, str]] = {
    "agent": _AGENT,
    "lead": _LEAD,
    "supervisor": _SUPERVISOR,
    "quality": {
        "conversation.read": "brand",
        "customer.read": "brand",
        "recording.listen": "brand",
        "report.read": "brand",
    },
    "analyst": {"report.read": "brand", "report.export": "brand", "report.sql": "brand", "config.read": "brand"},
    "admin": dict.fromkeys(PERMISSIONS, "all"),
    "auditor": {
        "audit.read": "all",
        "config.read": "all",
        "conversation.read": "all",
        "customer.read": "all",
        "report.read": "all",
    },
}


def covers(held: str | None, wanted: str) -> bool:
    """Whether a scope held includes the one wanted."""
    return held is not None and SCOPES.index(held) >= SCOPES.index(wanted)


def beyond(granted: Mapping[str, str], held: Mapping[str, str]) -> list[str]:
    """Permissions somebody would grant beyond his own."""
    return [name for name, scope in granted.items() if not covers(held.get(name), scope)]
