"""How a demo centre reaches its made-up back office and bank: inside this process, and only from there."""

import json
from collections.abc import Mapping
from urllib.parse import urlsplit

from atiende.actions.demos import is_demo
from atiende.integrations.demo.office import HOST, PAGES, Office
from atiende.ports.desk import Desk
from atiende.ports.payments import Account, Order, Paid
from atiende.ports.requests import Answer, Requester, Wanted
from atiende.ports.webhooks import NotTaken


class OfficeRequester:
    """`ports.requests.Requester`: what is not for the office goes on to `outside`; so does all of a real centre's,
    where that name leads nowhere."""

    def __init__(self, desk: Desk, outside: Requester, office: Office) -> None:
        self._desk, self._outside, self._office = desk, outside, office

    async def ask(self, tenant: str, wanted: Wanted) -> Answer:
        if urlsplit(wanted.url).hostname != HOST or not await is_demo(self._desk, tenant):
            return await self._outside.ask(tenant, wanted)
        now = self._desk.clock.now()
        status, found = self._office.answer(tenant, wanted.method, wanted.url, wanted.body.decode(), now)
        return Answer(status, json.dumps(found, ensure_ascii=False).encode())


class Nowhere:
    """`ports.requests.Requester` of the past: nothing goes out."""

    async def ask(self, tenant: str, wanted: Wanted) -> Answer:
        raise NotTaken("unresolved")


class OfficePayments:
    """`ports.payments.Payments` of the demo: an address to look at, where nobody can pay."""

    async def link(self, account: Account, order: Order) -> str:
        return f"{PAGES}/pago/{order.reference}"

    def told(self, account: Account, raw: bytes, headers: Mapping[str, str], now: int) -> Paid | None:
        return None
