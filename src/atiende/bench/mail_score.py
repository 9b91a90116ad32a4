"""How well a mail was read: one outcome against one expectation, white space aside, and the figures over many.

The judge is given a function from raw bytes to an Outcome, so it scores the parser alone or a running server alike, and
shares no code with the parser. Where an expectation itself holds U+FFFD (its parser gave up on a character), any
character is accepted there; a NUL cannot be stored and is not compared; of a file name only the last segment counts.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct


class Outcome(Struct, frozen=True):
    """What became of a mail. `automatic`: bounce, auto_reply, abuse_report, loop or None; `refused`: not taken.

    Where only the two halves of a body are kept, `body` stays empty and `visible` and `hidden` are judged together.
    """

    subject: str = ""
    sender_name: str = ""
    sender_address: str = ""
    body: str = ""
    visible: str = ""
    hidden: str = ""
    attachment_names: tuple[str, ...] = ()
    automatic: str | None = None
    refused: bool = False


class Failure(Struct, frozen=True):
    """One expectation not met."""

    file: str
    what: str
    expected: str
    got: str


class Case(Struct, frozen=True):
    """One mail and what is expected of it; None where nothing is said."""

    file: str
    raw: bytes
    figure: str  # "fidelity", "visible", "automatic" or "genuine"
    subject: str | None = None
    sender: tuple[str, str] | None = None
    body: str | None = None
    body_contains: str | None = None
    files: tuple[str | None, ...] | None = None
    file_count: int | None = None
    visible: str | None = None
    contains: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    starts: str | None = None
    automatic: tuple[str, ...] | None = None
    genuine: bool = False


class Score(Struct, frozen=True):
    """The figures of `bench mail`; percentages are None when a collection holds no such case."""

    messages: int
    fidelity_pct: float | None
    visible_reply_pct: float | None
    automatic_right_pct: float | None
    genuine_refused: int
    failures: tuple[Failure, ...]
    per_set: dict[str, tuple[int, int]]


Reader = Callable[[bytes], Outcome]


def score(cases: Sequence[Case], read: Reader) -> Score:
    """Judge every case; a mail is right when all that is expected of it holds."""
    failures: list[Failure] = []
    tallies: dict[str, list[int]] = {"fidelity": [0, 0], "visible": [0, 0], "automatic": [0, 0], "genuine": [0, 0]}
    per_set: dict[str, list[int]] = {}
    refused = 0
    for case in cases:
        outcome = read(case.raw)
        wrong = judge(case, outcome)
        failures += wrong
        refused += case.genuine and (outcome.refused or outcome.automatic is not None)
        name = f"{case.file.split('/')[0]}:{case.figure}"
        for tally in (tallies[case.figure], per_set.setdefault(name, [0, 0])):
            tally[0] += not wrong
            tally[1] += 1
    return Score(
        messages=len(cases),
        fidelity_pct=_percent(tallies["fidelity"]),
        visible_reply_pct=_percent(tallies["visible"]),
        automatic_right_pct=_percent(tallies["automatic"]),
        genuine_refused=refused,
        failures=tuple(failures),
        per_set={name: (right, of) for name, (right, of) in per_set.items()},
    )


def _percent(tally: Sequence[int]) -> float | None:
    return round(100 * tally[0] / tally[1], 2) if tally[1] else None


def judge(case: Case, outcome: Outcome) -> list[Failure]:
    """What is wrong with the outcome; empty when it is right."""
    wrong = [*_judge_fields(case, outcome), *_judge_files(case, outcome), *_judge_visible(case, outcome)]
    if case.automatic is not None and outcome.automatic not in case.automatic:
        wrong.append(("kind", "|".join(case.automatic), str(outcome.automatic)))
    if case.genuine and (outcome.automatic is not None or outcome.refused):
        wrong.append(("genuine", "a conversation", outcome.automatic or "refused"))
    return [Failure(file=case.file, what=what, expected=expected[:300], got=got[:300]) for what, expected, got in wrong]


def _judge_fields(case: Case, outcome: Outcome) -> Iterator[tuple[str, str, str]]:
    if case.subject is not None and not same(case.subject, outcome.subject):
        yield "subject", case.subject, outcome.subject
    if case.sender is not None and not same(case.sender[0], outcome.sender_name):
        yield "sender_name", case.sender[0], outcome.sender_name
    if case.sender is not None and not same(case.sender[1], outcome.sender_address):
        yield "sender_address", case.sender[1], outcome.sender_address
    if case.body is not None and not _is_body(case.body, outcome):
        yield "body", case.body, outcome.body or f"{outcome.visible}\n{outcome.hidden}"
    whole = outcome.body or f"{outcome.visible}\n{outcome.hidden}"
    if case.body_contains is not None and squeezed(case.body_contains) not in squeezed(whole):
        yield "body", case.body_contains, whole


_MADE_UP = re.compile(
    r"^attachment-\d+\.\w+$"
)  # what a nameless file is called; there is no right name to compare with


def _judge_files(case: Case, outcome: Outcome) -> Iterator[tuple[str, str, str]]:
    """Every expected name is there; no more files than expected, but for files uuencoded in the expected text."""
    if case.file_count is not None and len(outcome.attachment_names) != case.file_count:
        yield "attachments", str(case.file_count), repr(outcome.attachment_names)
    if case.files is None:
        return
    left = [name for name in outcome.attachment_names if not _MADE_UP.match(name)]
    for name in (one for one in case.files if one):
        match = next((one for one in left if same(_last_segment(name), _last_segment(one))), None)
        if match is None:
            yield "attachments", repr(case.files), repr(outcome.attachment_names)
            return
        left.remove(match)
    inline = [name for name in left if re.search(rf"begin [0-7]+ {re.escape(name)}", case.body or "")]
    if len(left) - len(inline) > sum(1 for one in case.files if not one):
        yield "attachments", repr(case.files), repr(outcome.attachment_names)


def _judge_visible(case: Case, outcome: Outcome) -> Iterator[tuple[str, str, str]]:
    seen = squeezed(outcome.visible)
    if case.visible is not None and not same(case.visible, outcome.visible):
        yield "visible", case.visible, outcome.visible
    for text in case.contains:
        if squeezed(text) not in seen:
            yield "visible_lacks", text, outcome.visible
    for text in case.lacks:
        if squeezed(text) in seen:
            yield "visible_shows", text, outcome.visible
    if case.starts is not None and not seen.startswith(squeezed(case.starts)):
        yield "visible_starts", case.starts, outcome.visible


def squeezed(text: str) -> str:
    """Without white space and what cannot be stored."""
    return re.sub(r"[\s\x00\ufeff\u200b]+", "", text)


def same(expected: str, got: str) -> bool:
    """Equal, white space aside; U+FFFD in the expectation stands for whatever was there."""
    left, right = squeezed(expected), squeezed(got)
    if "\ufffd" not in left:
        return left == right
    pieces = [re.escape(piece) for piece in re.split("\ufffd+", left)]
    return re.fullmatch(r"[^\n]{0,12}".join(pieces), right) is not None


def same_body(expected: str, got: str) -> bool:
    """As `same`; rulers and quote marks that a rendering of HTML adds do not count."""
    marks = re.compile(r"(?:^|(?<=\n))[> ]+|_{20,}|(?:^|(?<=\n))\s*- ")
    return same(expected, got) or same(marks.sub("", expected), marks.sub("", got))


def _is_body(expected: str, outcome: Outcome) -> bool:
    if outcome.body:
        return same_body(expected, outcome.body)
    halves = f"{outcome.visible}\n{outcome.hidden}"
    letter = re.sub(r"(?ms)^begin [0-7]{3,4} .*?^end$", "", expected.replace("\r\n", "\n"))
    return same_body(letter, halves) or sorted(_words(letter)) == sorted(_words(halves))


def _words(text: str) -> list[str]:
    """Words alone: which half a line went to does not matter, that none is missing does."""
    return re.findall(r"\w+", text)


def _last_segment(name: str) -> str:
    return re.split(r"[/\\]", name)[-1]
