"""`atiende flows check` and `atiende flows test`: the lint and the golden conversations, of files or of a centre.

A file is a flow as the export writes it. What lies beside it in an exported tree (hours, brands, other flows) is what
it is checked among; a file on its own is checked by itself.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import msgspec
import typer
from msgspec import Struct

from atiende.actions.config_files import Files, read_files
from atiende.actions.flow_checks import CALLS, TEXTS, shaped
from atiende.actions.flow_world import speaks_of
from atiende.api.problems import text
from atiende.bench.config_code import Refused, directory_files, opened
from atiende.channels.webchat.channel import WebChat
from atiende.domain import documents as docs
from atiende.domain.check import Json, examine
from atiende.domain.config_plan import Place
from atiende.domain.document_text import Unreadable, from_yaml
from atiende.domain.flow_documents import Flow
from atiende.flows.golden import Failure, run_all, uncovered
from atiende.flows.lint import lint
from atiende.flows.surroundings import Surroundings
from atiende.language import slots
from atiende.settings import Settings

KIND = "flow"
CHAT = speaks_of(WebChat.traits)
ZONE = "Europe/Madrid"
Tree = Mapping[Place, Json]


class Asked(Struct, frozen=True, kw_only=True):
    """What the command line says. Without a path the flows of a centre are meant."""

    path: Path | None
    server: str = ""
    centre: str = ""
    language: str = "en"


async def check(asked: Asked, settings: Settings | None) -> int:
    """The lint of every flow meant; 1 when there is an error, or a file cannot be read."""
    return await _each(asked, settings, _check)


async def run_tests(asked: Asked, settings: Settings | None) -> int:
    """The tests of every flow meant, and which nodes they go through; 1 when one goes otherwise than written."""
    return await _each(asked, settings, _test)


class Meant(Struct, frozen=True):
    """A flow to be looked at, and what is around it."""

    slug: str
    flow: Flow
    around: Surroundings
    language: str


Look = Callable[[Meant], int]
"""Tells about a flow and counts what is wrong with it."""


async def _each(asked: Asked, settings: Settings | None, look: Look) -> int:
    try:
        tree, slugs, alone = await _tree(asked, settings)
    except Refused as refused:
        for line in refused.lines:
            typer.echo(line, err=True)
        return 2
    wrong = 0
    for slug in slugs:
        found = shaped(tree[Place(KIND, slug)])
        if found.flow is None:
            for one in found.findings:
                said = text(asked.language, f"problem.{one.code}", one.params, "config")
                typer.echo(f"{slug}: {' '.join(part for part in (one.node, one.field) if part)}: {said}")
            wrong += 1
            continue
        wrong += look(Meant(slug, found.flow, _around(tree, found.flow, alone=alone), asked.language))
    if not slugs:
        typer.echo("There are no flows.")
    return 1 if wrong else 0


async def _tree(asked: Asked, settings: Settings | None) -> tuple[Tree, Sequence[str], bool]:
    """The documents there are, the flows meant, and whether a file is on its own. Raises Refused."""
    if asked.path is None:
        async with opened(settings, asked.server, asked.centre) as centre:
            tree = _read(await centre.export())
    elif asked.path.is_dir():
        tree = _read(directory_files(asked.path))
    else:
        return _of_file(asked.path)
    return tree, [place.slug for place in tree if place.kind == KIND], False


def _of_file(path: Path) -> tuple[Tree, Sequence[str], bool]:
    try:
        body = from_yaml(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, Unreadable) as error:
        raise Refused(f"{path}: {error}") from None
    alone = path.parent.name != KIND
    tree = {} if alone else dict(_read(directory_files(path.parent.parent)))
    slug = path.stem
    return {**tree, Place(KIND, slug): body}, [slug], alone


def _read(files: Files) -> Tree:
    tree, against = read_files(files)
    if against:
        raise Refused(*(f"{one.document}: {one.code} {one.params.get('what', '')}".rstrip() for one in against))
    return tree


def _around(tree: Tree, flow: Flow, *, alone: bool) -> Surroundings:
    """The first of the flow's brands gives zone and hours; else the first there is."""
    brands = {place.slug: body for place, body in _bodies(tree, "brand").items() if isinstance(body, docs.Brand)}
    brand = next((brands[slug] for slug in (*flow.brands, *brands) if slug in brands), None)
    hours = {place.slug: body for place, body in _bodies(tree, "hours").items() if isinstance(body, docs.Hours)}
    if brand is not None and brand.hours in hours:
        hours[""] = hours[brand.hours]
    zone = brand.time_zone if brand else ZONE
    flows = {place.slug: body for place, body in _bodies(tree, KIND).items() if isinstance(body, Flow)}
    return Surroundings(
        zone=zone,
        hours=hours,
        flows=flows,
        speaks={one.channel: one for one in (CHAT, CALLS, TEXTS)},
        exists=None if alone else lambda kind, slug: Place(kind, slug) in tree,
        read=lambda check, said, language, at: slots.read(check, said, language, at, zone),
    )


def _bodies(tree: Tree, kind: str) -> dict[Place, docs.Body]:
    """Those of the right shape; the others are told when it is their turn."""
    return {
        place: msgspec.convert(body, docs.KINDS[kind])
        for place, body in tree.items()
        if place.kind == kind and not examine(kind, body)[0]
    }


def _check(meant: Meant) -> int:
    found = lint(meant.slug, meant.flow, meant.around)
    for one in found:
        said = text(meant.language, f"finding.{one.code}", one.params, "flows")
        where = " ".join(part for part in (one.node, one.field) if part)
        typer.echo(": ".join(part for part in (meant.slug, one.severity, where, said) if part))
    errors = sum(one.severity == "error" for one in found)
    typer.echo(f"{meant.slug}: {len(meant.flow.nodes)} nodes, {errors} errors, {len(found) - errors} warnings.")
    return errors


def _test(meant: Meant) -> int:
    verdicts = run_all(meant.slug, meant.flow, meant.around)
    for verdict in verdicts:
        typer.echo(f"{meant.slug}: {'ok' if verdict.passed else 'FAILED'}: {verdict.name}")
        for failure in verdict.failures:
            typer.echo(f"    {_turn(failure, meant.language)}")
    left = uncovered(meant.flow, verdicts)
    nodes = len(meant.flow.nodes)
    never = f"; never gone through: {', '.join(left)}" if left else ""
    failed = sum(not verdict.passed for verdict in verdicts)
    typer.echo(f"{meant.slug}: {failed} of {len(verdicts)} tests failed, {nodes - len(left)} of {nodes} nodes{never}.")
    return failed


def _turn(failure: Failure, language: str) -> str:
    return f"{failure.turn}. {text(language, f'golden.{failure.code}', failure.params, 'flows')}"
