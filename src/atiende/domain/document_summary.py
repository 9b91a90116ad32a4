"""One line that tells a document from its siblings in a list: names and figures only, so that it needs no language."""

from collections.abc import Mapping
from textwrap import shorten

from atiende.domain.check import Json

FIELDS: Mapping[str, tuple[str, ...]] = {
    "brand": ("language", "time_zone"),
    "endpoint": ("brand", "channel", "queue"),
    "queue": ("brand", "teams"),
    "hours": ("time_zone", "holidays"),
    "webhook": ("url",),
    "reason": ("parent",),
    "team": ("description",),
    "skill": ("description",),
    "quick_reply": ("shortcut", "category", "text_es"),
    "sla": ("brands", "queues"),
    "decision": ("unit",),
    "intent": ("examples_es", "examples_en"),
    "prompt": ("text_es", "text_en"),
    "collection": ("description_es",),
    "article": ("title_es", "title_en"),
    "assistant": ("model", "url"),
    "evaluation": ("of", "brand"),
    "offering": ("brands", "when"),
}
LONGEST = 120


def summary(kind: str, body: Json) -> str:
    """Of any body, drafts of the wrong shape included."""
    if not isinstance(body, dict):
        return ""
    parts = [_text(body.get(field)) for field in FIELDS.get(kind, ())]
    return shorten(" · ".join(part for part in parts if part), LONGEST, placeholder="…")


def _text(value: Json) -> str:
    if isinstance(value, list):
        return ", ".join(one for one in value if isinstance(one, str))
    return value if isinstance(value, str) else ""
