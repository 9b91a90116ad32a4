"""Sales prompts from what is known of the customer: at the end of a support query one may be proposed to the agent,
with the fields it is from; where brand or country does not allow it, none is, and why is written down."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import structlog
from msgspec import Struct

from atiende.actions import settings_of
from atiende.actions.conversations import conversation_of
from atiende.actions.flow_world import customer_scope
from atiende.actions.persons import conversations_of, person
from atiende.actions.values import best_language, customer_values, language_for
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.assist import Source, Suggestion, SuggestionContent
from atiende.domain.assist_documents import Offering
from atiende.domain.conversation import Conversation
from atiende.domain.customer import CustomerDetails
from atiende.domain.desk_documents import CustomField
from atiende.flows.expressions import Unsound, compiled, work_out
from atiende.flows.state import Scope, Value
from atiende.flows.template import GAP, render
from atiende.ports.desk import Desk
from atiende.ports.store import Change

log = structlog.get_logger()
DAY_MS = 86_400_000
FIGURE = re.compile(r"-?\d{1,12}(?:[.,]\d{1,6})?")
NO_SELLING = ("complaint", "claim")
"""Kinds within which nothing is sold under the Spanish profile (Ley 10/2025 on customer services)."""
YES = frozenset(("yes", "true", "1", "sí", "si", "x", "ok"))
FIELDS = "customer.fields."


class Fits(Struct, frozen=True, kw_only=True):
    """An offering whose condition holds. `why` it is not to be shown all the same, or empty."""

    slug: str
    body: Offering
    why: str


async def consider(desk: Desk, tenant: str, conversation_id: str, agent: str) -> str:
    """Proposes the first offering that fits and may be made; answers the suggestion's id, or an empty text.

    Once per conversation, however often it is resolved. What fits and may not be made is logged with its reason.
    """

    def decide(change: Change) -> str:
        conversation = conversation_of(change, conversation_id)
        before = change.where(Suggestion, {"conversation": conversation_id})
        if any(one.kind == "offering" for one in before):
            return ""
        for one in _fitting(change, conversation):
            if one.why:
                _withhold(desk, change, conversation, one, agent)
                continue
            return _make(desk, change, conversation, one, agent)
        return ""

    return await desk.store.change(tenant, decide, at=desk.clock.now())


def _fitting(change: Change, conversation: Conversation) -> Iterator[Fits]:
    scope = _scope(change, conversation)
    for row in sorted(change.where(docs.Document, {"kind": "offering"}), key=lambda one: one.slug):
        body = docs.read("offering", row.body)
        if row.retired or not isinstance(body, Offering) or not body.active:
            continue
        if body.brands and conversation.brand not in body.brands:
            continue
        if _holds(row.slug, body, scope):
            yield Fits(slug=row.slug, body=body, why=_why_not(change, conversation, row.slug, body))


def _holds(slug: str, body: Offering, scope: Scope) -> bool:
    """Only a plain yes counts: what cannot be worked out, a field that is missing included, is no."""
    try:
        return work_out(body.when, scope) is True
    except Unsound as unsound:
        if unsound.code != "expression_fails":
            log.warning("offering cannot be worked out", offering=slug, code=unsound.code)
        return False


def _why_not(change: Change, conversation: Conversation, slug: str, body: Offering) -> str:
    if body.profile == "es" and conversation.kind in NO_SELLING:
        return conversation.kind
    everyone = person(change, conversation.customer)
    if body.consent and not any(_agreed(change, one, body.consent) for one in everyone):
        return "no_consent"
    since = change.at - body.every_days * DAY_MS
    made = [one for each in everyone for one in change.where(Suggestion, {"customer": each, "kind": "offering"})]
    shown = any(one.offering == slug and one.state != "withheld" and one.at > since for one in made)
    return "asked_before" if shown else ""


def _agreed(change: Change, customer: str, field: str) -> bool:
    details = change.get(CustomerDetails, customer)
    return details is not None and details.fields.get(field, "").strip().lower() in YES


def _scope(change: Change, conversation: Conversation) -> Scope:
    """customer with its fields (figures as numbers), conversation, history, now."""
    customer = dict(customer_scope(change, conversation))
    fields = customer.get("fields")
    customer["fields"] = {name: _figure(value) for name, value in fields.items()} if isinstance(fields, dict) else {}
    before = [one for one in conversations_of(change, conversation.customer) if one.id != conversation.id]
    moment = datetime.fromtimestamp(change.at / 1000, UTC)
    first = min((one.opened_at for one in before), default=change.at)
    return {
        "customer": customer,
        "conversation": {
            "kind": conversation.kind,
            "reason": conversation.reason,
            "channel": conversation.channel,
            "language": conversation.language,
            "priority": conversation.priority,
            "tags": list(conversation.tags),
        },
        "history": {
            "conversations": len(before),
            "claims": sum(one.kind in NO_SELLING for one in before),
            "days": (change.at - first) // DAY_MS,
        },
        "now": {"year": moment.year, "month": moment.month, "day": moment.day},
    }


def _figure(value: Value) -> Value:
    """`12,5` is 12.5, so that usage and plan can be compared."""
    if isinstance(value, str) and FIGURE.fullmatch(value.strip()):
        return float(value.strip().replace(",", "."))
    return value


def _make(desk: Desk, change: Change, conversation: Conversation, fits: Fits, agent: str) -> str:
    ident = desk.ids.new("sug")
    change.record(
        f.SuggestionMade(
            suggestion=ident,
            conversation=conversation.id,
            customer=conversation.customer,
            kind="offering",
            agent=agent,
            offering=fits.slug,
        ),
        actor="system",
    )
    language = language_for(change, conversation)
    change.put(
        SuggestionContent(
            id=ident,
            conversation=conversation.id,
            text=_text(change, conversation, fits.body, language),
            sources=tuple(_sources(change, conversation, fits.body, language)),
        )
    )
    return ident


def _withhold(desk: Desk, change: Change, conversation: Conversation, fits: Fits, agent: str) -> None:
    change.record(
        f.SuggestionWithheld(
            suggestion=desk.ids.new("sug"),
            conversation=conversation.id,
            customer=conversation.customer,
            offering=fits.slug,
            why=fits.why,
            agent=agent,
        ),
        actor="system",
    )


def _text(change: Change, conversation: Conversation, body: Offering, language: str) -> str:
    details = change.get(CustomerDetails, conversation.customer)
    chosen = (body.text_es or body.text_en) if language == "es" else (body.text_en or body.text_es)
    brand = settings_of.brand_of(change, conversation.brand)
    values = {"customer": customer_values(details), "brand": {"name": brand.name}}
    return GAP.sub("", render(chosen or body.name, values).text).strip()


def _sources(change: Change, conversation: Conversation, body: Offering, language: str) -> Sequence[Source]:
    """The fields the condition looks at, with what they say of this customer."""
    details = change.get(CustomerDetails, conversation.customer)
    known = details.fields if details is not None else {}
    slugs = [one.removeprefix(FIELDS) for one in compiled(body.when).paths if one.startswith(FIELDS)]
    return [
        Source(kind="field", id=slug, text=known[slug], name=_field_name(change, slug, language))
        for slug in slugs
        if known.get(slug)
    ]


def _field_name(change: Change, slug: str, language: str) -> str:
    body = settings_of.document(change, "field", slug)
    if not isinstance(body, CustomField):
        return slug
    return (body.name_es or body.name) if best_language(language) == "es" else body.name
