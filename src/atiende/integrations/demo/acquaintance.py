"""What the demo company knows of whoever writes: his number, company and city, and that he has written elsewhere."""

from random import Random

from atiende.actions.customers import edit_customer, set_vip
from atiende.actions.identities import add_address
from atiende.actions.organizations import set_organization
from atiende.actions.persons import Pair, link_customers
from atiende.domain.conversation import Conversation
from atiende.domain.customer import Address, CustomerDetails
from atiende.domain.errors import Refusal
from atiende.integrations.demo.script import Guest
from atiende.ports.desk import Desk

ACTOR, PHONE, MAIL = "demo", "callback", "email"
NUMBER = "customer_number"
LINKED, REACHED = 0.85, 0.5
"""The share of those who wrote on two channels that somebody has linked; and of those whose telephone is known."""


class Acquaintance:
    """`introduce` is called with a guest and the conversation he has just begun."""

    def __init__(self, desk: Desk, tenant: str, chance: Random) -> None:
        self._desk, self._tenant, self._chance = desk, tenant, chance

    async def introduce(self, guest: Guest, conversation: str) -> None:
        reading = self._desk.store.reading(self._tenant)
        found = await reading.get(Conversation, conversation)
        details = await reading.get(CustomerDetails, found.customer) if found is not None else None
        if found is None or not guest.key or (details is not None and NUMBER in details.fields):
            return
        known = await reading.get(Address, guest.brand, MAIL, guest.email)
        try:
            await self._fill_in(guest, found.customer)
            if known is not None and known.customer != found.customer and self._chance.random() < LINKED:
                pair = Pair(customer=found.customer, other=known.customer, evidence=("same_address",))
                await link_customers(self._desk, self._tenant, ACTOR, pair)
        except Refusal:
            return  # what was known does not fit any more: he is served all the same

    async def _fill_in(self, guest: Guest, customer: str) -> None:
        desk, tenant = self._desk, self._tenant
        await edit_customer(desk, tenant, ACTOR, customer, {"language": guest.language}, guest.fields)
        if guest.organization:
            await set_organization(desk, tenant, ACTOR, customer, None, guest.organization)
        if guest.vip:
            await set_vip(desk, tenant, ACTOR, customer, True)
        if guest.phone and self._chance.random() < REACHED:
            await add_address(desk, tenant, ACTOR, customer, PHONE, guest.phone)
