"""Recipes over HTTP: the gallery, what one would make, making it as drafts, and taking them back."""

from typing import Annotated, cast

from fastapi import APIRouter
from pydantic import BaseModel, Field

from atiende.actions import recipes as actions
from atiende.actions.recipes import Recipe
from atiende.api.admin_reach import must_reach
from atiende.api.asked import Asked
from atiende.api.permissions import needs
from atiende.api.shapes import Shape
from atiende.domain import documents as docs
from atiende.domain.check import Json
from atiende.domain.flow_documents import Flow

router = APIRouter(prefix="/api/v1/flows", tags=["flows"])

READS, EDITS = "config.read", "config.edit"
Reads = Annotated[Asked, needs(READS)]
Edits = Annotated[Asked, needs(EDITS, "flow.publish")]


class NeedShown(Shape):
    """`kind`: the kind of the document that is chosen, or url."""

    name: str
    kind: str
    label_es: str
    label_en: str
    required: bool


class DocumentRef(Shape):
    kind: str
    slug: str


class RecipeLine(Shape):
    """`taken`: the flows made from it, drafts included."""

    slug: str
    name_es: str
    name_en: str
    about_es: str
    about_en: str
    group: str
    purpose: str
    languages: list[str]
    nodes: int
    tests: int
    needs: list[NeedShown]
    documents: list[DocumentRef]
    taken: list[str]


class RecipesShown(Shape):
    items: list[RecipeLine]


class RecipeShown(RecipeLine):
    """`body`: its flow, with names in place of what is chosen."""

    body: dict[str, object]


class RecipeWanted(BaseModel):
    """`chosen`: by the name of the need. Without a slug and a name the recipe's own."""

    slug: str = Field(default="", max_length=63)
    name: str = Field(default="", max_length=120)
    brands: list[str] = Field(default=[], max_length=100)
    chosen: dict[str, str] = Field(default={}, max_length=50)


class DocumentBody(DocumentRef):
    body: dict[str, object]


class RecipePreview(Shape):
    """What would be made: what comes along first, the flow last."""

    documents: list[DocumentBody]


class RecipeMade(Shape):
    flow: str
    created: list[DocumentRef]


class RecipeUnmade(Shape):
    gone: list[DocumentRef]


@router.get("/recipes", response_model=RecipesShown)
async def list_recipes(asked: Reads) -> RecipesShown:
    """Every recipe there is."""
    made = await _made(asked)
    return RecipesShown(items=[_line(one, made.get(one.recipe, [])) for one in await actions.list_recipes()])


@router.get("/recipes/{recipe}", response_model=RecipeShown)
async def read_recipe(asked: Reads, recipe: str) -> RecipeShown:
    """One, with its flow and its golden conversations."""
    found = await actions.read_recipe(recipe)
    line = _line(found, (await _made(asked)).get(recipe, []))
    return RecipeShown(**line.model_dump(), body=actions.flow_body(found, actions.example_choices(found)))


@router.post("/recipes/{recipe}/preview", response_model=RecipePreview)
async def preview_recipe(asked: Edits, recipe: str, wanted: RecipeWanted) -> RecipePreview:
    """The documents as they would be made, with what is chosen put in; what is there already is not among them."""
    listed = await actions.preview_recipe(asked.desk, asked.tenant, recipe, _wanted(wanted))
    return RecipePreview(documents=[DocumentBody(kind=kind, slug=slug, body=body) for kind, slug, body in listed])


@router.post("/recipes/{recipe}", response_model=RecipeMade, status_code=201)
async def make_from_recipe(asked: Edits, recipe: str, wanted: RecipeWanted) -> RecipeMade:
    """Makes them as drafts, to be looked at, tried and published."""
    choice = _wanted(wanted)
    for kind, slug, body in await actions.preview_recipe(asked.desk, asked.tenant, recipe, choice):
        must_reach(asked, EDITS, kind, slug, cast(Json, body))
    made = await actions.make_from_recipe(asked.desk, asked.tenant, asked.viewer.actor, recipe, choice)
    return RecipeMade(flow=made.flow, created=[DocumentRef(kind=kind, slug=slug) for kind, slug in made.created])


@router.delete("/recipes/{recipe}/drafts/{flow}", response_model=RecipeUnmade)
async def unmake_recipe(asked: Edits, recipe: str, flow: str) -> RecipeUnmade:
    """Takes back what was made and never published."""
    draft = await asked.reading.get(docs.DraftDocument, "flow", flow)
    if draft is not None:
        must_reach(asked, EDITS, "flow", flow)
    gone = await actions.unmake_recipe(asked.desk, asked.tenant, asked.viewer.actor, recipe, flow)
    return RecipeUnmade(gone=[DocumentRef(kind=kind, slug=slug) for kind, slug in gone])


async def _made(asked: Asked) -> dict[str, list[str]]:
    """Flows by the recipe they came from."""
    found: dict[str, set[str]] = {}
    for document in await asked.reading.where(docs.Document, {"kind": "flow", "retired": False}, limit=5000):
        body = docs.read("flow", document.body)
        if isinstance(body, Flow) and body.recipe:
            found.setdefault(body.recipe, set()).add(document.slug)
    return {recipe: sorted(slugs) for recipe, slugs in found.items()}


def _line(recipe: Recipe, taken: list[str]) -> RecipeLine:
    flow = actions.example_flow(recipe)
    return RecipeLine(
        slug=recipe.recipe,
        name_es=recipe.name.es,
        name_en=recipe.name.en,
        about_es=recipe.about.es,
        about_en=recipe.about.en,
        group=recipe.group,
        purpose=flow.purpose,
        languages=list(flow.languages),
        nodes=len(flow.nodes),
        tests=len(flow.tests),
        needs=[
            NeedShown(name=one.name, kind=one.kind, label_es=one.es, label_en=one.en, required=one.required)
            for one in recipe.needs
        ],
        documents=[DocumentRef(kind=one.kind, slug=one.slug) for one in recipe.documents],
        taken=taken,
    )


def _wanted(wanted: RecipeWanted) -> actions.Wanted:
    return actions.Wanted(slug=wanted.slug, name=wanted.name, brands=tuple(wanted.brands), chosen=dict(wanted.chosen))
