"""Names and choices: what lists, forms and the composer are filled from."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from fastapi import APIRouter

from atiende.api import account_shapes as shapes
from atiende.api.asked import Asked
from atiende.api.permissions import SignedIn
from atiende.api.shapes import Traits
from atiende.domain import documents as docs
from atiende.domain.desk_documents import CustomField, Decision, Tag
from atiende.ports.channel import Channel

router = APIRouter(prefix="/api/v1", tags=["catalog"])
B = TypeVar("B", bound=docs.Body)


@router.get("/catalog", response_model=shapes.Catalog)
async def get_catalog(asked: SignedIn) -> shapes.Catalog:
    """Brands, queues, endpoints, teams, skills, reasons, outcomes, pauses, agents, channels; retired ones left out."""
    return await catalog_of(asked)


async def catalog_of(asked: Asked) -> shapes.Catalog:
    rows = await asked.reading.where(docs.Document, {}, limit=5000)
    live = {(row.kind, row.slug): docs.read(row.kind, row.body) for row in rows if not row.retired}
    brands = {slug: body for slug, body in _of(live, docs.Brand) if _granted(asked, slug)}
    agents = await asked.views.floor.agents(asked.tenant)
    return shapes.Catalog(
        brands=[shapes.BrandShown(slug=slug, name=body.name, color=body.color) for slug, body in brands.items()],
        queues=[
            shapes.QueueShown(slug=slug, name=body.name, brand=body.brand)
            for slug, body in _of(live, docs.Queue)
            if body.brand in brands
        ],
        endpoints=[_endpoint(slug, body) for slug, body in _of(live, docs.Endpoint) if body.brand in brands],
        teams=_choices(_of(live, docs.Team)),
        skills=_choices(_of(live, docs.Skill)),
        reasons=[_branch(slug, body) for slug, body in _of(live, docs.Reason) if body.active],
        dispositions=[_disposition(slug, body) for slug, body in _of(live, docs.Disposition) if body.active],
        tags=[_tag(slug, body) for slug, body in _of(live, Tag) if body.active],
        fields=sorted(
            (_field(slug, body) for slug, body in _of(live, CustomField) if body.active), key=lambda one: one.position
        ),
        decisions=[
            shapes.GrantShown(slug=slug, name=body.name, name_es=body.name_es, unit=body.unit)
            for slug, body in _of(live, Decision)
        ],
        pauses=_worked(_of(live, docs.Pause)),
        agents=[shapes.AgentShown(id=one.id, name=one.name, state=one.state) for one in agents],
        channels=[channel_shown(name, one) for name, one in sorted(asked.desk.channels.items())],
    )


async def skill_names(asked: Asked) -> dict[str, str]:
    """What skills are called, also those retired: an old receipt still speaks of them."""
    return {key.removeprefix("skill:"): name for key, name in (await document_names(asked, "skill")).items()}


async def document_names(asked: Asked, *kinds: str) -> dict[str, str]:
    """`team:support` → what it is called, retired ones too."""
    rows = [row for kind in kinds for row in await asked.reading.where(docs.Document, {"kind": kind}, limit=5000)]
    return {f"{row.kind}:{row.slug}": docs.read(row.kind, row.body).name for row in rows}


def channel_shown(name: str, channel: Channel) -> shapes.ChannelShown:
    return shapes.ChannelShown(name=name, traits=Traits.model_validate(channel.traits))


def _granted(asked: Asked, brand: str) -> bool:
    return asked.viewer.brands is None or brand in asked.viewer.brands


def _of(live: Mapping[tuple[str, str], docs.Body], kind: type[B]) -> list[tuple[str, B]]:
    """Documents of a kind by name."""
    found = [(slug, body) for (_, slug), body in live.items() if type(body) is kind]
    return sorted(found, key=lambda pair: (pair[1].name.lower(), pair[0]))


def _endpoint(slug: str, body: docs.Endpoint) -> shapes.EndpointShown:
    address = body.settings.get("address", "")
    return shapes.EndpointShown(slug=slug, name=body.name, channel=body.channel, brand=body.brand, address=str(address))


def _choices(found: Sequence[tuple[str, docs.Body]]) -> list[shapes.Choice]:
    return [shapes.Choice(slug=slug, name=body.name) for slug, body in found]


def _branch(slug: str, body: docs.Reason) -> shapes.BranchShown:
    return shapes.BranchShown(slug=slug, name=body.name, name_es=body.name_es, parent=body.parent)


def _disposition(slug: str, body: docs.Disposition) -> shapes.DispositionShown:
    return shapes.DispositionShown(
        slug=slug, name=body.name, name_es=body.name_es, parent=body.parent, note_required=body.note_required
    )


def _tag(slug: str, body: Tag) -> shapes.TagShown:
    return shapes.TagShown(slug=slug, name=body.name, name_es=body.name_es, color=body.color)


def _field(slug: str, body: CustomField) -> shapes.FieldShown:
    return shapes.FieldShown(
        slug=slug,
        name=body.name,
        name_es=body.name_es,
        of=body.of,
        type=body.type,
        options=list(body.options),
        brands=list(body.brands),
        required=body.required,
        verifies=body.verifies,
        position=body.position,
    )


def _worked(found: Sequence[tuple[str, docs.Pause]]) -> list[shapes.WorkedChoice]:
    return [shapes.WorkedChoice(slug=slug, name=body.name, name_es=body.name_es) for slug, body in found]
