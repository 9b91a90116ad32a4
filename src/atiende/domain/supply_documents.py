"""What flows draw on: recordings to be heard, and where payment links come from."""

from typing import Annotated

from msgspec import Meta

from atiende.domain.document_types import Body, LongTemplate, OtherName, SecretRef, Slug


class Prompt(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A recording and what it says. `file_*` are ids of uploaded sounds; a missing one is spoken by a synthesizer."""

    name_es: OtherName = ""
    text_es: LongTemplate = ""
    text_en: LongTemplate = ""
    file_es: Annotated[str, Meta(max_length=64)] = ""
    file_en: Annotated[str, Meta(max_length=64)] = ""
    music: bool = False


class PaymentProvider(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where payment links come from. `provider` names the adapter; `url` its API; `key` signs, `webhook` proves."""

    provider: Slug = "link"
    url: Annotated[str, Meta(max_length=2000)] = ""
    key: SecretRef | None = None
    webhook: SecretRef | None = None
    active: bool = True
