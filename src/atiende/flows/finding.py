"""What the lint found."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct


class Finding(Struct, frozen=True, kw_only=True):
    """`params` fill the text of the code; `field` is the part of the node, where one is meant."""

    code: str
    severity: Literal["error", "warning"] = "error"
    node: str = ""
    field: str = ""
    params: Mapping[str, str | int] = {}


def error(code: str, node: str, field: str = "", /, **params: str | int) -> Finding:
    return Finding(code=code, node=node, field=field, params=params)


def warning(code: str, node: str, field: str = "", /, **params: str | int) -> Finding:
    return Finding(code=code, severity="warning", node=node, field=field, params=params)
