"""Routes that wait for a quieter moment: while the node is overloaded they answer 503 with the seconds to wait."""

from typing import Any

from fastapi import Depends
from starlette.requests import Request

from atiende.api.asked import centre_of
from atiende.domain.overload import What


class NotWhenBusy:
    """The dependency behind `not_when_busy`."""

    def __init__(self, what: What) -> None:
        self.what = what

    async def __call__(self, request: Request) -> None:
        """Raises Overloaded."""
        centre_of(request).desk.load.need(self.what)


def not_when_busy(what: What) -> Any:
    """For a router's or a route's `dependencies`."""
    return Depends(NotWhenBusy(what))
