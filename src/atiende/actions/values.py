"""What texts may speak of: the values of their variables, for one conversation and one agent."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from atiende.actions import settings_of
from atiende.actions.senders import MAIL
from atiende.domain import documents as docs
from atiende.domain.conversation import Conversation
from atiende.domain.customer import Address, CustomerDetails
from atiende.domain.hours import next_opening
from atiende.domain.matter import ConversationFields
from atiende.domain.work import User
from atiende.flows.template import Rendered, Values, named, render
from atiende.ports.store import Change, Reading

WORDS = {"es": "EEEE d 'de' MMMM 'a las' H:mm", "en": "EEEE d MMMM 'at' H:mm"}
ARTICLE = {"es": "el ", "en": "on "}


def language_for(change: Change, conversation: Conversation) -> str:
    """es or en: the conversation's, else the customer's, else the brand's."""
    details = change.get(CustomerDetails, conversation.customer)
    brand = settings_of.brand_of(change, conversation.brand)
    return best_language(conversation.language, details.language if details else "", brand.language)


def best_language(*wanted: str) -> str:
    """The first that is Spanish or English; Spanish where none is."""
    short = (language[:2].lower() for language in wanted)
    return next((language for language in short if language in ("es", "en")), "es")


def opening_in_words(hours: docs.Hours, at: int, language: str) -> str:
    """When it opens next; empty where it never does."""
    moment = next_opening(hours, at)
    if moment is None:
        return ""
    local = datetime.fromtimestamp(moment / 1000, ZoneInfo(hours.time_zone))
    return ARTICLE[language] + format_datetime(local, WORDS[language], tzinfo=local.tzinfo, locale=language)


def reference_of(change: Change, conversation: Conversation) -> str:
    """What the customer knows his matter by."""
    return written_reference(settings_of.brand_of(change, conversation.brand), conversation)


def written_reference(brand: docs.Brand, conversation: Conversation) -> str:
    return f"{brand.reference_prefix}{conversation.number}"


def brand_values(brand: docs.Brand) -> Values:
    return {"name": brand.name, "signature": brand.signature, "formal": brand.formal}


def customer_values(details: CustomerDetails | None, email: str = "") -> Values:
    """Of somebody without a name nothing is known by name: what speaks to him leaves a gap."""
    name = details.name.strip() if details else ""
    fields: Values = dict(details.fields) if details else {}
    return {
        "name": name,
        "first_name": first_name(name),
        "email": email,
        "organization": details.organization if details else "",
        "fields": fields,
    }


def first_name(name: str) -> str:
    """The first word of a name as people write it: `Pepe Gil`, `Gil, Pepe`. Addresses and initials are no names."""
    given = name.split(",", 1)[1] if "," in name else name
    word = next(iter(given.split()), "")
    return "" if "@" in word or any(letter.isdigit() for letter in word) else word


def agent_values(user: User | None) -> Values:
    name = user.name.strip() if user else ""
    return {"name": name, "first_name": first_name(name)}


def conversation_values(brand: docs.Brand, conversation: Conversation, fields: ConversationFields | None) -> Values:
    reference = written_reference(brand, conversation)
    return {
        "reference": reference,
        "number": str(conversation.number),
        "fields": dict(fields.fields) if fields else {},
    }


async def values_for(reading: Reading, conversation: Conversation, agent: str) -> Values:
    """Everything a text in this conversation may speak of."""
    brand = await brand_body(reading, conversation.brand)
    details = await reading.get(CustomerDetails, conversation.customer)
    mails = await reading.where(Address, {"customer": conversation.customer, "channel": MAIL}, limit=1)
    fields = await reading.get(ConversationFields, conversation.id)
    return {
        "customer": customer_values(details, mails[0].shown if mails else ""),
        "agent": agent_values(await reading.get(User, agent)),
        "conversation": conversation_values(brand, conversation, fields),
        "brand": brand_values(brand),
    }


async def brand_body(reading: Reading, slug: str) -> docs.Brand:
    """The brand's document; its defaults when it was never published."""
    row = await reading.get(docs.Document, "brand", slug)
    body = docs.read("brand", row.body) if row is not None and not row.retired else None
    return body if isinstance(body, docs.Brand) else docs.Brand(name=slug)


async def tongue_of(reading: Reading, conversation: Conversation) -> str:
    """es or en, as `language_for`."""
    details = await reading.get(CustomerDetails, conversation.customer)
    brand = await brand_body(reading, conversation.brand)
    return best_language(conversation.language, details.language if details else "", brand.language)


GAP_NAMES: Mapping[str, Mapping[str, str]] = {
    "es": {
        "customer.first_name": "nombre del cliente",
        "customer.name": "nombre y apellidos del cliente",
        "customer.email": "correo del cliente",
        "customer.organization": "empresa del cliente",
        "agent.name": "nombre del agente",
        "agent.first_name": "nombre del agente",
        "brand.signature": "firma",
    },
    "en": {
        "customer.first_name": "customer's first name",
        "customer.name": "customer's name",
        "customer.email": "customer's e-mail",
        "customer.organization": "customer's company",
        "agent.name": "agent's name",
        "agent.first_name": "agent's first name",
        "brand.signature": "signature",
    },
}
"""What a gap says; a custom field's gap says the field's name."""


def written(source: str, values: Values, language: str) -> Rendered:
    """A template as it stands in the composer: its gaps in people's words."""
    made = render(source, values)
    if not made.missing:
        return made
    words = {name: GAP_NAMES[language].get(name, name.rpartition(".")[2]) for name in made.missing}
    return Rendered(text=named(made.text, words), missing=tuple(words.values()))
