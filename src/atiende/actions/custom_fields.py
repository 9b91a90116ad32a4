"""Custom fields by their documents: which hold for a brand, and values checked against them."""

from collections.abc import Mapping

from atiende.domain import documents as docs
from atiende.domain.custom_values import problem
from atiende.domain.desk_documents import CustomField
from atiende.domain.errors import Invalid
from atiende.ports.store import Change

LONGEST_NAME = 100


def fields_of(change: Change, of: str, brand: str) -> dict[str, CustomField]:
    """The active fields of customers, companies or conversations of a brand, by slug."""
    found: dict[str, CustomField] = {}
    for row in change.where(docs.Document, {"kind": "field"}):
        body = None if row.retired else docs.read("field", row.body)
        if isinstance(body, CustomField) and holds(body, of, brand):
            found[row.slug] = body
    return found


def holds(field: CustomField, of: str, brand: str) -> bool:
    return field.active and field.of == of and (not field.brands or brand in field.brands)


def checked(change: Change, of: str, brand: str, before: Mapping[str, str], given: Mapping[str, str]) -> dict[str, str]:
    """What is on file with the given values in it; an empty one removes. Raises Invalid naming `fields.<name>`.

    A name without a document is kept as plain text: programs bring their own, and old ones stay readable.
    """
    known = fields_of(change, of, brand)
    for name, value in given.items():
        if not name or len(name) > LONGEST_NAME:
            raise Invalid(field="fields", reason="too_long")
        reason = problem(known.get(name, CustomField(name=name)), value)
        if reason:
            raise Invalid(field=f"fields.{name}", reason=reason)
    return {name: value for name, value in {**before, **given}.items() if value}
