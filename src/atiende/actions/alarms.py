"""What a timer may do when it fires: nothing, if it was put off or taken down between being read and being acted on."""

from atiende.domain.work import Timer
from atiende.ports.store import Change


def rang(change: Change, kind: str, key: str) -> bool:
    """Whether the timer still stands and its moment has come; then it is taken down."""
    timer = change.get(Timer, kind, key)
    if timer is None or timer.due > change.at:
        return False
    change.drop(Timer, kind, key)
    return True
