"""What somebody typed into the search box, understood: words, phrases, operators and days, in Spanish and English.

Nothing typed is ever an error. What is not understood is looked for as words, and `parts` says of every piece what it
was taken for, so that the screen can show it.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta, tzinfo

from msgspec import Struct
from msgspec.structs import replace

from atiende.domain.search import Condition, Sought, mark
from atiende.language.dates import Span, span
from atiende.language.operators import FLAGS, IN_OTHER_WORDS, KINDS, OPERATORS, STATUSES
from atiende.language.words import PHONE_ENDS, alternatives, digits_of, fold, words

LONGEST_QUERY = 400
MOST_PIECES = 40
PREFIX = 3
"""Letters from which a word still being typed is taken as a beginning."""
PIECE = re.compile(r'(?P<minus>-)?(?:(?P<name>[^\W\d_]+):)?(?:"(?P<quoted>[^"]*)"?|(?P<bare>[^\s"]+))')
EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
PHONE_PIECE = re.compile(r"\+?[\d().\-/]+")
LONGEST_DAY = 5
"""Words a day may be named with."""


class Part(Struct, frozen=True, kw_only=True):
    """One piece: `text` as typed; `taken` word, prefix, begun (too short yet), phrase, number, email, phone, day or an
    operator's name.

    `value` is what an operator's value means here. `problem`: unknown_operator (looked for as words) or unknown_value
    (nothing has it).
    """

    text: str
    taken: str
    value: str = ""
    negated: bool = False
    problem: str = ""


class Known(Struct, frozen=True, kw_only=True):
    """What operators may name, by folded name and slug: values are slugs and ids. `me` is who asks."""

    queues: Mapping[str, str] = {}
    tags: Mapping[str, str] = {}
    agents: Mapping[str, str] = {}
    channels: Mapping[str, str] = {}
    prefixes: tuple[str, ...] = ()
    me: str = ""


class Days(Struct, frozen=True):
    """Whole days, the last one not included."""

    first: date | None = None
    after: date | None = None


class Query(Struct, frozen=True, kw_only=True):
    """`days` are not yet moments: that depends on where the reader is. `company`: folded words of its name.
    `shown` are the folded words and phrases to be marked in what is found."""

    sought: Sought
    days: Days
    number: int | None
    company: tuple[str, ...]
    parts: tuple[Part, ...]
    shown: tuple[str, ...]


def moments(query: Query, zone: tzinfo) -> Sought:
    """What is sought, its days as moments where the reader is."""
    first, after = query.days.first, query.days.after
    return replace(query.sought, since=_midnight(first, zone), until=_midnight(after, zone))


def _midnight(day: date | None, zone: tzinfo) -> int | None:
    return None if day is None else int(datetime.combine(day, time(), zone).timestamp() * 1000)


class _Reading:
    """What has been understood so far."""

    def __init__(self, known: Known, today: date) -> None:
        self.known, self.today = known, today
        self.groups: list[tuple[str, ...]] = []
        self.phrases: list[str] = []
        self.without: list[str] = []
        self.conditions: list[Condition] = []
        self.parts: list[Part] = []
        self.shown: list[str] = []
        self.company: list[str] = []
        self.first: date | None = None
        self.after: date | None = None
        self.number: int | None = None

    def word(self, text: str, *, negated: bool = False) -> None:
        """Every word in it; none when it is only signs."""
        for one in re.findall(r"[^\W_]+", text):
            if negated:
                self.without += alternatives(one)
            else:
                self.groups.append(alternatives(one))
                self.shown.append(fold(one))

    def phrase(self, text: str, *, negated: bool = False) -> None:
        said = words(text)
        if negated or not said:
            self.without += said if len(said) == 1 else []
            return
        self.groups += [(one,) for one in said]
        self.phrases.append(" ".join(said))
        self.shown.append(" ".join(said))

    def days(self, found: Span, name: str = "on") -> None:
        """`after` a day begins with the next one; several narrow each other."""
        first, after = {"before": (None, found[0]), "after": (found[1], None)}.get(name, found)
        if name == "since":
            first, after = found[0], None
        if first is not None:
            self.first = max(self.first or first, first)
        if after is not None:
            self.after = min(self.after or after, after)

    def add(self, text: str, taken: str, value: str = "", *, negated: bool = False, problem: str = "") -> None:
        self.parts.append(Part(text=text, taken=taken, value=value, negated=negated, problem=problem))


def understand(text: str, today: date, known: Known) -> Query:
    """Reads a query. Pure: `today` is the reader's day."""
    typed = text[:LONGEST_QUERY]
    reading = _Reading(known, today)
    pieces = list(PIECE.finditer(typed))[:MOST_PIECES]
    prefix, place = "", 0
    while place < len(pieces):
        taken = _several(reading, pieces, place)
        if not taken:
            last = place == len(pieces) - 1 and not typed[-1:].isspace()
            prefix = _one(reading, pieces[place], last=last)
            taken = 1
        place += taken
    sought = Sought(
        groups=tuple(dict.fromkeys(reading.groups)),
        prefixes=((prefix, alternatives(prefix)),) if prefix else (),
        phrases=tuple(reading.phrases),
        without=tuple(dict.fromkeys(reading.without)),
        conditions=tuple(reading.conditions),
    )
    return Query(
        sought=sought,
        days=Days(reading.first, reading.after),
        number=reading.number,
        company=tuple(reading.company),
        parts=tuple(reading.parts),
        shown=tuple(dict.fromkeys([*reading.shown, *([prefix] if prefix else [])])),
    )


def people(text: str) -> Sought:
    """A name, address or number as somebody types it to find a person: every word may be only begun, in any order."""
    digits = digits_of(text)
    if len(digits) >= min(PHONE_ENDS) and PHONE_PIECE.fullmatch("".join(text.split())):
        ends = (mark("p", digits[-9:]), mark("p", digits))
        return Sought(prefixes=((digits, tuple(dict.fromkeys(ends))),))
    said = list(dict.fromkeys(words(text[:LONGEST_QUERY])))[:MOST_PIECES]
    return Sought(
        groups=tuple((one,) for one in said if len(one) < PREFIX),
        prefixes=tuple((one, (one,)) for one in said if len(one) >= PREFIX),
    )


def _is_plain(piece: re.Match[str]) -> bool:
    return piece["bare"] is not None and piece["name"] is None and piece["minus"] is None


def _several(reading: _Reading, pieces: Sequence[re.Match[str]], place: int) -> int:
    """A day or a telephone number made of several words; answers how many, or 0."""
    reach = 0
    while reach < LONGEST_DAY and place + reach < len(pieces) and _is_plain(pieces[place + reach]):
        reach += 1
    for size in range(reach, 0, -1):
        group = [pieces[place + step]["bare"] for step in range(size)]
        text = " ".join(group)
        days = span(fold(text), reading.today, alone=False)
        if days is not None:
            reading.days(days)
            reading.add(text, "day", _said(days))
            return size
        digits = digits_of(text)
        if 7 <= len(digits) <= 15 and all(PHONE_PIECE.fullmatch(one) for one in group):
            reading.groups.append((mark("p", digits[-9:]), mark("p", digits)))
            reading.shown += words(text)
            reading.number = int(digits) if len(digits) < 10 and text == digits else None
            reading.add(text, "phone", digits)
            return size
    return 0


def _one(reading: _Reading, piece: re.Match[str], *, last: bool) -> str:
    """One piece; answers the word still being typed, if it is that."""
    negated, text = piece["minus"] is not None, piece.group()
    name, quoted = piece["name"], piece["quoted"]
    if name is not None:
        operator = OPERATORS.get(fold(name))
        if operator is not None:
            _operate(reading, operator, piece)
            return ""
        reading.add(text, "word", problem="unknown_operator", negated=negated)
        reading.word(f"{name} {quoted if quoted is not None else piece['bare']}", negated=negated)
    elif quoted is not None:
        reading.phrase(quoted, negated=negated)
        reading.add(text, "phrase", negated=negated)
    else:
        return _bare(reading, piece["bare"], negated=negated, last=last)
    return ""


def _bare(reading: _Reading, text: str, *, negated: bool, last: bool) -> str:
    folded = words(text)
    number = _number_of(text, reading.known.prefixes)
    if not folded:
        return ""
    if not negated and number is not None:
        reading.number = number
        reading.add(text, "number", str(number))
        if text.isdigit():
            reading.word(text)
        return ""
    if not negated and EMAIL.fullmatch(text):
        reading.phrase(text)
        reading.add(text, "email")
        return ""
    if last and not negated and len(folded) == 1:
        if len(folded[0]) >= PREFIX:
            reading.add(text, "prefix")
            return folded[0]
        if reading.parts:  # too little to look for yet
            reading.add(text, "begun")
            return ""
    reading.word(text, negated=negated)
    reading.add(text, "word", negated=negated)
    return ""


def _number_of(text: str, prefixes: Sequence[str]) -> int | None:
    """A reference as customers have it: #123, with the brand's prefix, or only digits."""
    plain = text.lower().lstrip("#")
    for prefix in sorted(prefixes, key=len, reverse=True):
        if prefix and plain.startswith(prefix.lower().rstrip("-")):
            plain = plain[len(prefix.rstrip("-")) :].lstrip("-")
            break
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 10 else None


def _operate(reading: _Reading, operator: str, piece: re.Match[str]) -> None:
    negated, text = piece["minus"] is not None, piece.group()
    value = (piece["quoted"] if piece["quoted"] is not None else piece["bare"]).strip()
    folded = " ".join(words(value))
    if not folded:
        reading.add(text, "word", problem="no_value", negated=negated)
        return
    if operator in ("before", "after", "since", "on"):
        _when(reading, operator, (text, value), negated)
        return
    found = _meaning(reading, operator, value, folded)
    problem = "" if found is not None else "unknown_value"
    kind, values = found or ("mark", (mark("none", folded),))
    if kind == "mark":
        _marks(reading, values, negated)
    elif kind == "company":
        reading.company += folded.split()
    else:
        reading.conditions.append(Condition(kind, values, negated))
    reading.add(text, operator, folded, negated=negated, problem=problem)


def _said(days: Span) -> str:
    """The first day, and after a stroke the last one if it is another."""
    first, last = days[0], days[1] - timedelta(days=1)
    return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"


def _when(reading: _Reading, operator: str, said: tuple[str, str], negated: bool) -> None:
    text, value = said
    days = span(fold(value.replace("_", " ")), reading.today)
    if days is None or negated:
        reading.add(text, "word", problem="unknown_value", negated=negated)
        reading.word(value, negated=negated)
        return
    reading.days(days, operator)
    reading.add(text, operator, _said(days))


def _marks(reading: _Reading, values: tuple[str, ...], negated: bool) -> None:
    """Several marks of a name are all asked for; alternatives are joined by a bar."""
    for value in values:
        if negated:
            reading.without += value.split("|")
        else:
            reading.groups.append(tuple(value.split("|")))


Meaning = tuple[str, tuple[str, ...]]
"""`mark` with marks of messages, or a condition's field with its values."""


def _meaning(reading: _Reading, operator: str, value: str, folded: str) -> Meaning | None:
    """What an operator's value is; None when it names nothing."""
    known = reading.known
    if operator in ("queue", "tag", "agent"):
        return _named(known, operator, value, folded)
    if operator in ("from", "to"):
        return "mark", _people(operator, folded, known.me)
    if operator == "customer":
        return "mark", tuple(mark("n", one) for one in folded.split())
    if operator == "company":
        return "company", (folded,)
    if operator == "has":
        return WITH_MEANING.get(IN_OTHER_WORDS.get(folded, folded))
    if operator == "is":
        return _state(folded.replace(" ", ""))
    if operator == "channel":
        slug = known.channels.get(folded) or IN_OTHER_WORDS.get(folded)
        return ("mark", (mark("h", slug),)) if slug in known.channels.values() and slug else None
    kind = KINDS.get(folded)
    return ("kind", (kind,)) if kind else None


def _named(known: Known, operator: str, value: str, folded: str) -> Meaning | None:
    if operator == "agent" and folded in ("me", "yo", "mi"):
        return "agent", (known.me,)
    if operator == "agent" and folded in ("nobody", "nadie", "none"):
        return "agent", ("nobody",)
    names = {"queue": known.queues, "tag": known.tags, "agent": known.agents}[operator]
    slug = names.get(folded) or names.get(fold(value))
    return (operator, (slug,)) if slug else None


WITH_MEANING: Mapping[str, Meaning] = {
    "attachment": ("mark", (mark("has", "attachment"),)),
    "note": ("mark", (mark("d", "note"),)),
    "promise": ("flag", ("promise",)),
}


def _people(operator: str, folded: str, me: str) -> tuple[str, ...]:
    letter = "f" if operator == "from" else "t"
    if folded in ("me", "yo", "mi"):
        return (mark("u", me),) if operator == "from" else (mark("d", "in"),)
    if folded in ("customer", "cliente"):
        return (mark("d", "in" if operator == "from" else "out"),)
    if folded in ("agent", "agente"):
        return (mark("d", "out" if operator == "from" else "in"),)
    return tuple(mark(letter, one) for one in folded.split())


def _state(folded: str) -> Meaning | None:
    if folded in STATUSES:
        return "status", STATUSES[folded]
    if folded in FLAGS:
        return "flag", (FLAGS[folded],)
    return None
