"""The limits of one server process on who calls it."""

from msgspec import Struct

from atiende.domain.limits import Buckets


class Rates(Struct, frozen=True, kw_only=True):
    """Calls a second: of one person or key, and of all of a tenant together. Six or four times as many at once."""

    caller: float = 50
    tenant: float = 1_000


class Limits:
    """Buckets by caller."""

    def __init__(self, rates: Rates | None = None) -> None:
        rates = rates or Rates()
        self._calls = Buckets(6 * rates.caller, rates.caller)
        self._tenants = Buckets(4 * rates.tenant, rates.tenant)
        self._visitors = Buckets(40, 1)
        self._sign_in_address = Buckets(20, 20 / 60)
        self._sign_in_account = Buckets(8, 8 / 300)

    def spend_call(self, caller: str, now: float) -> None:
        """One call of somebody known."""
        self._calls.spend(caller, now)

    def spend_tenant_call(self, tenant: str, now: float) -> None:
        """One call of anybody of a tenant's."""
        self._tenants.spend(tenant, now)

    def spend_visitor(self, caller: str, now: float) -> None:
        """One call of a customer's own assistant."""
        self._visitors.spend(caller, now)

    def spend_sign_in(self, address: str, account: str, now: float) -> None:
        """One attempt to sign in, by address and by account."""
        self._sign_in_address.spend(address, now)
        self._sign_in_account.spend(account, now)

    def forgive(self, account: str) -> None:
        """He signed in: his earlier attempts do not count."""
        self._sign_in_account.refill(account)
