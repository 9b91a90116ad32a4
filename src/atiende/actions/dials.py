"""How fast an agent may dial: a stolen session, or a page gone wild, must not run up a bill."""

from atiende.actions import settings_of
from atiende.domain.call import Dials
from atiende.domain.callback import is_emergency
from atiende.domain.errors import TooManyDials
from atiende.ports.store import Change

MINUTE_MS = 60_000


def spend_dial(change: Change, who: str, brand: str, number: str) -> None:
    """One more, inside the change that dials. Raises TooManyDials; never for an emergency number."""
    if is_emergency(number):
        return
    known = change.get(Dials, who)
    if known is None or change.at - known.since >= MINUTE_MS:
        known = Dials(user=who, since=change.at, count=0)
    if known.count >= settings_of.brand_of(change, brand).dials_a_minute:
        raise TooManyDials(retry_after=max(1, -(-(known.since + MINUTE_MS - change.at) // 1000)))
    change.put(Dials(user=who, since=known.since, count=known.count + 1))
