"""Extensions of a trunk's numbers: every way in which its company may write one leads to the same call. Pure text."""

from collections.abc import Iterator, Sequence

from atiende.domain.numbering import calling_code, ways_to_write
from atiende.ports.telephony import NumberLine, TrunkLine

MEANING = frozenset("nNxXzZ.!")
"""What is more than itself in a pattern."""
SPELLED = {";": "\\;", "-": ""}
"""Asterisk passes over hyphens in what was dialled."""
CONTEXT = ";phone-context="
KEPT = "${FILTER(0-9A-Za-z+=.\\;\\x2D,%s)}"
"""Of what a caller may have a say in: nothing that ends an argument."""
FIRST_CALLED = (
    "Set(HISTORY=${PJSIP_HEADER(read,History-Info)})",
    "Set(HISTORY=${CUT(HISTORY,@,1)})",
    "Set(HISTORY=${CUT(HISTORY,:,2)})",
)
"""The first number of where a call has been before, for companies that write no Diversion."""


def extens(number: str, country: str) -> Sequence[str]:
    """All but the number (E.164) itself, which is one too. What follows a semicolon (RFC 3966) does not count, but
    where a number of one country is said to be of another one."""
    found: list[str] = []
    for one in ways_to_write(number, country):
        found += [] if one == number else [one]
        found.append(f"_{_literally(one)}\\;.")
    code = calling_code(country)
    if not code or not number.startswith(code):
        return found
    for one in ways_to_write(number, country)[3:]:
        home = _literally(one + CONTEXT + code)
        found += [f"_{home}", f"_{home}\\;."]
    return found


def elsewhere(number: str, country: str) -> Sequence[str]:
    """Those that are of another country, by what they say."""
    code = calling_code(country)
    within = ways_to_write(number, country)[3:] if code and number.startswith(code) else ()
    return [f"_{_literally(one + CONTEXT)}+." for one in within]


def _literally(text: str) -> str:
    return "".join(SPELLED.get(one, f"[{one}]" if one in MEANING else one) for one in text)


def leading(trunk: TrunkLine, line: NumberLine, taken: set[str]) -> Iterator[str]:
    """Every other way to write a number leads to it. `taken`: extensions there are already; it grows."""
    for exten in extens(line.number, trunk.country):
        if exten not in taken:
            taken.add(exten)
            yield f"exten => {exten},1,Set(CAME=${{EXTEN}})\n"
            yield f" same => n,Goto({line.number},take)\n"
    for exten in elsewhere(line.number, trunk.country):
        if exten not in taken:
            taken.add(exten)
            yield f"exten => {exten},1,Hangup(1)\n"


def by_account(user: str, country: str, numbers: Sequence[str]) -> Iterator[str]:
    """A company at which we have an account may call us by it; which number was called is in To, or it was diverted to
    our account. Of that only digits are looked at: whoever calls may have a say in it."""
    yield f"exten => {user},1,Set(TO=${{PJSIP_HEADER(read,To)}})\n"
    yield " same => n,Set(TO=${PJSIP_PARSE_URI_FROM(TO,user)})\n"
    yield " same => n,Set(CAME=${FILTER(0-9,${CUT(TO,\\;,1)})})\n"
    yield from _compared(country, numbers)
    yield " same => n,Set(HISTORY=${REDIRECTING(from-num)})\n"
    yield " same => n,Set(CAME=${FILTER(0-9,${CUT(HISTORY,\\;,1)})})\n"
    yield from _compared(country, numbers)
    for step in FIRST_CALLED:
        yield f" same => n,{step}\n"
    yield " same => n,Set(CAME=${FILTER(0-9,${CUT(HISTORY,\\;,1)})})\n"
    yield from _compared(country, numbers)
    if len(numbers) == 1:
        yield f" same => n,Set(CAME={user})\n"
        yield f" same => n,Goto({numbers[0]},take)\n"
    yield " same => n,Hangup(1)\n"


def _compared(country: str, numbers: Sequence[str]) -> Iterator[str]:
    for number in numbers:
        for one in ways_to_write(number, country)[1:]:
            yield f' same => n,GotoIf($["${{CAME}}" = "{one}"]?{number},take)\n'
