"""Patterns of order numbers and the like: a part of regular expressions that is matched in linear time.

Literals, `.`, `\\d \\w \\s`, `[A-Z0-9]`, and after one of these `?`, `*`, `+`, `{n}` or `{n,m}`; and `|` between whole
patterns. No groups, so nothing can be tried again and again within itself, and of two runs that take the same
characters one after the other at most three.
"""

import re
from functools import lru_cache

MAX_PATTERN = 200
MAX_INPUT = 100
MAX_LOOSE = 3
"""Parts of open length; matching costs at most the length of the input to this power."""
PART = re.compile(
    r"""(?P<one>\\[dws\-.+*?()\[\]{}|\\/^$#]|\[\^?(?:\\[dws\-\]\\\[.]|[^\]\\\[])+\]|[^\\\[\](){}|?*+^$])"""
    r"""(?P<times>[?*+]|\{[0-9]{1,3}(?:,[0-9]{0,3})?\})?"""
)


class BadPattern(ValueError):
    """It cannot be used; the message is why, as a code."""


@lru_cache(maxsize=1000)
def readied(pattern: str) -> re.Pattern[str]:
    """Raises BadPattern."""
    if len(pattern) > MAX_PATTERN:
        raise BadPattern("pattern_long")
    bare = pattern.removeprefix("^").removesuffix("$")
    for branch in re.split(r"(?<!\\)\|", bare):
        _check(branch)
    try:
        return re.compile(bare, re.IGNORECASE | re.ASCII)
    except (re.error, OverflowError) as error:
        raise BadPattern("pattern_unreadable") from error


def _check(branch: str) -> None:
    at = loose = 0
    while at < len(branch):
        found = PART.match(branch, at)
        if found is None:
            raise BadPattern("pattern_unreadable")
        times = found.group("times") or ""
        loose += times in ("?", "*", "+") or "," in times
        at = found.end()
    if loose > MAX_LOOSE:
        raise BadPattern("pattern_costly")


def fits(pattern: str, text: str) -> bool:
    """Whether a text is wholly such a one; no text longer than an order number is."""
    return len(text) <= MAX_INPUT and readied(pattern).fullmatch(text) is not None
