"""Customers who are called otherwise from now on: named, linked to another, or alone again. Whatever shows one of them,
on whosever screen, is to be told anew."""

from collections.abc import Iterable

from atiende.domain import facts as f
from atiende.domain.conversation import Conversation
from atiende.domain.person import Links
from atiende.ports.store import Reading

OF_ONE = (f.CustomerEdited, f.CustomerVipChanged, f.OrganizationChanged, f.CustomersLinked, f.CustomersUnlinked)
NAMES = (*OF_ONE, f.OrganizationEdited)
"""Facts after which a line may show other words of the customer."""
MOST = 20
"""Customers, and conversations of each, looked up at once; beyond that lists are asked for anew."""


class Renamed:
    """One tenant's, on this node, since it was last asked. Keeps up `links`."""

    def __init__(self, read: Reading, links: Links) -> None:
        self._read, self._links = read, links
        self._customers: dict[str, None] = {}
        self._many = False

    def note(self, fact: f.AnyFact) -> Iterable[str]:
        """The customers this fact of NAMES is about: all who are the same person, or were."""
        if not isinstance(fact, OF_ONE):
            self._many = True  # a company's name, with whoever belongs to it
            return ()
        if isinstance(fact, f.CustomersLinked):
            self._links.link(fact.customer, fact.into)
        found = dict.fromkeys(self._links.person(fact.customer))
        if isinstance(fact, f.CustomersUnlinked):
            self._links.cut(fact.customer)
        self._customers.update(found)
        return found

    async def add_to(self, touched: dict[str, None]) -> bool:
        """The conversations that show them. Answers whether there are more of them."""
        customers, self._customers = list(self._customers), {}
        more, self._many = self._many or len(customers) > MOST, False
        for customer in customers[-MOST:]:
            rows = await self._read.where(Conversation, {"customer": customer}, limit=MOST)
            touched.update(dict.fromkeys(one.id for one in rows))
            more = more or len(rows) == MOST
        return more
