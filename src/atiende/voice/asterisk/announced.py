"""At which telephone companies this Asterisk is registered: it tells that among its metrics alone, by plain HTTP."""

import re
import urllib.error
import urllib.request
from collections.abc import Mapping
from typing import Final

from atiende.ports.voice import Announced, EngineGone
from atiende.voice.asterisk.link import Address

FETCH_SECONDS = 5.0
LONGEST = 16 << 20
STATES: Final[Mapping[str, Announced]] = {"0": "trying", "1": "registered", "2": "rejected"}
METRIC = re.compile(r"^asterisk_pjsip_outbound_registration_status\{([^}\n]*)\} ([0-9])", re.M)
WHO = re.compile(r'username="sip:([^"\n]*)"')


def announced(address: Address) -> Mapping[str, Announced] | None:
    """By `user@host:port`; None from one whose files were written before it was asked for this. In a thread. Raises
    EngineGone."""
    scheme = "https" if address.secure else "http"
    request = urllib.request.Request(
        f"{scheme}://{address.authority}/metrics", headers={"Authorization": address.basic}
    )
    try:
        with urllib.request.urlopen(request, timeout=FETCH_SECONDS) as answer:
            return read(answer.read(LONGEST).decode("utf-8", "replace"))
    except urllib.error.HTTPError as error:
        if error.code == 404:
            return None
        raise EngineGone(f"answered {error.code}") from error
    except OSError as error:
        raise EngineGone("no answer") from error


def read(metrics: str) -> Mapping[str, Announced]:
    """Pure. What was not tried yet is not in it."""
    found: dict[str, Announced] = {}
    for labels, value in METRIC.findall(metrics):
        who = WHO.search(labels)
        if who is not None and value in STATES:
            found[who.group(1)] = STATES[value]
    return found
