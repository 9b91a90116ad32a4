"""How a leg is dialled: over which endpoints, in order, and with what."""

from atiende.domain.voice import Address
from atiende.voice.asterisk.lines import Line
from atiende.voice.asterisk.plan import browser_section, trunk_section


def ways(to: Address) -> tuple[str, ...]:
    """What ARI calls `endpoint`, the first to be tried first. A user is reached at his desk where he asked for it, else
    in his browser, or at his desk while that is closed (what is not registered fails at once); a page of a visitor
    cannot be reached by telephone at all."""
    if to.kind == "number":
        written = (*to.written, *[to.value] * len(to.trunks))
        sections = [trunk_section(to.tenant, trunk) for trunk in to.trunks]
        return tuple(f"PJSIP/{number}@{section}" for number, section in zip(written, sections, strict=False))
    if to.kind == "agent":
        desk = f"PJSIP/{to.value}"
        return (desk,) if to.desk else (f"PJSIP/{browser_section(to.value)}", desk)
    return ()


def limits(to: Address) -> dict[str, int]:
    """Calls at once, by the trunk's section."""
    pairs = zip(to.trunks, to.limits, strict=False)
    return {trunk_section(to.tenant, trunk): limit for trunk, limit in pairs if limit}


def callers(to: Address) -> dict[str, str]:
    """The number of ours that is shown, by the trunk's section."""
    return {trunk_section(to.tenant, trunk): ours for trunk, ours in zip(to.trunks, to.callers, strict=False)}


def request(leg: str, line: Line, way: str, app: str, seconds: int) -> dict[str, object]:
    """The body of the request. `X-Leg` tells a browser which leg rings."""
    asked: dict[str, object] = {
        "endpoint": way,
        "app": app,
        "appArgs": f"out,{line.tenant}",
        "timeout": seconds,
        "variables": {"PJSIP_HEADER(add,X-Leg)": leg},
    }
    shown = line.callers.get(line.trunk, line.caller)
    if shown:
        asked["callerId"] = shown
    return asked
