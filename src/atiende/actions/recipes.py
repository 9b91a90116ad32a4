"""Recipes: flows ready to use. Listing them, seeing what one would make, making it as drafts, and taking them back.

A recipe is a YAML file in `atiende/recipes`: the flow with its golden conversations, what it needs of the centre
(`needs`, written `$name` in it), and the documents it brings along, which are made unless they are there already.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib import resources
from io import StringIO
from typing import cast

import anyio
import msgspec
from msgspec import Struct, field

from atiende.actions.configuration import NEW, Ref, discard_draft, save_draft
from atiende.domain import documents as docs
from atiende.domain.check import Json
from atiende.domain.errors import Invalid, NotFound
from atiende.domain.flow_documents import Flow
from atiende.ports.desk import Desk
from atiende.ports.store import Reading

EXAMPLE = "https://shop.example"
"""Stands for a system of theirs in a recipe's own tests."""
WITHIN = re.compile(r"\$\{([a-z_]+)\}")
Plain = dict[str, object]
"""A document as it is written."""


class Both(Struct, frozen=True, forbid_unknown_fields=True):
    es: str
    en: str


class Need(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something of the centre's that is chosen: a document of this kind, or the `url` of a system of theirs."""

    name: str
    kind: str
    es: str
    en: str
    required: bool = True


class Brought(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A document that comes along, known as `$as` in the flow."""

    kind: str
    slug: str
    known: str = field(name="as")
    body: Plain


class Recipe(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    recipe: str
    group: str
    name: Both
    about: Both
    taken: list[str] = field(name="with", default_factory=list)
    needs: list[Need] = []
    flow: Plain
    tests: list[Plain] = []
    documents: list[Brought] = []


class Made(Struct, frozen=True, kw_only=True):
    """What a recipe makes: its flow first, then what came along and was not there."""

    flow: str
    created: tuple[tuple[str, str], ...]


class Wanted(Struct, frozen=True, kw_only=True):
    """`chosen`: by the name of the need."""

    slug: str = ""
    name: str = ""
    brands: tuple[str, ...] = ()
    chosen: Mapping[str, str] = {}


async def list_recipes() -> Sequence[Recipe]:
    """All of them, by slug; read once, beside the event loop."""
    return await anyio.to_thread.run_sync(_all)


async def read_recipe(slug: str) -> Recipe:
    """Raises NotFound."""
    return _one(await list_recipes(), slug)


async def preview_recipe(desk: Desk, tenant: str, slug: str, wanted: Wanted) -> Sequence[tuple[str, str, Plain]]:
    """The documents as they would be made, the flow last; what is there already is not among them. Raises NotFound,
    Invalid for what was not chosen or is not there."""
    recipe = await read_recipe(slug)
    reading = desk.store.reading(tenant)
    chosen = await _chosen(reading, recipe, wanted)
    own = [(one.kind, one.slug, one.body) for one in recipe.documents if not await _there(reading, one.kind, one.slug)]
    name = wanted.slug or await _free_slug(reading, slug)
    body = flow_body(recipe, chosen, wanted.name) | {"brands": [*wanted.brands]}
    return [*own, ("flow", name, body)]


async def make_from_recipe(desk: Desk, tenant: str, actor: str, slug: str, wanted: Wanted) -> Made:
    """Drafts, which people look at, try and publish. Raises as `preview_recipe`; Conflict where the slug is taken."""
    listed = await preview_recipe(desk, tenant, slug, wanted)
    kind, name, body = listed[-1]
    await save_draft(desk, tenant, actor, Ref(kind, name), cast(Json, body), NEW)
    for kind, other, content in listed[:-1]:
        await save_draft(desk, tenant, actor, Ref(kind, other), cast(Json, content), NEW)
    return Made(flow=name, created=tuple((kind, other) for kind, other, _ in (listed[-1], *listed[:-1])))


async def unmake_recipe(desk: Desk, tenant: str, actor: str, slug: str, flow: str) -> Sequence[tuple[str, str]]:
    """Takes back the drafts that were never published. Raises NotFound where this flow did not come from there."""
    recipe = await read_recipe(slug)
    reading = desk.store.reading(tenant)
    draft = await reading.get(docs.DraftDocument, "flow", flow)
    if draft is None or msgspec.json.decode(draft.body).get("recipe") != slug:
        raise NotFound(kind="flow", id=flow)
    gone = []
    for kind, name in (("flow", flow), *((one.kind, one.slug) for one in recipe.documents)):
        found = await reading.get(docs.DraftDocument, kind, name)
        if found is not None and found.base == 0:
            await discard_draft(desk, tenant, actor, Ref(kind, name))
            gone.append((kind, name))
    return gone


def flow_body(recipe: Recipe, chosen: Mapping[str, str], name: str = "") -> Plain:
    """The flow's document with what was chosen put in, and the parts it takes in."""
    own = dict(recipe.flow)
    for part in recipe.taken:
        own = _with_part(own, _part(part))
    own |= {"recipe": recipe.recipe, "tests": [*recipe.tests]}
    if name:
        own["name"] = own["name_es"] = name
    known = {**{one.known: one.slug for one in recipe.documents}, **chosen}
    filled = _filled(own, known)
    assert isinstance(filled, dict)
    return filled


def example_choices(recipe: Recipe) -> dict[str, str]:
    """Names for what it needs, where no centre is at hand: for its own tests and what it looks like."""
    return {one.name: EXAMPLE if one.kind == "url" else one.name for one in recipe.needs}


def example_flow(recipe: Recipe) -> Flow:
    return msgspec.convert(flow_body(recipe, example_choices(recipe)), Flow)


def _with_part(own: Plain, part: Plain) -> Plain:
    """What the flow says itself goes before what the part says."""
    merged = dict(own)
    for name, value in part.items():
        mine = own.get(name)
        merged[name] = {**value, **mine} if isinstance(value, dict) and isinstance(mine, dict) else own.get(name, value)
    return merged


def _filled(value: object, known: Mapping[str, str]) -> object:
    """`$name` as a whole text or key, and `${name}` within one, becomes what was chosen; a field that is not chosen is
    left out."""
    if isinstance(value, str):
        if value.startswith("$") and not value.startswith("${"):
            return known.get(value[1:], value)
        return WITHIN.sub(lambda found: known.get(found[1], found[0]), value)
    if isinstance(value, list):
        return [_filled(one, known) for one in value]
    if isinstance(value, dict):
        return {
            str(_filled(name, known)): _filled(one, known)
            for name, one in value.items()
            if not (isinstance(one, str) and one.startswith("$") and not known.get(one[1:], "-"))
        }
    return value


async def _chosen(reading: Reading, recipe: Recipe, wanted: Wanted) -> dict[str, str]:
    chosen: dict[str, str] = {}
    for need in recipe.needs:
        value = wanted.chosen.get(need.name, "").strip().rstrip("/")
        if not value and need.required:
            raise Invalid(field=f"chosen.{need.name}", reason="required")
        if need.kind == "url":
            if re.match(r"https?://[^/\s]", value) is None:
                raise Invalid(field=f"chosen.{need.name}", reason="bad_url")
        elif value and not await _there(reading, need.kind, value):
            raise NotFound(kind=need.kind, id=value)
        chosen[need.name] = value
    return chosen


async def _there(reading: Reading, kind: str, slug: str) -> bool:
    document = await reading.get(docs.Document, kind, slug)
    if document is not None and not document.retired:
        return True
    return await reading.get(docs.DraftDocument, kind, slug) is not None


async def _free_slug(reading: Reading, slug: str) -> str:
    for name in _names(slug):
        if not await _there(reading, "flow", name) and await reading.get(docs.Document, "flow", name) is None:
            return name
    raise AssertionError("names do not end")


def _names(slug: str) -> Iterator[str]:
    yield slug
    number = 2
    while True:
        yield f"{slug}-{number}"
        number += 1


def _one(recipes: Sequence[Recipe], slug: str) -> Recipe:
    found = next((one for one in recipes if one.recipe == slug), None)
    if found is None:
        raise NotFound(kind="recipe", id=slug)
    return found


@lru_cache(maxsize=1)
def _all() -> Sequence[Recipe]:
    files = resources.files("atiende.recipes").iterdir()
    names = sorted(one.name for one in files if one.name.endswith(".yaml") and not one.name.startswith("_"))
    return [msgspec.convert(_read(name), Recipe) for name in names]


@lru_cache(maxsize=16)
def _part(name: str) -> Plain:
    return _read(f"_{name}.yaml")


def _read(name: str) -> Plain:
    from ruamel.yaml import YAML  # imported when somebody asks: starting takes no longer for it

    text = (resources.files("atiende.recipes") / name).read_text(encoding="utf-8")
    found: Plain = YAML(typ="safe", pure=True).load(StringIO(text))
    return found
