"""One line that tells a document from its siblings in a list: names and figures only, so that it needs no language."""

from collections.abc import Mapping

from atiende.domain.check import Json

FIELDS: Mapping[str, tuple[str, ...]] = {
    "brand": ("language", "time_zone"),
    "endpoint": ("brand", "channel", "queue"),
    "queue": ("brand", "teams"),
    "hours": ("time_zone", "holidays"),
    "webhook": ("url",),
    "reason": ("name_es",),
    "disposition": ("name_es",),
    "pause": ("name_es",),
    "team": ("description",),
    "skill": ("description",),
    "quick_reply": ("shortcut", "category", "text_es"),
    "macro": ("name_es",),
    "tag": ("name_es",),
    "field": ("name_es",),
    "sla": ("brands", "queues"),
    "decision": ("name_es", "unit"),
}
LONGEST = 120


def summary(kind: str, body: Json) -> str:
    """Of any body, drafts of the wrong shape included."""
    if not isinstance(body, dict):
        return ""
    parts = [_text(body.get(field)) for field in FIELDS.get(kind, ())]
    return " · ".join(part for part in parts if part)[:LONGEST]


def _text(value: Json) -> str:
    if isinstance(value, list):
        return ", ".join(one for one in value if isinstance(one, str))
    return value if isinstance(value, str) else ""
