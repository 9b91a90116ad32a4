"""The one permission table: what may be done, how far, and what each built-in role may do.

A route or an action declares one of these names; a role (built in, or a document) grants each with a scope. Texts for
people are in `locales/*/permissions.json`.
"""

from collections.abc import Mapping, Sequence

SCOPES = ("own", "team", "brand", "all")
"""How far, from least to most: one's own, one's teams', the granted brands', everything of the centre."""

PERMISSIONS = (
    "conversation.read",
    "conversation.reply",
    "conversation.assign",
    "conversation.transfer",
    "conversation.close",
    "customer.read",
    "customer.edit",
    "customer.merge",
    "customer.vouch",
    "customer.export",
    "customer.erase",
    "call.place",
    "call.monitor",
    "call.coach",
    "call.barge",
    "recording.listen",
    "recording.delete",
    "queue.supervise",
    "agent.force",
    "config.read",
    "config.edit",
    "config.publish",
    "flow.publish",
    "knowledge.edit",
    "knowledge.publish",
    "report.read",
    "report.export",
    "report.sql",
    "user.manage",
    "audit.read",
    "api.manage",
)

_AGENT = {
    "conversation.read": "team",
    "conversation.reply": "team",
    "conversation.transfer": "team",
    "conversation.close": "team",
    "customer.read": "brand",
    "customer.edit": "brand",
    "call.place": "own",
    "recording.listen": "own",
    "config.read": "brand",
    "knowledge.edit": "brand",
    "report.read": "own",
}

_LEAD = _AGENT | {
    "conversation.assign": "team",
    "customer.merge": "brand",
    "customer.vouch": "brand",
    "call.place": "team",
    "call.monitor": "team",
    "call.coach": "team",
    "recording.listen": "team",
    "queue.supervise": "team",
    "agent.force": "team",
    "knowledge.publish": "brand",
    "report.read": "team",
}

_SUPERVISOR = _LEAD | {
    "conversation.read": "brand",
    "conversation.reply": "brand",
    "conversation.assign": "brand",
    "conversation.transfer": "brand",
    "conversation.close": "brand",
    "customer.export": "brand",
    "call.place": "brand",
    "call.monitor": "brand",
    "call.coach": "brand",
    "call.barge": "brand",
    "recording.listen": "brand",
    "queue.supervise": "brand",
    "agent.force": "brand",
    "flow.publish": "brand",
    "report.read": "brand",
    "report.export": "brand",
}

_QUALITY = {
    "conversation.read": "brand",
    "customer.read": "brand",
    "call.monitor": "brand",
    "recording.listen": "brand",
    "config.read": "brand",
    "report.read": "brand",
}

_ANALYST = {
    "config.read": "all",
    "report.read": "all",
    "report.export": "all",
    "report.sql": "all",
}

_AUDITOR = {
    "conversation.read": "all",
    "customer.read": "all",
    "recording.listen": "all",
    "config.read": "all",
    "report.read": "all",
    "audit.read": "all",
}

ROLES: dict[str, dict[str, str]] = {
    "agent": _AGENT,
    "lead": _LEAD,
    "supervisor": _SUPERVISOR,
    "quality": _QUALITY,
    "analyst": _ANALYST,
    "admin": dict.fromkeys(PERMISSIONS, "all"),
    "auditor": _AUDITOR,
}
"""The built-in roles. A role document of the same slug takes the place of one."""

_KNOWN = frozenset(PERMISSIONS)


def allows(granted: Mapping[str, str], permission: str, needed: str = "own") -> bool:
    """Whether a grant reaches as far as needed. Raises KeyError for a permission or a needed scope nobody declared."""
    if permission not in _KNOWN or needed not in SCOPES:
        raise KeyError(f"{permission} {needed}")
    scope = granted.get(permission)
    return scope in SCOPES and SCOPES.index(scope) >= SCOPES.index(needed)


def scope_of(granted: Mapping[str, str], permission: str) -> str | None:
    """How far a grant reaches, or None. Raises KeyError for a permission nobody declared."""
    return granted.get(permission) if allows(granted, permission) else None


def problems(granted: Mapping[str, str]) -> Sequence[tuple[str, str]]:
    """What is wrong with a role's permissions, as (permission, code) pairs; none when it may be published."""
    found = [(permission, "unknown_permission") for permission in granted if permission not in _KNOWN]
    wrong = [(p, "unknown_scope") for p, scope in granted.items() if p in _KNOWN and scope not in SCOPES]
    return sorted(found + wrong)


def exceeds(granted: Mapping[str, str], by: Mapping[str, str]) -> Sequence[str]:
    """The permissions of `granted` that reach further than `by`: nobody may hand out more than he has."""
    return sorted(p for p, scope in granted.items() if p in _KNOWN and scope in SCOPES and not allows(by, p, scope))
