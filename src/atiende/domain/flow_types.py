"""What the fields of flows are made of: references, names of variables, expressions, spans of patience."""

from typing import Annotated, Literal

from msgspec import Meta


def _reference(kind: str) -> Meta:
    pattern = r"^[a-z0-9][a-z0-9_-]{0,62}$"
    return Meta(pattern=pattern, extra={"code": "bad_slug", "to": kind}, extra_json_schema={"x-reference": kind})


FlowRef = Annotated[str, _reference("flow")]
FieldRef = Annotated[str, _reference("field")]
IntentRef = Annotated[str, _reference("intent")]
CollectionRef = Annotated[str, _reference("collection")]
PromptRef = Annotated[str, _reference("prompt")]
PaymentRef = Annotated[str, _reference("payment")]
VariableName = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]{0,39}$", extra={"code": "bad_slug"})]
Expression = Annotated[str, Meta(max_length=2000, extra_json_schema={"x-format": "expression"})]
"""CEL: `order.status == "sent" && now.hour < 18`."""
Tries = Annotated[int, Meta(ge=0, le=5)]
Patience = Annotated[int, Meta(ge=5, le=30 * 86400, extra_json_schema={"x-unit": "s"})]

CHECKS = Literal[
    "text", "number", "money", "date", "time", "phone", "email", "nif", "iban", "order", "choice", "yes_no", "file",
]  # fmt: skip
"""What is asked for. nif: NIF, NIE or CIF; order: by `pattern`; money in hundredths; date as 2026-11-22."""
