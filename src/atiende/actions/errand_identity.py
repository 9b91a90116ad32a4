"""Who somebody in a flow is: found by what he said, and made sure of by a code he is sent. Finding proves nothing.

A code goes only where somebody vouched for the address. What identify finds is told the flow, not taken for true: the
conversation stays his who writes until he has proven that he is the other.
"""

from collections.abc import Sequence

import msgspec
import structlog
from msgspec import Struct

from atiende.actions.authors import SYSTEM
from atiende.actions.conversations import conversation_of
from atiende.actions.flow_claims import stranger
from atiende.actions.persons import Pair, link_customers, person
from atiende.actions.verification import Letter, holds, pretend_code, prove_code, send_code
from atiende.domain.customer import Address, Customer, CustomerDetails, Identity
from atiende.domain.errors import Invalid, Refusal, TooMany
from atiende.domain.people import normal_email
from atiende.flows.state import Outcome, Value
from atiende.ports.desk import Desk
from atiende.ports.store import Change

log = structlog.get_logger()
MAIL = "email"
LETTERS = {
    "es": Letter(
        subject="Su código de verificación",
        text="Su código es {code}.\n\nCaduca en diez minutos. Si no lo ha pedido usted, no haga nada.",
    ),
    "en": Letter(
        subject="Your verification code",
        text="Your code is {code}.\n\nIt expires in ten minutes. If you did not ask for it, do nothing.",
    ),
}


class _Identify(Struct, frozen=True):
    conversation: str
    brand: str
    by: str
    value: str | int | float | bool | None = None
    slug: str = ""


class _Verify(Struct, frozen=True):
    conversation: str
    interaction: str
    language: str
    channels: tuple[str, ...] = ()


class _Code(Struct, frozen=True):
    conversation: str
    code: str


async def identify(desk: Desk, tenant: str, asked: dict[str, Value]) -> Outcome:
    """ok with the one customer of the brand whom it fits; missing where nobody or several do."""
    wanted = msgspec.convert(asked, _Identify)
    value = "" if wanted.value is None else str(wanted.value).strip()
    reading = desk.store.reading(tenant)
    found: Sequence[str] = ()
    if value and wanted.by in (MAIL, "phone"):
        normal = normal_email(value) if wanted.by == MAIL else "".join(one for one in value if one in "+0123456789")
        row = await reading.get(Address, wanted.brand, wanted.by, normal)
        found = [row.customer] if row is not None else []
    elif value and wanted.slug:
        found = await _with_field(desk, tenant, wanted, value)
    if len(found) != 1:
        return Outcome(errand="", result="missing", why="several" if found else "nobody")
    return Outcome(errand="", result="ok", values={"customer": found[0]})


async def _with_field(desk: Desk, tenant: str, wanted: _Identify, value: str) -> list[str]:
    """Customers of the brand with this in the field, at most two: more do not tell who it is."""
    reading = desk.store.reading(tenant)
    same = _plain(value)
    rows = await reading.where(Customer, {"brand": wanted.brand}, limit=MOST)
    found: dict[str, None] = {}
    for start in range(0, len(rows), AT_ONCE):
        page = {row.id: row.into or row.id for row in rows[start : start + AT_ONCE]}
        for details in await reading.many(CustomerDetails, [(one,) for one in page]):
            if same and _plain(details.fields.get(wanted.slug, "")) == same:
                found[page[details.id]] = None
        if len(found) > 1:
            break
    return list(found)


MOST, AT_ONCE = 20_000, 500


def _plain(text: str) -> str:
    return "".join(one for one in text.casefold() if one.isalnum())


async def verify(desk: Desk, tenant: str, asked: dict[str, Value]) -> Outcome:
    """Sends the code; nothing to do where he is verified already. failed without an address on file.

    Who has said that he is somebody else proves just that: the code goes to the other's address, never to his own. And
    whether there is such a customer he does not learn: for one who cannot be written to, it is as if a code were sent.
    """
    wanted = msgspec.convert(asked, _Verify)

    def look(change: Change) -> tuple[bool, str, str]:
        conversation = conversation_of(change, wanted.conversation)
        other = stranger(change, conversation.customer, wanted.interaction)
        identity = _address(desk, change, other or conversation.customer, wanted.channels)
        return holds(change, conversation) and not other, identity, other

    verified, identity, other = await desk.store.change(tenant, look, at=desk.clock.now())
    if verified:
        return Outcome(errand="", result="ok", values={"verified": True})
    if not identity and not other:
        return Outcome(errand="", result="failed", why="no_address")
    try:
        await _send(desk, tenant, wanted, identity, other)
    except Refusal as refusal:
        return Outcome(errand="", result="failed", why=refusal.code)
    return Outcome(errand="", result="ok", values={"verified": False})


async def _send(desk: Desk, tenant: str, wanted: _Verify, identity: str, other: str) -> None:
    """Raises Refusal."""
    if identity:
        try:
            await send_code(
                desk, tenant, wanted.conversation, identity, LETTERS.get(wanted.language, LETTERS["en"]), other
            )
            return
        except TooMany:
            if not other:
                raise
    await pretend_code(desk, tenant, wanted.conversation)


def _address(desk: Desk, change: Change, customer: str, channels: Sequence[str]) -> str:
    """The identity a code may go to: on a wanted channel that carries letters, where somebody vouched for it."""
    for one in person(change, customer):
        for row in change.where(Address, {"customer": one}):
            channel = desk.channels.get(row.channel)
            identity = change.get(Identity, row.identity)
            if channel is None or not channel.traits.subject or (channels and row.channel not in channels):
                continue
            if identity is not None and identity.verified and not identity.retired:
                return identity.id
    return ""


async def check(desk: Desk, tenant: str, asked: dict[str, Value]) -> Outcome:
    """ok with whether it was right; failed once no code holds any more. Who has proven to read what is sent to another
    customer's address is the same person from now on."""
    wanted = msgspec.convert(asked, _Code)
    try:
        proven = await prove_code(desk, tenant, SYSTEM, wanted.conversation, wanted.code)
    except Invalid as refusal:
        return Outcome(errand="", result="failed", why=str(refusal.params.get("reason", refusal.code)))
    if proven:
        await _join(desk, tenant, wanted.conversation, proven)
    return Outcome(errand="", result="ok", values={"right": bool(proven)})


async def _join(desk: Desk, tenant: str, conversation: str, identity: str) -> None:
    """With whom the code was sent to, and nobody else."""

    def look(change: Change) -> tuple[str, str]:
        mine, row = conversation_of(change, conversation).customer, change.get(Identity, identity)
        return mine, row.customer if row is not None and row.customer not in person(change, mine) else ""

    mine, other = await desk.store.change(tenant, look, at=desk.clock.now())
    if other:
        try:
            await link_customers(desk, tenant, SYSTEM, Pair(customer=mine, other=other, evidence=("code",)))
        except Refusal as refusal:
            log.info("verified customer not linked", code=refusal.code)
