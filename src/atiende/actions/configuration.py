"""Configuration documents: draft, publish, compare, take back, retire. What is published is in force at once."""

import re
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from atiende.actions import flow_checks
from atiende.actions.administrators import must_remain
from atiende.actions.article_review import must_be_reviewed, set_clock
from atiende.actions.numbers import must_be_free
from atiende.actions.published import Published
from atiende.actions.uses import uses_of
from atiende.domain import document_rules as rules
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.check import Json, Problem, Unfit, longest
from atiende.domain.diff import Difference, as_text, differences
from atiende.domain.errors import Conflict, Invalid, NotFound, TooLarge
from atiende.domain.work import Changed
from atiende.ports.desk import Desk
from atiende.ports.store import Change

NEW = "*"
"""The match of somebody who means to create."""


class Ref(NamedTuple):
    """Which document."""

    kind: str
    slug: str


class State(msgspec.Struct, frozen=True):
    """A document as the screens edit it. `etag` is the draft's, or the version's when there is none."""

    kind: str
    slug: str
    document: docs.Document | None
    draft: docs.DraftDocument | None

    @property
    def etag(self) -> str:
        return self.draft.etag if self.draft else version_etag(self.document)


def version_etag(document: docs.Document | None) -> str:
    return f"v{document.version}{'r' if document.retired else ''}" if document else "v0"


async def read_document(desk: Desk, tenant: str, ref: Ref) -> State:
    """Raises NotFound when there is neither a version nor a draft."""
    _known_kind(ref)
    reading = desk.store.reading(tenant)
    document = await reading.get(docs.Document, *ref)
    draft = await reading.get(docs.DraftDocument, *ref)
    if document is None and draft is None:
        raise NotFound(kind=ref.kind, id=ref.slug)
    return State(ref.kind, ref.slug, document, draft)


async def list_documents(desk: Desk, tenant: str, kind: str) -> Sequence[State]:
    """Every document of a kind, retired ones and never published drafts included, by slug."""
    _known_kind(Ref(kind, ""))
    reading = desk.store.reading(tenant)
    documents = {row.slug: row for row in await reading.where(docs.Document, {"kind": kind}, limit=5000)}
    drafts = {row.slug: row for row in await reading.where(docs.DraftDocument, {"kind": kind}, limit=5000)}
    return [State(kind, slug, documents.get(slug), drafts.get(slug)) for slug in sorted({*documents, *drafts})]


async def save_draft(desk: Desk, tenant: str, actor: str, ref: Ref, body: Json, match: str | None) -> State:
    """Keeps what somebody is writing; it need not be right yet. `match` is the etag he began from, `*` to create.

    Raises Conflict when somebody else was there first, Invalid for an impossible slug, TooLarge.
    """
    _known_kind(ref)
    if re.fullmatch(docs.SLUG, ref.slug) is None:
        raise Unfit([Problem("slug", "bad_slug")])
    text = _body_text(ref.kind, body)
    etag = desk.ids.new("etg")

    def decide(change: Change) -> State:
        state = _state(change, ref)
        base = _base(state, match)
        if state.draft is not None and (state.draft.body, state.draft.base) == (text, base):
            return state
        change.record(f.DocumentDrafted(kind=ref.kind, slug=ref.slug, etag=etag), actor=actor)
        draft = docs.DraftDocument(
            kind=ref.kind, slug=ref.slug, body=text, base=base, etag=etag, at=change.at, by=actor
        )
        change.put(draft)
        return State(ref.kind, ref.slug, state.document, draft)

    return await desk.store.change(tenant, decide, at=desk.clock.now())


async def discard_draft(desk: Desk, tenant: str, actor: str, ref: Ref, match: str | None = None) -> None:
    """Raises NotFound when there is no draft, Conflict when it is not the one seen."""

    def decide(change: Change) -> None:
        draft = _draft(change, ref, match)
        change.record(f.DraftDiscarded(kind=draft.kind, slug=draft.slug), actor=actor)
        change.drop(docs.DraftDocument, *ref)

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def publish_draft(desk: Desk, tenant: str, actor: str, ref: Ref, match: str | None) -> docs.Document:
    """The draft comes into force. Raises NotFound, Conflict (another draft, or a newer version), Unfit."""
    await _must_pass(desk, tenant, ref, _required(match))

    def decide(change: Change) -> docs.Document:
        state = _state(change, ref)
        draft = _draft(change, ref, match)
        if draft.base != _version(state.document):
            raise Conflict(reason="newer_version", version=_version(state.document))
        body = rules.fit(ref.kind, ref.slug, msgspec.json.decode(draft.body), Published(desk, change))
        must_be_reviewed(change, ref.slug, body, draft)
        published = publish(change, actor, ref, body)
        change.drop(docs.DraftDocument, *ref)
        return published

    return await desk.store.change(tenant, decide, at=desk.clock.now())


async def _must_pass(desk: Desk, tenant: str, ref: Ref, match: str) -> None:
    """A flow's lint and its tests, an endpoint's numbers, before the line is held. The etag makes sure that it is this
    very body.

    Raises Unfit.
    """
    if ref.kind not in (flow_checks.KIND, "endpoint"):
        return
    draft = await desk.store.reading(tenant).get(docs.DraftDocument, *ref)
    if draft is None or draft.etag != match:
        return
    if ref.kind == "endpoint":
        await must_be_free(desk, tenant, ref.slug, msgspec.json.decode(draft.body))
    else:
        await flow_checks.must_pass(desk, tenant, ref.slug, msgspec.json.decode(draft.body))


async def roll_back(
    desk: Desk, tenant: str, actor: str, ref: Ref, version: int, match: str | None = None
) -> docs.Document:
    """An earlier body comes into force again, as a new version. Raises NotFound, Conflict, Unfit."""
    earlier = await desk.store.reading(tenant).get(docs.DocumentVersion, ref.kind, ref.slug, version)
    if earlier is not None and ref.kind == "endpoint":
        await must_be_free(desk, tenant, ref.slug, msgspec.json.decode(earlier.body))

    def decide(change: Change) -> docs.Document:
        state = _state(change, ref)
        old = change.get(docs.DocumentVersion, ref.kind, ref.slug, version)
        if state.document is None or old is None:
            raise NotFound(kind=ref.kind, id=ref.slug, version=version)
        _same_version(state, match)
        body = rules.fit(ref.kind, ref.slug, msgspec.json.decode(old.body), Published(desk, change))
        return publish(change, actor, ref, body, rolled_back_from=version)

    return await desk.store.change(tenant, decide, at=desk.clock.now())


async def retire_document(desk: Desk, tenant: str, actor: str, ref: Ref, match: str | None = None) -> docs.Document:
    """It is no longer in force; refused while something uses it. Raises NotFound, Conflict, Unfit (who uses it)."""

    def decide(change: Change) -> docs.Document:
        state = _state(change, ref)
        if state.document is None or state.document.retired:
            raise NotFound(kind=ref.kind, id=ref.slug)
        _same_version(state, match)
        uses = uses_of(change, ref.kind, ref.slug)
        if uses:
            raise Unfit([Problem(use.by, "in_use", {"by": use.by, "field": use.field}) for use in uses])
        change.record(f.DocumentRetired(kind=ref.kind, slug=ref.slug, version=state.document.version), actor=actor)
        return _present(change, ref)

    return await desk.store.change(tenant, decide, at=desk.clock.now())


def publish(
    change: Change, actor: str, ref: Ref, body: docs.Body, rolled_back_from: int | None = None
) -> docs.Document:
    """Puts a checked body in force within a change, with the old and new values for the history. Raises Invalid."""
    before = change.get(docs.Document, *ref)
    text = docs.write(body)
    seq = change.record(
        f.DocumentPublished(
            kind=ref.kind,
            slug=ref.slug,
            version=_version(before) + 1,
            body=text,
            rolled_back_from=rolled_back_from,
        ),
        actor=actor,
    )
    old = msgspec.json.decode(before.body) if before else {}
    note_changes(change, seq, f"{ref.kind}:{ref.slug}", differences(old, msgspec.json.decode(text)))
    set_clock(change, ref.slug, body)
    if ref.kind == "role" and before is not None:
        must_remain(change)
    return _present(change, ref)


def note_changes(change: Change, seq: int, subject: str, found: Sequence[Difference]) -> None:
    """Old and new values, field by field, for the history of changes."""
    for one in found:
        change.put(Changed(seq=seq, subject=subject, field=one.path, old=as_text(one.old), new=as_text(one.new)))


async def versions(desk: Desk, tenant: str, ref: Ref) -> Sequence[docs.DocumentVersion]:
    """Every body that was ever in force, newest first. Raises NotFound."""
    rows = await desk.store.reading(tenant).where(docs.DocumentVersion, ref._asdict(), limit=5000)
    if not rows:
        raise NotFound(kind=ref.kind, id=ref.slug)
    return sorted(rows, key=lambda row: row.version, reverse=True)


async def compare(desk: Desk, tenant: str, ref: Ref, old: str, new: str) -> Sequence[Difference]:
    """Between two versions, or a version and `draft`. Version 0 is the empty document. Raises NotFound."""
    return differences(await _text_of(desk, tenant, ref, old), await _text_of(desk, tenant, ref, new))


async def _text_of(desk: Desk, tenant: str, ref: Ref, which: str) -> Json:
    reading = desk.store.reading(tenant)
    found: docs.DraftDocument | docs.DocumentVersion | None = None
    if which == "0":
        return {}
    if which == "draft":
        found = await reading.get(docs.DraftDocument, *ref)
    elif which.isascii() and which.isdigit() and len(which) < 10:
        found = await reading.get(docs.DocumentVersion, ref.kind, ref.slug, int(which))
    if found is None:
        raise NotFound(kind=ref.kind, id=ref.slug, version=which)
    body: Json = msgspec.json.decode(found.body)
    return body


def _known_kind(ref: Ref) -> None:
    if ref.kind not in docs.KINDS:
        raise NotFound(kind="config", id=ref.kind)


def _body_text(kind: str, body: Json) -> str:
    if not isinstance(body, dict):
        raise Unfit([Problem("body", "wrong_type", {"expected": "fields"})])
    text = msgspec.json.encode(body).decode()
    if len(text) > longest(kind):
        raise TooLarge(most=longest(kind))
    return text


def _state(change: Change, ref: Ref) -> State:
    return State(ref.kind, ref.slug, change.get(docs.Document, *ref), change.get(docs.DraftDocument, *ref))


def _present(change: Change, ref: Ref) -> docs.Document:
    found = change.get(docs.Document, *ref)
    assert found is not None  # recorded in this very change
    return found


def _version(document: docs.Document | None) -> int:
    return document.version if document else 0


def _required(match: str | None) -> str:
    if match is None:
        raise Invalid(field="If-Match", reason="required")
    return match


def _same_version(state: State, match: str | None) -> None:
    if match is not None and match not in (version_etag(state.document), state.etag):
        raise Conflict(reason="changed_meanwhile", etag=state.etag)


def _base(state: State, match: str | None) -> int:
    """The version a saved draft begins from.

    Over a draft only its own etag counts; the version's does again once a newer version has overtaken the draft.
    """
    match = _required(match)
    version = _version(state.document)
    if match == NEW:
        if state.draft is not None or (state.document is not None and not state.document.retired):
            raise Conflict(reason="exists", etag=state.etag)
        return version
    if state.document is None and state.draft is None:
        raise NotFound(kind=state.kind, id=state.slug)
    if state.draft is not None and match == state.draft.etag:
        return state.draft.base
    overtaken = state.draft is None or state.draft.base != version
    if overtaken and match == version_etag(state.document):
        return version
    raise Conflict(reason="changed_meanwhile", etag=state.etag)


def _draft(change: Change, ref: Ref, match: str | None) -> docs.DraftDocument:
    draft = change.get(docs.DraftDocument, *ref)
    if draft is None:
        raise NotFound(kind=ref.kind, id=ref.slug)
    if match is not None and match != draft.etag:
        raise Conflict(reason="changed_meanwhile", etag=draft.etag)
    return draft
