"""How an interaction or a conversation ended, and what must be known before it may: outcome, reason, required fields.

Everything that resolves asks here: the wrap-up form, a reply with a step, a macro, many at once.
"""

from collections.abc import Mapping

from msgspec import Struct

from atiende.actions import custom_fields, settings_of
from atiende.domain import documents as docs
from atiende.domain.check import Problem, Unfit
from atiende.domain.conversation import Conversation
from atiende.domain.customer import CustomerDetails
from atiende.domain.matter import ConversationFields
from atiende.ports.store import Change


class Outcome(Struct, frozen=True, kw_only=True):
    """What an agent says at the end: slugs, a word where the outcome asks for one, and custom fields by slug."""

    disposition: str
    reason: str = ""
    note: str = ""
    fields: Mapping[str, str] = {}


def check_outcome(change: Change, conversation: Conversation, outcome: Outcome) -> None:
    """Raises Unfit, naming every field that is missing or unknown: disposition, reason, note, `fields.<slug>`."""
    problems = [*_slugs(change, outcome), *_missing(change, conversation, outcome)]
    if problems:
        raise Unfit(problems)


def _slugs(change: Change, outcome: Outcome) -> list[Problem]:
    found = []
    disposition = settings_of.document(change, "disposition", outcome.disposition) if outcome.disposition else None
    for field, slug in (("disposition", outcome.disposition), ("reason", outcome.reason)):
        if not slug:
            found.append(Problem(field, "required"))
        elif settings_of.document(change, field, slug) is None:
            found.append(Problem(field, "unknown"))
    if isinstance(disposition, docs.Disposition) and disposition.note_required and not outcome.note.strip():
        found.append(Problem("note", "required"))
    return found


def _missing(change: Change, conversation: Conversation, outcome: Outcome) -> list[Problem]:
    kept = change.get(ConversationFields, conversation.id)
    values = {**(kept.fields if kept is not None else {}), **outcome.fields}
    details = change.get(CustomerDetails, conversation.customer)
    known = details.fields if details is not None else {}
    found = []
    for of, given in (("conversation", values), ("customer", known)):
        for slug, field in custom_fields.fields_of(change, of, conversation.brand).items():
            if field.required and not given.get(slug, "").strip():
                where = "fields" if of == "conversation" else "customer"
                found.append(Problem(f"{where}.{slug}", "required"))
    return found
