"""extensions.conf: every number leads to us. While we are away, or cannot keep what happens: an announcement in both
languages, then the emergency group, again and again, never silence. Pure text.

Nothing is answered here before we were asked: a call that we refuse costs the caller nothing.
"""

from collections.abc import Iterator, Sequence

from atiende.domain.numbering import written
from atiende.ports.telephony import NumberLine, Telephony, TrunkLine
from atiende.voice.asterisk.numbers import FIRST_CALLED, KEPT, by_account, leading
from atiende.voice.asterisk.pjsip import Unwritable
from atiende.voice.asterisk.plan import APP, AWAY, browser_section, trunk_section

ROUNDS = 5
"""So often the announcement and the group, before the caller is asked to try later."""
RING_SECONDS = 25
ANNOUNCED, LATER = "away", "later"
"""Sounds of ours."""
PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+.")


def word(value: str) -> str:
    """An argument in the dialplan: nothing that means anything there."""
    if not set(value) <= PLAIN:
        raise Unwritable
    return value


def extensions(lines: Telephony, sounds: str) -> str:
    """The whole of extensions.conf. `sounds`: where our own announcements lie."""
    parts = ["[general]\nstatic=yes\nwriteprotect=yes\nclearglobalvars=no\n\n"]
    for trunk in lines.trunks:
        parts += _from_trunk(trunk, [one for one in lines.numbers if one.tenant == trunk.tenant])
    for tenant in sorted({phone.tenant for phone in lines.phones}):
        parts += _from_phones(tenant)
    for tenant in sorted({line.tenant for line in lines.numbers}):
        parts += _away(tenant, [one for one in lines.trunks if one.tenant == tenant], sounds)
    return "".join(parts)


def _from_trunk(trunk: TrunkLine, numbers: Sequence[NumberLine]) -> Iterator[str]:
    """A trunk reaches its own centre's numbers, however its company writes them."""
    yield f"[trunk-{word(trunk_section(trunk.tenant, trunk.slug))}]\n"
    vouched = "${STIR_SHAKEN(0,attestation)},${STIR_SHAKEN(0,verify_result)}" if trunk.attested else ","
    before = f"{KEPT % '${REDIRECTING(from-num)}'},{KEPT % '${HISTORY}'}"
    came = f"{word(trunk.country)},${{CALLERID(num-pres)}},{KEPT % '${CAME}'},{before}"
    taken = {line.number for line in numbers}
    for line in numbers:
        yield f"exten => {word(line.number)},1,Set(CAME=${{EXTEN}})\n"
        args = f"in,{word(line.tenant)},{word(line.endpoint)},{vouched},{came}"
        yield f" same => n(take),{FIRST_CALLED[0]}\n"
        yield from (f" same => n,{step}\n" for step in FIRST_CALLED[1:])
        yield f" same => n,Stasis({APP},{args})\n"
        yield f" same => n,Goto({away(line.tenant)},s,1)\n"
    for line in numbers:
        yield from leading(trunk, line, taken)
    if numbers and _is_name(trunk.user) and trunk.user not in taken:
        yield from by_account(word(trunk.user), trunk.country, [line.number for line in numbers])
    yield "\n"


def _is_name(user: str) -> bool:
    """Nothing of its own to the dialplan, as `h` and patterns are."""
    return len(user) > 1 and set(user) <= PLAIN and user[0] not in "_"


def _from_phones(tenant: str) -> Iterator[str]:
    """What an agent dials on his telephone."""
    yield f"[phones-{word(tenant)}]\n"
    for pattern in ("_X.", "_+X."):
        yield f"exten => {pattern},1,Stasis({APP},phone,{word(tenant)},${{CHANNEL(endpoint)}},${{EXTEN}})\n"
        yield " same => n,Hangup(38)\n"
    yield "\n"


def away(tenant: str) -> str:
    """The context of a centre's calls while we are away."""
    return word(f"{AWAY}-{tenant}")


def _away(tenant: str, trunks: Sequence[TrunkLine], sounds: str) -> Iterator[str]:
    group = "&".join(one for trunk in trunks for one in _telephones(trunk))
    yield f"[{away(tenant)}]\n"
    yield "exten => s,1,Answer()\n"
    for _ in range(ROUNDS):
        yield f" same => n,Playback({sounds}/{ANNOUNCED})\n"
        yield f" same => n,Dial({group},{RING_SECONDS},m)\n" if group else " same => n,MusicOnHold(default,20)\n"
    yield f" same => n,Playback({sounds}/{LATER})\n"
    yield " same => n,Hangup(38)\n\n"


def _telephones(trunk: TrunkLine) -> Iterator[str]:
    for one in trunk.emergency:
        if one.startswith("+"):
            number = written(one, trunk.country, trunk.writes)
            yield f"PJSIP/{word(number)}@{word(trunk_section(trunk.tenant, trunk.slug))}"
        else:
            yield f"PJSIP/{word(one)}&PJSIP/{word(browser_section(one))}"
