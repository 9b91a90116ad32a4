"""What documents of everyday work must also satisfy: a reply says something, a macro's steps are whole, no circles."""

from collections.abc import Mapping, Sequence

from atiende.domain import check
from atiende.domain import documents as docs
from atiende.domain.check import Findings
from atiende.domain.desk_documents import CustomField, Decision, Macro, MacroStep, QuickReply, Sla

NEEDED: Mapping[str, str] = {
    "insert": "text_es", "note": "text_es", "priority": "priority", "kind": "kind", "reason": "reason", "tag": "tag",
    "untag": "tag", "transfer": "queue", "snooze": "minutes", "task": "text_es",
}  # fmt: skip
"""What a step cannot be without. Of two languages one is enough."""
ENDINGS = ("transfer", "pend", "snooze", "resolve")
"""Where a conversation goes on; it can only go to one place."""
COMPARABLE = ("text", "number", "date")
LEAST_OPTIONS = 2


def reply_problems(found: Findings, slug: str, body: QuickReply, others: Mapping[str, QuickReply]) -> None:
    """`others` are the other quick replies in force, by slug."""
    if not body.text_es.strip() and not body.text_en.strip():
        found.add("text_es", "no_text")
    for other, theirs in others.items():
        if body.shortcut and other != slug and theirs.shortcut == body.shortcut:
            found.add("shortcut", "shortcut_taken", slug=other)
    _lists_twice(found, {"brands": body.brands, "teams": body.teams, "channels": body.channels})


def macro_problems(found: Findings, body: Macro) -> None:
    if not body.steps:
        found.add("steps", "no_steps")
    ended = False
    for index, step in enumerate(body.steps):
        needed = NEEDED.get(step.do)
        if needed is not None and not _filled(step, needed):
            found.add(f"steps[{index}].{needed}", "step_needs")
        if step.do in ENDINGS and ended:
            found.add(f"steps[{index}].do", "one_ending")
        ended = ended or step.do in ENDINGS
    _lists_twice(found, {"brands": body.brands, "teams": body.teams})


def _filled(step: MacroStep, field: str) -> bool:
    if field == "text_es":
        return bool(step.text_es.strip() or step.text_en.strip())
    return bool(getattr(step, field))


def field_problems(found: Findings, body: CustomField) -> None:
    if body.type == "choice" and len([one for one in body.options if one.strip()]) < LEAST_OPTIONS:
        found.add("options", "no_options")
    if body.type != "choice" and body.options:
        found.add("options", "only_for_choice")
    for index in check.twice([one.strip().casefold() for one in body.options]):
        found.add(f"options[{index}]", "twice")
    if body.verifies and (body.of != "customer" or body.type not in COMPARABLE):
        found.add("verifies", "cannot_verify")


def sla_problems(found: Findings, body: Sla) -> None:
    if not body.first_seconds and not body.next_seconds and not body.resolve_seconds:
        found.add("first_seconds", "no_target")
    lists: Mapping[str, Sequence[str]] = {
        "brands": body.brands,
        "queues": body.queues,
        "kinds": body.kinds,
        "channels": body.channels,
    }
    _lists_twice(found, {name: [str(one) for one in values] for name, values in lists.items()})


def decision_problems(found: Findings, body: Decision) -> None:
    if body.active and not body.limits:
        found.add("limits", "no_limits")
    for index in check.twice([one.role for one in body.limits]):
        found.add(f"limits[{index}].role", "twice")


def parent_problems(found: Findings, slug: str, parent: str | None, parents: Mapping[str, str | None]) -> None:
    """`parents` of the documents in force, by slug."""
    seen = {slug}
    while parent is not None:
        if parent in seen:
            found.add("parent", "in_a_loop")
            return
        seen.add(parent)
        parent = parents.get(parent)


def templates_of(body: docs.Body) -> Mapping[str, str]:
    """Every text of a document that is a template, by its field."""
    names = TEMPLATES.get(type(body), ())
    found = {name: str(getattr(body, name)) for name in names}
    if isinstance(body, Macro):
        for index, step in enumerate(body.steps):
            found |= {f"steps[{index}].text_es": step.text_es, f"steps[{index}].text_en": step.text_en}
    return {field: text for field, text in found.items() if text}


TEMPLATES: Mapping[type[docs.Body], tuple[str, ...]] = {
    docs.Brand: ("acknowledge_es", "acknowledge_en", "out_of_hours_es", "out_of_hours_en"),
    QuickReply: ("text_es", "text_en", "short_es", "short_en", "subject_es", "subject_en"),
}


def _lists_twice(found: Findings, lists: Mapping[str, Sequence[str]]) -> None:
    for name, values in lists.items():
        for index in check.twice(values):
            found.add(f"{name}[{index}]", "twice")
