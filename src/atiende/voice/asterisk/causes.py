"""Why a call ended: Asterisk's numbers (Q.850) and our words."""

from collections.abc import Mapping

from atiende.domain.voice import Cause

WORDS: Mapping[int, Cause] = {
    1: "unreachable", 2: "unreachable", 3: "unreachable", 16: "normal", 17: "busy", 18: "no_answer", 19: "no_answer",
    20: "unreachable", 21: "rejected", 22: "unreachable", 27: "unreachable", 28: "unreachable", 34: "failed",
    38: "failed", 41: "failed", 42: "failed", 44: "failed", 58: "failed", 102: "failed", 127: "failed",
}  # fmt: skip
NUMBERS: Mapping[Cause, int] = {
    "normal": 16, "busy": 17, "no_answer": 19, "rejected": 21, "unreachable": 20, "failed": 41, "lost": 41, "limit": 42,
}  # fmt: skip
ELSEWHERE = frozenset((2, 3, 20, 27, 34, 38, 41, 42, 44, 58, 102, 127))
"""The trunk could not: another one may. Busy, no answer, refused and no such number are the callee's own answer."""

SILENT = 18
"""No answer to what was asked (408), ours or the company's: whose, tells whether it rang before."""


def is_trunks(number: int, rang: bool) -> bool:
    """Whether a call that was not answered may be tried over another trunk."""
    return number in ELSEWHERE or (number == SILENT and not rang)


def word(number: int, answered: bool) -> Cause:
    """Of a leg that ended; one that broke off in the middle is lost."""
    found = WORDS.get(number, "normal" if answered or number == 0 else "failed")
    return "lost" if answered and found in ("failed", "unreachable") else found
