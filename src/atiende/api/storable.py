"""What no database of ours can store is refused before anything is done with it: the character NUL, in any disguise."""

import re

from fastapi import Request

from atiende.domain.errors import Invalid, NotFound

ESCAPED = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")
"""NUL in JSON: `\\u0000` after an even number of backslashes."""


async def storable(request: Request) -> None:
    """A dependency of every route. Raises Invalid; NotFound for a path that can name nothing."""
    if "\x00" in request.url.path or any("\x00" in str(value) for value in request.path_params.values()):
        raise NotFound(kind="path", id="")
    if any("\x00" in value for value in request.query_params.values()):
        raise Invalid(field="query", reason="control_characters")
    if "json" in request.headers.get("content-type", "") and ESCAPED.search(await request.body()):
        raise Invalid(field="body", reason="control_characters")
