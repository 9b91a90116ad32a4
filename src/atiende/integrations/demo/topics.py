"""What people come to a company for: the shape of one such matter, from which conversations are put together.

The words are in `topics_es*.py` and `topics_en*.py`. Words in braces are filled in: {order}, {invoice}, {product},
{amount}, {date}, {city}, {name} (the customer's first name), {agent} (the agent's).
"""

from msgspec import Struct


class Topic(Struct, frozen=True, kw_only=True):
    """`asks` begin it; `answers` are the agent's first; `replies` the customer's next and `closings` the agent's last.

    `weight`: how often it comes; `chat`: the share that comes by chat. `notes` are for colleagues. With `passed` it is
    first met by another queue's agents, who pass it on with that note. `promise` is made now and then, `days` ahead.
    """

    slug: str
    queue: str
    reason: str
    weight: float
    subjects: tuple[str, ...]
    asks: tuple[str, ...]
    answers: tuple[str, ...]
    replies: tuple[str, ...]
    closings: tuple[str, ...]
    disposition: str = "solved"
    chat: float = 0.4
    kind: str = "enquiry"
    tags: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    passed: str = ""
    promise: str = ""
    days: float = 3
