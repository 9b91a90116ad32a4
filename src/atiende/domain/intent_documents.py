"""What customers may want, as documents: an intent with the centre's own examples of how it is said."""

from typing import Annotated

from msgspec import Meta

from atiende.domain.document_types import Body, BrandRef, OtherName, ReasonRef

ExampleText = Annotated[str, Meta(min_length=1, max_length=500)]
Examples = Annotated[list[ExampleText], Meta(max_length=2000)]


class Intent(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Learned from its examples, each one way to say it. No brands: in all. `reason`: why such a conversation came."""

    name_es: OtherName = ""
    examples_es: Examples = []
    examples_en: Examples = []
    reason: ReasonRef | None = None
    brands: list[BrandRef] = []
    active: bool = True
