"""Who does which kind of errand."""

from collections.abc import Awaitable, Callable, Mapping

from atiende.actions.errand_identity import check, identify, verify
from atiende.actions.errand_payment import PaymentPerformer
from atiende.actions.errand_request import RequestPerformer
from atiende.actions.errand_send import send
from atiende.actions.errand_transfer import transfer
from atiende.flows.state import Outcome, Value
from atiende.ports.desk import Desk
from atiende.ports.payments import Payments
from atiende.ports.requests import Requester

Performer = Callable[[Desk, str, dict[str, Value]], Awaitable[Outcome]]
"""Does what is asked for a tenant. `asked` holds what the flow says, and errand (the key under which it may be done
again), interaction, conversation, customer, brand, channel and language. The outcome's own errand is filled in later.
"""


def performers(requester: Requester, payments: Mapping[str, Payments]) -> dict[str, Performer]:
    """By kind; `payments` by provider. Answers and bots are added where models are known."""
    return {
        "request": RequestPerformer(requester).perform,
        "identify": identify,
        "verify": verify,
        "check_code": check,
        "send": send,
        "payment": PaymentPerformer(payments).perform,
        "transfer": transfer,
    }
