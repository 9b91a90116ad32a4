"""Importing customers, users and quick replies over HTTP: upload, columns, dry run, run, undo, and what did not fit."""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Query, Request, Response, UploadFile
from pydantic import BaseModel, Field

from atiende.actions import imports as actions
from atiende.api.admin_reach import must_hold
from atiende.api.asked import Asked
from atiende.api.files import safe_name
from atiende.api.permissions import needs
from atiende.api.problems import language_of, text
from atiende.api.shapes import Moment, Page, Shape
from atiende.domain.desk import ImportLine, ImportRun
from atiende.domain.errors import Invalid, TooLarge
from atiende.domain.import_file import safe_cell
from atiende.domain.work import User

router = APIRouter(prefix="/api/v1/imports", tags=["imports"])
Publishes = Annotated[Asked, needs("config.publish")]
What = Literal["customers", "users", "quick_replies", "articles"]
HOLDS: Mapping[str, str] = {
    "customers": "customer.edit",
    "users": "user.manage",
    "quick_replies": "config.publish",
    "articles": "knowledge.publish",
}
MOST_SHOWN = 100


class ImportLineShown(Shape):
    """What became of a line; `detail` says in the reader's language why it was left out."""

    line: int
    outcome: str
    subject: str
    detail: str


class ImportField(Shape):
    """What a column can be; `name` is a custom field's."""

    field: str
    name: str = ""
    name_es: str = ""


class ImportShort(Shape):
    id: str
    what: str
    brand: str
    by: str
    by_name: str
    at: Moment
    state: str
    file: str
    lines: int
    line: int
    created: int
    changed: int
    skipped: int
    problems: int
    removed: int
    kept: int


class ImportShown(ImportShort):
    """`examples`: the first lines of the file; `preview`: the same as they will be, by field."""

    encoding: str
    separator: str
    existing: str
    head: list[str]
    mapping: dict[str, str]
    fields: list[ImportField]
    examples: list[list[str]]
    preview: list[dict[str, str]]


class Imports(Shape):
    items: list[ImportShort]


class Mapped(BaseModel):
    """Column (its place from 0) → field. `existing`: what happens to whoever is there already."""

    mapping: dict[str, Annotated[str, Field(max_length=120)]] = Field(max_length=100)
    existing: Literal["skip", "update"] = "skip"


@router.get("", response_model=Imports)
async def list_imports(asked: Publishes) -> Imports:
    """Every import, newest first."""
    must_hold(asked, "config.publish")
    runs = await actions.list_imports(asked.desk, asked.tenant)
    names = await _names(asked, runs)
    return Imports(items=[ImportShort.model_validate(_plain(run, names)) for run in runs])


@router.post("", response_model=ImportShown, status_code=201, max_body_size=actions.LARGEST + 1_000_000)
async def begin_import(
    asked: Publishes,
    file: UploadFile,
    what: Annotated[What, Form()],
    brand: Annotated[str, Form(max_length=63)] = "",
) -> ImportShown:
    """Keeps a CSV file (UTF-8, UTF-16 or Windows-1252; comma, semicolon or tab) and guesses its columns.

    Articles: Markdown, HTML, a zip of them, or the JSON export of a Zendesk or Chatwoot help centre.
    """
    must_hold(asked, "config.publish")
    must_hold(asked, HOLDS[what])
    content = await file.read(actions.LARGEST + 1)
    if len(content) > actions.LARGEST:
        raise TooLarge(field="file", most=actions.LARGEST)
    given = actions.Given(what=what, brand=brand, name=safe_name(file.filename or ""), content=content)
    if what == "customers" and not brand:
        raise Invalid(field="brand", reason="required")
    return await _shown(asked, await actions.begin_import(asked.desk, asked.tenant, asked.viewer.actor, given))


@router.get("/{run_id}", response_model=ImportShown)
async def read_import(run_id: str, asked: Publishes) -> ImportShown:
    """One import with its first lines."""
    return await _shown(asked, await _held(asked, run_id))


@router.put("/{run_id}/mapping", response_model=ImportShown)
async def map_import(run_id: str, given: Mapped, asked: Publishes) -> ImportShown:
    """What its columns are, corrected."""
    await _held(asked, run_id)
    return await _shown(
        asked, await actions.map_import(asked.desk, asked.tenant, run_id, given.mapping, given.existing)
    )


@router.post("/{run_id}/{order}", response_model=ImportShort)
async def order_import(run_id: str, order: Literal["check", "run", "undo"], asked: Publishes) -> ImportShort:
    """`check` tries every line and changes nothing, `run` does it, `undo` takes back what nobody has touched since."""
    await _held(asked, run_id)
    run = await actions.order_import(asked.desk, asked.tenant, run_id, order)
    return ImportShort.model_validate(_plain(run, await _names(asked, [run])))


@router.get("/{run_id}/lines", response_model=Page[ImportLineShown])
async def list_lines(
    run_id: str,
    request: Request,
    asked: Publishes,
    outcome: Literal["created", "changed", "skipped", "problem"] = "problem",
    cursor: Annotated[int, Query(ge=0)] = 0,
) -> Page[ImportLineShown]:
    """What became of its lines, a hundred at a time; `cursor` is the line after which to go on."""
    await _held(asked, run_id)
    found = [one for one in await _lines(asked, run_id) if one.outcome == outcome and one.line > cursor]
    language = language_of(request)
    items = [
        ImportLineShown(line=one.line, outcome=one.outcome, subject=one.subject, detail=_detail(language, one))
        for one in found[:MOST_SHOWN]
    ]
    return Page(items=items, next=str(items[-1].line) if len(found) > MOST_SHOWN else None)


@router.get(
    "/{run_id}/report",
    response_class=Response,
    responses={200: {"content": {"text/csv": {"schema": {"type": "string"}}}}},
)
async def get_report(run_id: str, request: Request, asked: Publishes) -> Response:
    """The lines that could not be taken, or were there already, as they stood in the file, with the reason in front."""
    shown = await _held(asked, run_id)
    table = await actions.table_of(asked.desk, asked.tenant, shown.run)
    rows = dict(zip(table.numbers, table.rows, strict=True))
    language = language_of(request)
    out = io.StringIO()
    write = csv.writer(out)
    write.writerow([text(language, f"import.{name}", {}, "config") for name in ("line", "why")] + list(table.head))
    for one in await _lines(asked, run_id):
        if one.outcome in ("problem", "skipped"):
            cells = [_detail(language, one), *rows.get(one.line, ())]
            write.writerow([one.line, *(safe_cell(cell) for cell in cells)])
    headers = {"Content-Disposition": f'attachment; filename="import-{run_id}.csv"'}
    return Response("\ufeff" + out.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)


async def _held(asked: Asked, run_id: str) -> actions.Shown:
    """Raises NotFound, NotAllowed."""
    must_hold(asked, "config.publish")
    shown = await actions.read_import(asked.desk, asked.tenant, run_id)
    must_hold(asked, HOLDS[shown.run.what])
    return shown


async def _lines(asked: Asked, run_id: str) -> Sequence[ImportLine]:
    rows = await asked.reading.where(ImportLine, {"run": run_id}, limit=200_000)
    return sorted(rows, key=lambda one: one.line)


async def _shown(asked: Asked, shown: actions.Shown) -> ImportShown:
    run = shown.run
    custom = [
        ImportField(field=f"field:{slug}", name=body.name, name_es=body.name_es) for slug, body in shown.custom.items()
    ]
    return ImportShown(
        **_plain(run, await _names(asked, [run])),
        encoding=run.encoding,
        separator=run.separator,
        existing=run.existing,
        head=list(run.head),
        mapping=run.mapping,
        fields=[*(ImportField(field=one) for one in shown.fields), *custom],
        examples=[list(row) for row in shown.examples],
        preview=[dict(line) for line in shown.lines],
    )


def _plain(run: ImportRun, names: Mapping[str, str]) -> "dict[str, object]":
    found: dict[str, object] = {name: getattr(run, name) for name in ImportShort.model_fields if name != "by_name"}
    return found | {"by_name": names.get(run.by, "")}


async def _names(asked: Asked, runs: Sequence[ImportRun]) -> Mapping[str, str]:
    found = {}
    for by in {run.by for run in runs}:
        user = await asked.reading.get(User, by.removeprefix("agent:"))
        if user is not None:
            found[by] = user.name
    return found


def _detail(language: str, one: ImportLine) -> str:
    """The reason's own text, else that of the field that was wrong."""
    if not one.problem:
        return ""
    for key in (f"import.{one.problem}", f"problem.{one.problem}"):
        found = text(language, key, {"value": one.value}, "config")
        if found != key:
            return found if "{value}" in key or one.value in found or not one.value else f"{found} ({one.value})"
    return one.problem
