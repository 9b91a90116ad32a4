"""What doctor says."""

from msgspec import Struct

OK, INFO, WARN, BAD = "ok", "info", "warn", "bad"


class Finding(Struct, frozen=True, kw_only=True):
    """`code` has a text (and where something is to be done, a hint) in the catalogue `upkeep`; those that begin with
    `health.` in that of the administration. `centre`: whose it is, empty for the machine's."""

    code: str
    level: str
    params: dict[str, str | int] = {}
    centre: str = ""
