"""Documents of the machine's help: the language model it may ask, the centre's own test set, and what it may offer."""

from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from atiende.domain.document_types import Body, BrandRef, Language, LongTemplate, OtherName, SecretRef, Slug, Text
from atiende.domain.flow_types import Expression, FieldRef, IntentRef

Tokens = Annotated[int, Meta(ge=0, le=1_000_000_000)]
Price = Annotated[int, Meta(ge=0, le=1_000_000)]
Passage = Annotated[str, Meta(max_length=300)]


class Assistant(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A language model behind an OpenAI-compatible address, and what it may do: put answers into words (`phrase`),
    choose among a flow's routes (`plan`), sum up conversations (`summarise`), draft for agents (`suggest`).

    The first active one by slug is asked. Everything also works without one: when the day's `daily_tokens` are spent or
    it does not answer, the way without a model is taken. Prices are cents per million tokens.
    """

    url: Annotated[str, Meta(max_length=2000)] = ""
    model: OtherName = ""
    key: SecretRef | None = None
    active: bool = False
    phrase: bool = True
    plan: bool = False
    summarise: bool = True
    suggest: bool = True
    languages: Annotated[list[Language], Meta(max_length=8)] = field(default_factory=lambda: ["es", "en"])
    temperature: Annotated[int, Meta(ge=0, le=100, extra_json_schema={"x-unit": "%"})] = 20
    most_tokens: Annotated[int, Meta(ge=50, le=4000)] = 600
    daily_tokens: Tokens = 200_000
    timeout_seconds: Annotated[int, Meta(ge=1, le=60, extra_json_schema={"x-unit": "s"})] = 8
    price_in: Price = 0
    price_out: Price = 0
    evaluation: Annotated[
        Slug | None, Meta(extra={"to": "evaluation"}, extra_json_schema={"x-reference": "evaluation"})
    ] = None
    """The test set that should be passed before it is switched on."""


class EvaluationCase(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`text`: what a customer asks; of a summary, the conversation, one message a line, `C:` customer, `A:` agent.

    `source`: the article that must be shown. `handoff`: he must get to a person. `intent`: what must be understood.
    """

    text: Annotated[str, Meta(min_length=1, max_length=4000)]
    language: Language = "es"
    source: OtherName = ""
    contains: list[Passage] = []
    excludes: list[Passage] = []
    handoff: bool = False
    unsure: bool = False
    """It must say that it does not know, or ask."""
    intent: IntentRef | None = None


class Evaluation(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The centre's own questions, and what a good answer to each looks like; `pass_percent` of them must be right."""

    of: Literal["answers", "summaries", "replies"] = "answers"
    brand: BrandRef
    pass_percent: Annotated[int, Meta(ge=0, le=100, extra_json_schema={"x-unit": "%"})] = 90
    cases: Annotated[list[EvaluationCase], Meta(max_length=500)] = []


class Offering(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something that may be offered at the end of a support query, when `when` holds: CEL over `customer` (with its
    `fields`, figures as numbers), `conversation` and `history` (`conversations`, `claims`, `days`).

    Never within a complaint or a claim under the Spanish `profile`; not again to the same customer within `every_days`;
    with `consent`, only to whom that field says yes.
    """

    name_es: OtherName = ""
    text_es: LongTemplate = ""
    text_en: LongTemplate = ""
    when: Expression
    brands: list[BrandRef] = []
    profile: Literal["", "es"] = "es"
    every_days: Annotated[int, Meta(ge=1, le=3650, extra_json_schema={"x-unit": "d"})] = 90
    consent: FieldRef | None = None
    about: Text = ""
    active: bool = True
