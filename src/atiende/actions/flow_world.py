"""What a flow may know when it takes a step, and how its session is kept from one step to the next.

Where it stands is a projection; what it has heard is content. Whatever it may see of customer, conversation and brand
is named here, once, for expressions and texts alike.
"""

from typing import cast

from atiende.actions import intents, settings_of
from atiende.actions.conversations import conversation_of
from atiende.actions.flow_claims import claimed
from atiende.actions.flow_secrets import opened, sealed, secrets_in, without_secrets
from atiende.actions.notices import notice_in
from atiende.actions.persons import person
from atiende.actions.senders import MAIL
from atiende.actions.values import best_language, first_name, opening_in_words, written_reference
from atiende.actions.verification import holds
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.conversation import Conversation
from atiende.domain.customer import Address, Customer, CustomerDetails, Identity
from atiende.domain.flow import FlowSession, FlowValues
from atiende.domain.flow_documents import Flow
from atiende.domain.hours import is_open
from atiende.domain.interaction import Interaction
from atiende.domain.matter import ConversationFields
from atiende.flows import kept
from atiende.flows.state import Book, Frame, Scope, Session, Speaks, Stepped, Value, World
from atiende.ports.channel import Traits
from atiende.ports.desk import Desk
from atiende.ports.store import Change

PHONE = "phone"


def book_of(change: Change) -> Book:
    """Published flows; one that is retired since goes on for whoever is in it."""

    def look(slug: str, version: int | None) -> tuple[int, Flow] | None:
        found = change.get(docs.Document, "flow", slug)
        if version is None and (found is None or found.retired):
            return None
        if found is not None and version in (None, found.version):
            return found.version, _read(found.body)
        kept = change.get(docs.DocumentVersion, "flow", slug, version or 0)
        return (kept.version, _read(kept.body)) if kept is not None else None

    return look


def _read(body: str) -> Flow:
    return cast(Flow, docs.read("flow", body))


def world_of(desk: Desk, change: Change, work: Interaction) -> World:
    conversation = conversation_of(change, work.conversation)
    brand = settings_of.brand_of(change, conversation.brand)
    return World(
        at=change.at,
        zone=brand.time_zone,
        speaks=speaks_of(desk.channels[work.channel].traits),
        customer=customer_scope(change, conversation, work.channel, work.id),
        conversation=conversation_scope(change, conversation, work),
        brand={
            "slug": conversation.brand,
            "name": brand.name,
            "language": brand.language,
            "formal": brand.formal,
            "opens": _opens(change, brand, conversation),
            "notice": notice_in(change, conversation.brand, conversation.language or brand.language, work.endpoint),
        },
        is_open=lambda hours, at: _is_open(change, brand, hours, at),
        read=intents.reading(desk, change.tenant, brand.time_zone, conversation.brand),
    )


def _opens(change: Change, brand: docs.Brand, conversation: Conversation) -> str:
    """When it opens again, in words; empty while it is open."""
    body = settings_of.document(change, "hours", brand.hours) if brand.hours is not None else None
    if not isinstance(body, docs.Hours) or is_open(body, change.at):
        return ""
    return opening_in_words(body, change.at, best_language(conversation.language, brand.language))


def speaks_of(traits: Traits) -> Speaks:
    return Speaks(
        channel=traits.name,
        max_chars=traits.max_chars,
        split=traits.split,
        buttons=traits.buttons,
        button_chars=traits.button_chars,
        list_items=traits.list_items,
        html=traits.html,
        voice=traits.voice,
    )


def customer_scope(change: Change, conversation: Conversation, channel: str = "", interaction: str = "") -> Scope:
    """The person's, whichever of his customers it is written at. `verified`: in this conversation, now, and as the one
    he last said he is.

    An address nobody vouched for counts only where he writes from it: saying one is no way to another's data. Whom he
    has proven to be goes before whom he wrote as.
    """
    other, here = claimed(change, interaction), channel or conversation.channel
    everyone = sorted(person(change, conversation.customer), key=lambda one: one != other)
    known = [one for each in everyone if (one := change.get(CustomerDetails, each)) is not None]
    addresses = [
        one
        for each in everyone
        for one in change.where(Address, {"customer": each})
        if _vouched_for(change, one) or (one.channel == here and each == conversation.customer)
    ]
    name = next((one.name.strip() for one in known if one.name.strip()), "")
    fields: dict[str, Value] = {}
    for one in reversed(known):
        fields |= one.fields
    row = change.get(Customer, conversation.customer)
    return {
        "id": conversation.customer,
        "name": name,
        "first_name": first_name(name),
        "organization": next((one.organization for one in known if one.organization), ""),
        "language": next((one.language for one in known if one.language), ""),
        "email": next((one.shown for one in addresses if one.channel == MAIL), ""),
        "phone": next((one.shown for one in addresses if one.channel == PHONE), ""),
        "vip": row is not None and row.vip,
        "verified": holds(change, conversation) and (not other or other in everyone),
        "known": bool(fields) or any(one.channel in (MAIL, PHONE) for one in addresses),
        "fields": fields,
    }


def _vouched_for(change: Change, address: Address) -> bool:
    """Somebody made sure that this very address is his; that a site knows him by name says nothing of what he typed."""
    identity = change.get(Identity, address.identity)
    return identity is not None and identity.verified and not identity.retired


def conversation_scope(change: Change, conversation: Conversation, work: Interaction) -> Scope:
    kept = change.get(ConversationFields, conversation.id)
    fields: dict[str, Value] = dict(kept.fields) if kept is not None else {}
    return {
        "id": conversation.id,
        "number": conversation.number,
        "reference": written_reference(settings_of.brand_of(change, conversation.brand), conversation),
        "status": conversation.status,
        "kind": conversation.kind,
        "reason": conversation.reason,
        "priority": conversation.priority,
        "channel": work.channel,
        "language": conversation.language,
        "tags": list(conversation.tags),
        "fields": fields,
    }


def _is_open(change: Change, brand: docs.Brand, slug: str, at: int) -> bool:
    """Where no hours are said, it is always open."""
    wanted = slug or brand.hours
    body = settings_of.document(change, "hours", wanted) if wanted else None
    return not isinstance(body, docs.Hours) or is_open(body, at)


def load(desk: Desk, change: Change, row: FlowSession) -> Session:
    """The session as the last step left it. What was heard is gone once it is erased."""
    content = change.get(FlowValues, row.interaction)
    if content is not None:
        return kept.load(opened(desk.keys, content.values))
    places = [*row.stack, (row.flow, row.version, row.node)]
    return Session(
        frames=tuple(Frame(flow=flow, version=version, node=node) for flow, version, node in places),
        language=row.language,
        seed=row.seed,
        awaiting=row.awaiting,
        due=row.due,
        tries=row.tries,
        turn=row.turn,
        goals=row.goals,
        outcome=row.outcome,
    )


def keep(here: tuple[Desk, Change], work: Interaction, stepped: Stepped, heard: str) -> None:
    """The step's fact, and what it heard as content: sealed while something secret is among it."""
    desk, change = here
    session = stepped.session
    *below, top = session.frames
    change.record(
        f.FlowStepped(
            interaction=work.id,
            conversation=work.conversation,
            heard=heard,
            passed=stepped.passed,
            flow=top.flow,
            version=top.version,
            node=top.node,
            awaiting=session.awaiting,
            due=session.due,
            tries=session.tries,
            turn=session.turn,
            stack=tuple((one.flow, one.version, one.node) for one in below),
            goals=session.goals,
            language=session.language,
        ),
        actor="system",
    )
    book = book_of(change)
    hidden = bool(secrets_in(book, session))
    text = kept.dump(without_secrets(book, session) if hidden and session.outcome else session)
    values = sealed(desk.keys, text) if hidden and not session.outcome else text
    change.put(FlowValues(interaction=work.id, values=values))
