"""The reply's own words apart from what it quotes. Pure, linear: each line is looked at a fixed number of times."""

from msgspec import Struct

from atiende.channels.email import quote_marks as marks

MAX_LINES = 5_000
_JOIN = 5

EMPTY, QUOTE, ATTRIBUTION, BANNER, HEADER, SIGNATURE, DELIMITER, TEXT = "eqbfhsdt"


class Split(Struct, frozen=True):
    """What the writer wrote, and what was folded away."""

    visible: str
    hidden: str


def split_reply(text: str) -> Split:
    """Fold quotations, attributions, quoted headers and program signatures. A mail that is nothing else stays whole."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    beyond = lines[MAX_LINES:]
    lines, kinds = _classify(lines[:MAX_LINES])
    if beyond:  # a thread that long goes on as its last line does
        lines.append("\n".join(beyond))
        last = next((one for one in reversed(kinds) if one != EMPTY), TEXT)
        kinds.append(QUOTE if beyond[0].startswith(">") else last)
    if TEXT not in kinds:
        return Split(visible=text.strip("\n"), hidden="")
    keep = [kind not in (SIGNATURE, DELIMITER) for kind in kinds]
    end = _cut(kinds)
    for index in range(end, len(lines)):
        keep[index] = False
    _drop_leading_quote(kinds, keep, end)
    _drop_announcements(kinds, keep, end)
    _drop_trailing_quote(kinds, keep)
    return Split(visible=_joined(lines, keep, True), hidden=_joined(lines, keep, False))


def _joined(lines: list[str], keep: list[bool], wanted: bool) -> str:
    return "\n".join(line.rstrip() for line, kept in zip(lines, keep, strict=True) if kept is wanted).strip("\n")


def _classify(lines: list[str]) -> tuple[list[str], list[str]]:
    """One letter a line; an attribution broken over several lines is first made one."""
    out: list[str] = []
    kinds: list[str] = []
    index = 0
    while index < len(lines):
        used = _attribution_length(lines, index)
        if used:
            out.append("\n".join(lines[index : index + used]))
            kinds.append(ATTRIBUTION)
            index += used
            continue
        out.append(lines[index])
        kinds.append(_kind(lines[index]))
        index += 1
    return out, kinds


def _kind(line: str) -> str:
    stripped = line.strip(" \t\xa0\u200b\ufeff")
    if not stripped:
        return EMPTY
    if len(stripped) > marks.MAX_LINE:
        return QUOTE if stripped.startswith(">") else TEXT
    if marks.is_delimiter(stripped):
        return DELIMITER
    if marks.is_mobile_signature(stripped):
        return SIGNATURE
    if marks.is_banner(stripped) or marks.is_run_on(stripped):
        return BANNER
    if marks.is_header(stripped):
        return HEADER
    return QUOTE if stripped[0] in ">|" and not _is_table(stripped) else TEXT


def _is_table(line: str) -> bool:
    return line.startswith("|") and line.count("|") >= 3


def _attribution_length(lines: list[str], index: int) -> int:
    """How many lines from here make an attribution; the nearest beginning wins, so earlier text is not swallowed."""
    first = lines[index].strip()
    if not first or len(first) > marks.MAX_LINE:
        return 0
    joined, best = "", 0
    for used in range(1, min(_JOIN, len(lines) - index) + 1):
        line = lines[index + used - 1].strip()
        if not line or len(line) > marks.MAX_LINE:
            break
        joined = f"{joined} {line.lstrip('> ')}".strip()
        # A short form without its colon may go on in the next line: `2016-10-24 15:36 GMT+02:00 Ann <` + `ann@x>:`.
        announces = marks.is_attribution(joined) or (marks.may_announce(joined) and _quote_below(lines, index + used))
        if announces and (not best or joined.endswith((":", "："))):
            best = used
            if joined.endswith((":", "：")):
                break
    if any(_stands_alone(lines[start : index + best]) for start in range(index + 1, index + best)):
        return 0
    return best


def _quote_below(lines: list[str], index: int) -> bool:
    return any(line.lstrip().startswith(">") for line in lines[index : index + 2])


def _stands_alone(lines: list[str]) -> bool:
    joined = " ".join(line.strip().lstrip("> ") for line in lines)
    return marks.is_dated(joined) and marks.is_attribution(joined)


def _cut(kinds: list[str]) -> int:
    """Where the quoted rest begins: after it nothing of the writer's comes. len(kinds) when there is no such place."""
    seen_text = False
    for index, kind in enumerate(kinds):
        if kind == TEXT:
            seen_text = True
        elif seen_text and _begins_rest(kinds, index):
            return _back_over_space(kinds, index)
    return len(kinds)


def _begins_rest(kinds: list[str], index: int) -> bool:
    kind = kinds[index]
    if kind == BANNER:
        return True
    if kind == HEADER:
        return _is_header_block(kinds, index)
    if kind == ATTRIBUTION:
        return _quotes_to_the_end(kinds, index + 1)
    return False


def _is_header_block(kinds: list[str], index: int) -> bool:
    """Three header lines close together, as Outlook writes them; long ones are folded over other lines."""
    window = kinds[index : index + 8]
    headers = window.count(HEADER)
    return headers >= 3 or (headers == 2 and index > 0 and DELIMITER in kinds[max(0, index - 2) : index])


def _quotes_to_the_end(kinds: list[str], start: int) -> bool:
    """After an attribution: no quote sign at all means all of it is quoted; else only quotes may follow."""
    rest = kinds[start:]
    if QUOTE not in rest:
        return True
    first = rest.index(QUOTE)
    if TEXT in rest[:first]:
        return ATTRIBUTION not in rest[:first] and _text_is_old(rest, first)
    last = len(rest) - 1 - rest[::-1].index(QUOTE)
    return TEXT not in rest[: last + 1] and not _answers_below(rest[last + 1 :])


def _text_is_old(rest: list[str], first: int) -> bool:
    """Unmarked text right under an attribution, before deeper quotes, is the quoted mail itself."""
    return ATTRIBUTION in rest[first - 3 : first + 1] or rest[:first].count(TEXT) > 3


def _answers_below(rest: list[str]) -> bool:
    """Text under the last quote is an answer unless it stands under a line of dashes (a list's footer, a signature)."""
    for kind in rest:
        if kind in (DELIMITER, SIGNATURE, BANNER):
            return False
        if kind == TEXT:
            return True
    return False


def _back_over_space(kinds: list[str], index: int) -> int:
    while index > 0 and kinds[index - 1] in (EMPTY, DELIMITER, SIGNATURE, HEADER):
        index -= 1
    return index


def _drop_leading_quote(kinds: list[str], keep: list[bool], end: int) -> None:
    """A quotation at the top, answered below, is folded; quotes between answers stay, they are what is answered."""
    for index in range(end):
        if kinds[index] == TEXT:
            return
        if kinds[index] in (QUOTE, ATTRIBUTION, BANNER) or (kinds[index] == HEADER and _near_headers(kinds, index)):
            keep[index] = False


def _near_headers(kinds: list[str], index: int) -> bool:
    """One of three or more header lines; a single `Subject: ...` at the top may be the writer's."""
    return kinds[max(0, index - 5) : index + 6].count(HEADER) >= 3


def _drop_announcements(kinds: list[str], keep: list[bool], end: int) -> None:
    for index in range(end):
        if kinds[index] in (ATTRIBUTION, BANNER):
            keep[index] = False


def _drop_trailing_quote(kinds: list[str], keep: list[bool]) -> None:
    for index in range(len(kinds) - 1, -1, -1):
        if not keep[index]:
            continue
        if kinds[index] not in (EMPTY, QUOTE, DELIMITER, SIGNATURE):
            return
        keep[index] = False
