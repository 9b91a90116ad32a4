"""Writes hostile mails by hand: a mail library would refuse, or repair, much of what an attacker sends."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import batched
from urllib.parse import quote

CLOSER = "\n--></script></style></title></textarea></noscript></select></svg></math>\"'>\n"
"""Between two texts in one body: what the one left open must not swallow the next."""
TOGETHER, PLAIN_TOGETHER = 8, 40
NAME_BYTES = 180


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    sender: str
    name: str
    subject: str
    text: str
    ident: str
    answers: str = ""
    html: str = ""
    files: Sequence[tuple[str, str, bytes]] = ()
    """Name, type and content of each."""
