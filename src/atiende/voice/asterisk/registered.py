"""Which telephones are registered now, as Asterisk says of its endpoints when it is asked."""

from collections.abc import Sequence, Set

from atiende.ports.voice import EngineGone
from atiende.voice.asterisk.lanes import Lanes
from atiende.voice.asterisk.wire import ENDPOINTS

ONLINE = "online"


async def registered(link: Lanes, names: Sequence[str]) -> Set[str]:
    """Of these endpoints. All are asked for at once, since calls that come meanwhile wait for each question's answer.
    Raises EngineGone."""
    answer = await link.ask("GET", "endpoints/PJSIP")
    if not answer.well:
        raise EngineGone(f"answered {answer.status}")
    online = {one.resource for one in ENDPOINTS.decode(answer.body) if one.state == ONLINE}
    return online & set(names)
