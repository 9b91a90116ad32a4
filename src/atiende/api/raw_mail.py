"""How OpenAPI describes an answer that is a mail as it came or went."""

from typing import Any

RAW_MAIL: dict[int | str, dict[str, Any]] = {
    200: {"content": {"message/rfc822": {"schema": {"type": "string", "format": "binary"}}}}
}
