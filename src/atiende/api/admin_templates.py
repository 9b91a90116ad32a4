"""How a text with variables will read, while it is being written."""

from collections.abc import Mapping
from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import BaseModel, Field

from atiende.api.asked import Asked
from atiende.api.permissions import needs
from atiende.api.shapes import Shape
from atiende.domain import customer_texts as said
from atiende.flows.template import Values, problem_of, render

router = APIRouter(prefix="/api/v1/templates", tags=["configuration"])
Edits = Annotated[Asked, needs("config.edit")]


USUAL: Mapping[str, str] = {
    "acknowledge_es": said.ACKNOWLEDGE_ES,
    "acknowledge_en": said.ACKNOWLEDGE_EN,
    "out_of_hours_es": said.OUT_OF_HOURS_ES,
    "out_of_hours_en": said.OUT_OF_HOURS_EN,
}


class Written(BaseModel):
    """`values` by path, as `customer.first_name`. `usual`: which text is sent where this one is empty."""

    text: str = Field(max_length=10_000)
    usual: Literal["", "acknowledge_es", "acknowledge_en", "out_of_hours_es", "out_of_hours_en"] = ""
    values: dict[str, Annotated[str, Field(max_length=500)]] = Field(default={}, max_length=50)


class Reads(Shape):
    """`problem`: why it cannot be read, in the parser's words; `missing`: names nothing is known by."""

    text: str
    missing: list[str] = Field(default_factory=list)
    problem: str = ""


@router.post("/preview", response_model=Reads)
async def preview_template(given: Written, asked: Edits) -> Reads:
    """Puts sample values into a template."""
    source = given.text
    if given.usual and not source.strip():
        source = USUAL[given.usual]
    problem = problem_of(source)
    if problem:
        return Reads(text=given.text, problem=problem)
    made = render(source, _nested(given.values))
    return Reads(text=made.text, missing=list(made.missing))


def _nested(values: dict[str, str]) -> Values:
    found: dict[str, str | dict[str, str]] = {}
    for path, value in values.items():
        thing, dot, name = path.partition(".")
        if not dot:
            found[thing] = value
            continue
        inner = found.setdefault(thing, {})
        if isinstance(inner, dict):
            inner[name] = value
    return found
