"""What verifies a customer is not shown before he is verified: which fields those are, and where he was."""

from collections.abc import Mapping

from atiende.actions.custom_fields import holds
from atiende.api import shapes
from atiende.api.asked import Asked
from atiende.domain import documents as docs
from atiende.domain.authority import Verification
from atiende.domain.customer import Customer, CustomerDetails
from atiende.domain.desk_documents import CustomField
from atiende.domain.errors import NotAllowed
from atiende.domain.work import User

VOUCH = "customer.vouch"


async def fields_shown(asked: Asked) -> dict[str, CustomField]:
    """Every active field, by slug."""
    rows = await asked.reading.where(docs.Document, {"kind": "field"}, limit=1000)
    found = {row.slug: docs.read("field", row.body) for row in rows if not row.retired}
    return {slug: body for slug, body in found.items() if isinstance(body, CustomField) and body.active}


async def hidden_from(asked: Asked, brand: str, values: Mapping[str, str]) -> set[str]:
    """The fields on file that are asked for to verify a customer of the brand."""
    known = await fields_shown(asked)
    return {slug for slug in values if slug in known and known[slug].verifies and holds(known[slug], "customer", brand)}


async def guard_hidden(asked: Asked, customer: Customer, given: Mapping[str, str]) -> None:
    """What he is verified by is not overwritten by whoever has to verify him. Raises NotAllowed."""
    before = await asked.reading.get(CustomerDetails, customer.id)
    on_file = before.fields if before is not None else {}
    touched = {slug: on_file[slug] for slug in given if slug in on_file and given[slug] != on_file[slug]}
    if await hidden_from(asked, customer.brand, touched) and not asked.viewer.covers(VOUCH):
        raise NotAllowed(permission=VOUCH)


async def verified_in(asked: Asked, conversation: str, customer: str) -> shapes.Verified | None:
    """How he was verified in the conversation, while it holds."""
    for one in await asked.views.customers.person(asked.tenant, customer):
        row = await asked.reading.get(Verification, conversation, one)
        if row is not None and row.until > asked.now:
            user = await asked.reading.get(User, row.agent)
            who = shapes.Named(id=row.agent, name=user.name if user is not None else "")
            return shapes.Verified(method=row.method, agent=who, at=row.at, until=row.until)
    return None
