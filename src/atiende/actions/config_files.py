"""The configuration as files: `kind/slug.yaml` for every document in force, and back; also as one zip.

Secrets are not in it: documents name them (`secret:NAME`). People, drafts and history are no documents and stay out.
"""

import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Mapping

from atiende.domain import documents as docs
from atiende.domain.check import MAX_FLOW, Json
from atiende.domain.config_plan import Objection, Place
from atiende.domain.document_text import Unreadable, as_yaml, from_yaml
from atiende.domain.errors import Invalid, TooLarge
from atiende.ports.desk import Desk

SUFFIXES = (".yaml", ".yml", ".json")
MOST_DOCUMENTS = 20_000
MOST_FILES, MOST_BYTES = 20_000, 20_000_000
LARGEST_FILE = 4 * MAX_FLOW
"""YAML of a body takes more room than its JSON."""
BROKEN_ZIP = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, RuntimeError, EOFError, OSError,
)  # fmt: skip
"""What reading one may raise when it is damaged, or no zip at all."""
ZIPPED_AT = (1980, 1, 1, 0, 0, 0)
"""Every file of a zip has this date, so that the same configuration is the same bytes."""

Files = Mapping[str, str]
"""Path (`queue/sales.yaml`) → text."""


async def export_files(desk: Desk, tenant: str) -> dict[str, str]:
    """Every document in force, by path, in order."""
    rows = await desk.store.reading(tenant).where(docs.Document, {}, limit=MOST_DOCUMENTS)
    listed = sorted((row.kind, row.slug, row.body) for row in rows if not row.retired)
    return {f"{kind}/{slug}.yaml": as_yaml(docs.read(kind, body)) for kind, slug, body in listed}


def read_files(files: Files) -> tuple[dict[Place, Json], list[Objection]]:
    """Bodies by document, and what cannot be read. Files above the folders of kinds, and of other suffixes, are not
    ours."""
    tree: dict[Place, Json] = {}
    against: list[Objection] = []
    for path in sorted(files):
        place = place_of(path)
        if place is None:
            continue
        problem = _unfit_name(place, tree)
        if problem:
            against.append(Objection(document=path, field="", code=problem, params={"kind": place.kind}))
            continue
        try:
            tree[place] = from_yaml(files[path])
        except Unreadable as error:
            params: dict[str, str | int] = {"line": error.line, "what": error.what}
            against.append(Objection(document=path, field="", code="unreadable", params=params))
    return tree, against


def place_of(path: str) -> Place | None:
    """The last folder is the kind; hidden files and what lies above the kinds' folders are nobody's."""
    parts = [part for part in path.replace("\\", "/").split("/") if part]
    stem, dot, suffix = parts[-1].rpartition(".") if parts else ("", "", "")
    if len(parts) < 2 or f"{dot}{suffix}" not in SUFFIXES or any(part.startswith((".", "__")) for part in parts):
        return None
    return Place(parts[-2], stem)


def _unfit_name(place: Place, tree: Mapping[Place, Json]) -> str:
    if place.kind not in docs.KINDS:
        return "unknown_kind"
    if re.fullmatch(docs.SLUG, place.slug) is None:
        return "bad_slug"
    return "twice" if place in tree else ""


def zipped(files: Files) -> bytes:
    """The same bytes for the same files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(files):
            archive.writestr(zipfile.ZipInfo(path, ZIPPED_AT), files[path], zipfile.ZIP_DEFLATED)
    return out.getvalue()


def unzipped(content: bytes) -> dict[str, str]:
    """Documents' files only. Raises Invalid, TooLarge before anything large is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = [one for one in archive.infolist() if not one.is_dir() and place_of(one.filename)]
            large = any(one.file_size > LARGEST_FILE for one in infos)
            if large or len(infos) > MOST_FILES or sum(one.file_size for one in infos) > MOST_BYTES:
                raise TooLarge(field="file", most=MOST_BYTES)
            return {one.filename: archive.read(one).decode() for one in infos}
    except (*BROKEN_ZIP, UnicodeDecodeError):
        raise Invalid(field="file", reason="not_a_zip") from None
