"""Configuration as code over HTTP: the whole of it as files, what files would change, and putting them in force."""

import asyncio
from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response, UploadFile

from atiende.actions import config_code
from atiende.actions.config_files import MOST_BYTES, Files, export_files, unzipped, zipped
from atiende.api import code_shapes as shapes
from atiende.api.admin_reach import must_hold, must_not_exceed
from atiende.api.admin_shapes import ChangeShown
from atiende.api.asked import Asked
from atiende.api.permissions import needs
from atiende.api.problems import language_of, objection_text
from atiende.domain.config_plan import ADDED, CHANGED, ConfigPlan, Objection
from atiende.domain.errors import Invalid, TooLarge
from atiende.ports.desk import Desk
from atiende.ports.past_views import Past
from atiende.reactors.predict import Prediction, predict, routes

router = APIRouter(prefix="/api/v1/config", tags=["configuration"])
Publishes = Annotated[Asked, needs("config.publish")]
PUBLISH = "config.publish"
LARGEST = 5_000_000
"""Bytes of an uploaded zip; unpacked it may be four times as much."""
ZIP = "application/zip"
Predicted = tuple[Prediction | None, str]
"""What the twin expects, or why it was not asked."""
Prune = Annotated[bool, Form(description="Retire what is in force and not in the files.")]


@router.get("/export", response_class=Response, responses={200: {"content": {ZIP: {}}}})
async def export_config(asked: Publishes) -> Response:
    """Every document in force, one YAML file each, as a zip: the same bytes while nothing changes. No secrets."""
    must_hold(asked, PUBLISH)
    files = await export_files(asked.desk, asked.tenant)
    content = await asyncio.to_thread(zipped, files)
    headers = {"Content-Disposition": 'attachment; filename="atiende-config.zip"'}
    return Response(content, media_type=ZIP, headers=headers)


@router.post("/plan", response_model=shapes.ConfigPlan, max_body_size=LARGEST + 1_000_000)
async def plan_config(
    request: Request,
    asked: Publishes,
    file: UploadFile,
    prune: Prune = False,
    effect: Annotated[bool, Form(description="Ask the twin, where routing would change: takes some seconds.")] = False,
) -> shapes.ConfigPlan:
    """What these files (a zip) would change, and what is against it. Nothing is changed. `token` is for applying it."""
    must_hold(asked, PUBLISH)
    plan = await config_code.plan_files(asked.desk, asked.tenant, await _files(file), prune=prune)
    found, why = await predicted(asked.desk, asked.views.past, asked.tenant, plan) if effect else (None, "")
    return shown(plan, language_of(request), found, why)


@router.post("/apply", response_model=shapes.ConfigPlan, max_body_size=LARGEST + 1_000_000)
async def apply_config(
    request: Request,
    asked: Publishes,
    file: UploadFile,
    prune: Prune = False,
    token: Annotated[str, Form(max_length=100, description="Of the plan: refused when things moved on since.")] = "",
) -> shapes.ConfigPlan:
    """All or nothing, in one change; the answer says what it did. Applying again changes nothing."""
    must_hold(asked, PUBLISH)
    files = await _files(file)
    plan = await config_code.plan_files(asked.desk, asked.tenant, files, prune=prune)
    for line in plan.lines:
        if line.what in (ADDED, CHANGED) and line.place.kind == "role" and line.body is not None:
            must_not_exceed(asked, "role", {"permissions": dict(getattr(line.body, "permissions", {}))})
    done = await config_code.apply_files(
        asked.desk, asked.tenant, asked.viewer.actor, files, prune=prune, token=token or plan.token
    )
    return shown(done, language_of(request))


async def _files(file: UploadFile) -> Files:
    content = await file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise TooLarge(field="file", most=MOST_BYTES)
    return await asyncio.to_thread(unzipped, content)


async def predicted(desk: Desk, past: Past, tenant: str, plan: ConfigPlan) -> Predicted:
    """With the reason where there is none: errors of the files come first; some changes the twin cannot play."""
    if not plan.possible:
        return None, "problems_first"
    try:
        found = await predict(desk, past, tenant, plan)
    except Invalid as invalid:
        return None, str(invalid.params.get("reason", "invalid"))
    return found, "" if found else "nobody_works_here" if routes(plan) else "routing_stays"


def shown(plan: ConfigPlan, language: str, prediction: Prediction | None = None, why: str = "") -> shapes.ConfigPlan:
    return shapes.ConfigPlan(
        token=plan.token,
        possible=plan.possible,
        same=plan.same,
        lines=[
            shapes.ConfigLine(
                kind=line.place.kind,
                slug=line.place.slug,
                name=line.body.name if line.body else "",
                what=line.what,
                version=line.version,
                changes=[ChangeShown(path=one.path, from_=one.old, to=one.new) for one in line.changes],
            )
            for line in plan.lines
        ],
        objections=_objections(plan.objections, language),
        routes=routes(plan),
        effect=shapes.Effect.model_validate(prediction) if prediction else None,
        no_effect=why,
    )


def _objections(found: Sequence[Objection], language: str) -> list[shapes.Objection]:
    return [
        shapes.Objection(
            document=one.document,
            field=one.field,
            code=one.code,
            warning=one.warning,
            text=objection_text(language, one.code, one.params, one.catalogue),
        )
        for one in found
    ]
