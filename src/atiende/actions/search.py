"""Keeping the search index: after some facts, the records of what they touched are written anew, with the place in the
log in the same change; so it can begin again after any crash, and from the beginning in a database from before.

What was read to write a record may be gone by then: a record is only put for content that is still there.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from atiende.actions.search_calls import put_spoken, spoken_in
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.conversation import Conversation
from atiende.domain.customer import Address, Customer, CustomerDetails, Organization, OrganizationDetails, folded
from atiende.domain.desk_documents import CustomField
from atiende.domain.message import Message, MessageContent
from atiende.domain.row import Row
from atiende.domain.search import CUSTOMER, MESSAGE, ORGANIZATION, READER, SearchEntry, mark
from atiende.domain.work import Cursor, User
from atiende.language.words import stored, words
from atiende.ports.desk import Desk
from atiende.ports.store import Change, Key, Reading

R = TypeVar("R", bound=Row)
Rows = Mapping[tuple[type[Row], Key], Row]
NO_ROWS: Rows = {}

OF_CUSTOMER = (
    f.CustomerSeen,
    f.CustomerEdited,
    f.IdentityAdded,
    f.IdentityChanged,
    f.OrganizationChanged,
)
OF_ORGANIZATION = (f.OrganizationAdded, f.OrganizationEdited)
MOST_OF_A_COMPANY = 1_000
"""Customers of a renamed company whose records follow."""
MOST_MARKS = 30
"""Words of senders or recipients kept of one message."""


class Touched(Struct):
    """Ids whose records some facts ask for."""

    messages: dict[str, None]
    customers: dict[str, None]
    organizations: dict[str, None]
    renamed: dict[str, None]
    recordings: dict[str, None]


def touched_by(logged: Sequence[f.Logged]) -> Touched:
    """What to write anew. Pure."""
    found = Touched({}, {}, {}, {}, {})
    for one in logged:
        fact = one.fact
        if isinstance(fact, f.MessageReceived | f.MessageWritten | f.NoteWritten):
            found.messages[fact.message] = None
        elif isinstance(fact, f.RecordingTranscribed):
            found.recordings[fact.recording] = None
        elif isinstance(fact, f.ConversationSplit):
            found.messages |= dict.fromkeys(fact.copies)
        elif isinstance(fact, OF_CUSTOMER):
            found.customers[fact.customer] = None
        elif isinstance(fact, OF_ORGANIZATION):
            found.organizations[fact.organization] = None
            if isinstance(fact, f.OrganizationEdited):
                found.renamed[fact.organization] = None
    return found


async def index_facts(desk: Desk, tenant: str, logged: Sequence[f.Logged], rows: Rows = NO_ROWS) -> int:
    """Brings the index up to the last of these facts; answers how many records it wrote. `rows` are those the facts
    were written with, as far as they are known: only the others are read."""
    reading, touched = desk.store.reading(tenant), touched_by(logged)
    for organization in touched.renamed:
        members = await reading.where(Customer, {"organization": organization}, limit=MOST_OF_A_COMPANY)
        touched.customers |= dict.fromkeys(one.id for one in members)
    said = [(one, one.entry()) for one in await _said(Known(reading, rows), list(touched.messages))]
    entries = [
        *await _of_customers(reading, list(touched.customers), desk.clock.now()),
        *await _of_organizations(reading, list(touched.organizations), desk.clock.now()),
    ]
    spoken = await spoken_in(desk, tenant, list(touched.recordings))
    last = logged[-1].seq

    def decide(change: Change) -> int:
        written = put_spoken(change, spoken)
        for one, entry in said:
            content = change.get(MessageContent, entry.id)
            if content is not None:
                change.put(entry if content == one.content else replace(one, content=content).entry())
                written += 1
        for entry in entries:
            if change.get(CONTENT[entry.kind], entry.id) is not None:
                change.put(entry)
                written += 1
                _fold_name(change, entry)
        change.put(Cursor(reader=READER, seq=last))
        return written

    reads: list[tuple[type[Row], Key]] = [(CONTENT[entry.kind], (entry.id,)) for entry in entries]
    reads += [(MessageContent, (entry.id,)) for _, entry in said]
    return await desk.store.change(tenant, decide, at=desk.clock.now(), reads=reads)


def _fold_name(change: Change, entry: SearchEntry) -> None:
    """Names from before they were kept folded: the index comes by every customer once."""
    known = change.get(CustomerDetails, entry.id) if entry.kind == CUSTOMER else None
    if known is not None and known.name and not known.normal:
        change.put(replace(known, normal=folded(known.name)))


CONTENT: Mapping[str, type[CustomerDetails] | type[OrganizationDetails]] = {
    CUSTOMER: CustomerDetails,
    ORGANIZATION: OrganizationDetails,
}
"""What a record is made of: without it, there is none."""


async def indexed_to(desk: Desk, tenant: str) -> int:
    """How far the log is in the index."""
    cursor = await desk.store.reading(tenant).get(Cursor, READER)
    return cursor.seq if cursor is not None else 0


def _keys(ids: Sequence[str]) -> list[Key]:
    return [(one,) for one in dict.fromkeys(ids)]


class Known:
    """Reads by key, but for the rows that are known."""

    def __init__(self, reading: Reading, rows: Rows) -> None:
        self._reading, self._rows = reading, rows

    async def many(self, kind: type[R], ids: Iterable[str]) -> list[R]:
        found, unknown = list[R](), list[Key]()
        for one in dict.fromkeys(ids):
            row = self._rows.get((kind, (one,)))
            if isinstance(row, kind):
                found.append(row)
            else:
                unknown.append((one,))
        return [*found, *await self._reading.many(kind, unknown)]


class Said(Struct, frozen=True):
    """A message and what is looked for besides its words. `people` are names by id."""

    message: Message
    content: MessageContent
    conversation: Conversation
    people: Mapping[str, str]

    def entry(self) -> SearchEntry:
        return message_entry(self.message, self.content, self.conversation, self.people)


async def _said(known: Known, ids: Sequence[str]) -> list[Said]:
    contents = {one.id: one for one in await known.many(MessageContent, ids)}
    messages = {one.id: one for one in await known.many(Message, ids)}
    of = {one.id: one for one in await known.many(Conversation, [m.conversation for m in messages.values()])}
    people = {one.id: one.name for one in await known.many(CustomerDetails, [c.customer for c in of.values()])}
    authors = [m.author for m in messages.values() if m.direction != "in"]
    people |= {one.id: one.name for one in await known.many(User, authors)}
    return [
        Said(messages[one], contents[one], of[messages[one].conversation], people)
        for one in ids
        if one in messages and one in contents and messages[one].conversation in of
    ]


def message_entry(
    message: Message, content: MessageContent, conversation: Conversation, people: Mapping[str, str]
) -> SearchEntry:
    """The record of a message. `people` are the names of its customer and its author. Pure.

    The quoted rest of a mail is left out, since it was found before, but for that of a conversation's first one.
    """
    name = people.get(conversation.customer, "")
    author = name if message.direction == "in" else people.get(message.author, "")
    files = [one.name for one in content.attachments if not one.inline]
    text = "\n".join([content.subject, content.text, *([content.hidden] if message.position == 1 else []), *files])
    reached = [*content.to, *content.cc, *([name] if message.direction == "out" else [])]
    marks = [
        mark("k", MESSAGE),
        mark("b", conversation.brand),
        mark("h", message.channel),
        mark("d", message.direction),
        mark("c", conversation.customer),
        *([mark("u", message.author)] if message.direction != "in" else []),
        *([mark("has", "attachment")] if files else []),
        *_named("f", f"{author} {content.sender}"),
        *_named("t", " ".join(reached)),
        *_named("n", name),
    ]
    return SearchEntry(
        id=message.id,
        kind=MESSAGE,
        brand=conversation.brand,
        conversation=message.conversation,
        customer=conversation.customer,
        at=message.at,
        words=stored(text, *marks),
    )


@lru_cache(maxsize=2_000)
def _named(name: str, text: str) -> Sequence[str]:
    """The same few people write much."""
    return [mark(name, one) for one in list(dict.fromkeys(words(text)))[:MOST_MARKS]]


async def _of_customers(reading: Reading, ids: Sequence[str], now: int) -> list[SearchEntry]:
    customers = {one.id: one for one in await reading.many(Customer, _keys(ids))}
    details = {one.id: one for one in await reading.many(CustomerDetails, _keys(ids))}
    companies = [one.organization for one in customers.values() if one.organization]
    names = {one.id: one.name for one in await reading.many(OrganizationDetails, _keys(companies))}
    hidden = await _hidden_fields(reading)
    found = []
    for one in ids:
        if one not in customers or one not in details:
            continue
        known, addresses = details[one], await reading.where(Address, {"customer": one}, limit=50)
        said = [known.name, known.organization, names.get(customers[one].organization or "", ""), known.notes]
        said += [value for field, value in known.fields.items() if field not in hidden]
        said += [address.shown for address in addresses] + [address.name for address in addresses]
        found.append(entry_of(one, CUSTOMER, customers[one].brand, now, said))
    return found


async def _hidden_fields(reading: Reading) -> set[str]:
    """Fields by which customers are verified: what is in them is nobody's to look for."""
    fields = await reading.where(docs.Document, {"kind": "field"})
    bodies = [(one.slug, docs.read("field", one.body)) for one in fields]
    return {slug for slug, body in bodies if isinstance(body, CustomField) and body.verifies}


async def _of_organizations(reading: Reading, ids: Sequence[str], now: int) -> list[SearchEntry]:
    known = {one.id for one in await reading.many(Organization, _keys(ids))}
    return [
        entry_of(one.id, ORGANIZATION, one.brand, now, [one.name, *one.domains, one.notes, *one.fields.values()])
        for one in await reading.many(OrganizationDetails, _keys(ids))
        if one.id in known
    ]


def entry_of(ident: str, kind: str, brand: str, at: int, said: Sequence[str]) -> SearchEntry:
    """The record of a customer or a company. Pure."""
    customer = ident if kind == CUSTOMER else ""
    text = "\n".join(said)
    return SearchEntry(
        id=ident,
        kind=kind,
        brand=brand,
        conversation="",
        customer=customer,
        at=at,
        words=stored(text, mark("k", kind), mark("b", brand)),
    )
