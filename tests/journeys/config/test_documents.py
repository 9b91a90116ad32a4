"""The life of a configuration document: drafted, published, compared, rolled back, retired; on both databases."""

import asyncio

import msgspec
import pytest

from atiende.actions import configuration as actions
from atiende.actions.configuration import NEW, Ref
from atiende.actions.secrets import list_secrets, open_secret, set_secret
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.check import Json, Unfit
from atiende.domain.errors import Conflict, Invalid, NotFound, TooLarge
from atiende.domain.facts import Fact
from atiende.domain.work import Changed
from atiende.ports.desk import Desk
from atiende.store.replay import replay_check
from tests.journeys.small_centre import ANA, TENANT, small_centre

WHO = f"agent:{ANA}"
SALES = Ref("queue", "sales")
BODY: dict[str, Json] = {"name": "Ventas", "brand": "main"}


@pytest.fixture(autouse=True)
async def centre(desk: Desk) -> None:
    await small_centre(desk)


async def publish(desk: Desk, ref: Ref = SALES, body: Json = None) -> docs.Document:
    """Drafts and publishes, whatever is there."""
    match = NEW if await desk.store.reading(TENANT).get(docs.Document, *ref) is None else await etag(desk, ref)
    draft = await actions.save_draft(desk, TENANT, WHO, ref, body or BODY, match)
    return await actions.publish_draft(desk, TENANT, WHO, ref, draft.etag)


async def etag(desk: Desk, ref: Ref = SALES) -> str:
    return (await actions.read_document(desk, TENANT, ref)).etag


async def facts(desk: Desk) -> list[Fact]:
    return [one.fact for one in await desk.store.log(TENANT, 0) if one.actor == WHO]


async def told(desk: Desk, seq: int) -> set[tuple[str, str, str]]:
    rows = await desk.store.reading(TENANT).where(Changed, {"seq": seq})
    return {(row.field, row.old, row.new) for row in rows}


async def test_a_document_is_drafted_published_and_in_force_at_once(desk: Desk) -> None:
    state = await actions.save_draft(desk, TENANT, WHO, SALES, BODY, NEW)
    assert state.document is None and state.draft is not None and state.draft.base == 0
    published = await actions.publish_draft(desk, TENANT, WHO, SALES, state.etag)
    assert (published.version, published.retired) == (1, False)
    body = docs.read("queue", published.body)
    assert isinstance(body, docs.Queue) and (body.name, body.offer_seconds) == ("Ventas", 30)
    assert (await actions.read_document(desk, TENANT, SALES)).draft is None
    assert [type(one) for one in await facts(desk)] == [f.DocumentDrafted, f.DocumentPublished]
    head = await desk.store.head(TENANT)
    assert ("name", "", "Ventas") in await told(desk, head)
    assert await replay_check(desk.store, TENANT) == []


async def test_saving_the_same_draft_again_writes_nothing(desk: Desk) -> None:
    state = await actions.save_draft(desk, TENANT, WHO, SALES, BODY, NEW)
    again = await actions.save_draft(desk, TENANT, WHO, SALES, BODY, state.etag)
    assert again.etag == state.etag and len(await facts(desk)) == 1


async def test_a_draft_need_not_be_right_but_what_is_published_must(desk: Desk) -> None:
    wrong: dict[str, Json] = {"name": "", "brand": "gone", "teams": ["first", "first"], "offer_seconds": 1}
    state = await actions.save_draft(desk, TENANT, WHO, SALES, wrong, NEW)
    with pytest.raises(Unfit) as caught:
        await actions.publish_draft(desk, TENANT, WHO, SALES, state.etag)
    assert {(one.field, one.code) for one in caught.value.problems} == {
        ("name", "required"),
        ("brand", "reference_missing"),
        ("offer_seconds", "too_small"),
    }
    assert await desk.store.reading(TENANT).get(docs.Document, *SALES) is None


async def test_two_who_edit_one_document_do_not_overwrite_each_other(desk: Desk) -> None:
    await publish(desk)
    seen = await etag(desk)
    first = await actions.save_draft(desk, TENANT, WHO, SALES, BODY | {"priority": 1}, seen)
    with pytest.raises(Conflict):
        await actions.save_draft(desk, TENANT, "agent:other", SALES, BODY | {"priority": 5}, seen)
    with pytest.raises(Conflict):
        await actions.publish_draft(desk, TENANT, "agent:other", SALES, seen)
    second = await actions.save_draft(desk, TENANT, WHO, SALES, BODY | {"priority": 2}, first.etag)
    with pytest.raises(Conflict):
        await actions.publish_draft(desk, TENANT, WHO, SALES, first.etag)
    assert (await actions.publish_draft(desk, TENANT, WHO, SALES, second.etag)).version == 2


async def test_of_two_who_create_one_document_at_once_one_wins(desk: Desk) -> None:
    tries = [actions.save_draft(desk, TENANT, f"agent:{n}", SALES, BODY | {"priority": n}, NEW) for n in (1, 2, 3)]
    answers = await asyncio.gather(*tries, return_exceptions=True)
    assert sorted(type(one).__name__ for one in answers) == ["Conflict", "Conflict", "State"]


async def test_a_draft_overtaken_by_a_newer_version_must_be_looked_at_again(desk: Desk) -> None:
    await publish(desk)
    await publish(desk, body=BODY | {"priority": 1})
    draft = await actions.save_draft(desk, TENANT, WHO, SALES, BODY | {"priority": 5}, await etag(desk))
    await actions.roll_back(desk, TENANT, WHO, SALES, 1)
    with pytest.raises(Conflict):
        await actions.publish_draft(desk, TENANT, WHO, SALES, draft.etag)
    again = await actions.save_draft(desk, TENANT, WHO, SALES, BODY | {"priority": 5}, "v3")
    assert (await actions.publish_draft(desk, TENANT, WHO, SALES, again.etag)).version == 4


async def test_changes_without_saying_what_was_seen_are_refused(desk: Desk) -> None:
    with pytest.raises(Invalid):
        await actions.save_draft(desk, TENANT, WHO, SALES, BODY, None)
    with pytest.raises(NotFound):
        await actions.save_draft(desk, TENANT, WHO, SALES, BODY, "v1")
    await actions.save_draft(desk, TENANT, WHO, SALES, BODY, NEW)
    with pytest.raises(Invalid):
        await actions.publish_draft(desk, TENANT, WHO, SALES, None)


async def test_a_discarded_draft_leaves_what_is_published(desk: Desk) -> None:
    published = await publish(desk)
    draft = await actions.save_draft(desk, TENANT, WHO, SALES, BODY | {"priority": 1}, await etag(desk))
    with pytest.raises(Conflict):
        await actions.discard_draft(desk, TENANT, WHO, SALES, "v1")
    await actions.discard_draft(desk, TENANT, WHO, SALES, draft.etag)
    state = await actions.read_document(desk, TENANT, SALES)
    assert (state.document, state.draft) == (published, None)
    with pytest.raises(NotFound):
        await actions.discard_draft(desk, TENANT, WHO, SALES)


async def test_an_earlier_version_comes_back_as_a_new_one(desk: Desk) -> None:
    first = await publish(desk)
    await publish(desk, body=BODY | {"priority": 1, "teams": ["first"]})
    third = await actions.roll_back(desk, TENANT, WHO, SALES, 1, "v2")
    assert (third.version, third.body) == (3, first.body)
    versions = await actions.versions(desk, TENANT, SALES)
    assert [(one.version, one.rolled_back_from) for one in versions] == [(3, 1), (2, None), (1, None)]
    assert await told(desk, await desk.store.head(TENANT)) == {("priority", "1", "3"), ("teams", '["first"]', "[]")}
    with pytest.raises(NotFound):
        await actions.roll_back(desk, TENANT, WHO, SALES, 9)
    with pytest.raises(Conflict):
        await actions.roll_back(desk, TENANT, WHO, SALES, 1, "v2")


async def test_an_earlier_version_whose_references_are_gone_stays_in_the_past(desk: Desk) -> None:
    await publish(desk, Ref("team", "night"), {"name": "Noche"})
    await publish(desk, body=BODY | {"teams": ["night"]})
    await publish(desk, body=BODY)
    await actions.retire_document(desk, TENANT, WHO, Ref("team", "night"))
    with pytest.raises(Unfit) as caught:
        await actions.roll_back(desk, TENANT, WHO, SALES, 1)
    assert [(one.field, one.code) for one in caught.value.problems] == [("teams[0]", "reference_missing")]


async def test_versions_and_the_draft_can_be_compared(desk: Desk) -> None:
    await publish(desk)
    await publish(desk, body=BODY | {"priority": 1})
    await actions.save_draft(desk, TENANT, WHO, SALES, BODY | {"priority": 1, "wrap_up_seconds": 0}, await etag(desk))
    assert [d.path for d in await actions.compare(desk, TENANT, SALES, "1", "2")] == ["priority"]
    drafted = await actions.compare(desk, TENANT, SALES, "2", "draft")
    assert ("wrap_up_seconds", 30, 0) in [(d.path, d.old, d.new) for d in drafted]
    for which in ("7", "x", "-1", "٣"):
        with pytest.raises(NotFound):
            await actions.compare(desk, TENANT, SALES, "1", which)


@pytest.mark.parametrize(
    ("kind", "slug", "by"),
    [
        ("brand", "main", {"endpoint:web", "queue:support"}),
        ("queue", "support", {"endpoint:web"}),
        ("team", "first", {"queue:support", f"user:{ANA}", "user:usr_00000000000000000000000002"}),
    ],
)
async def test_what_is_used_is_not_retired_and_says_by_whom(desk: Desk, kind: str, slug: str, by: set[str]) -> None:
    with pytest.raises(Unfit) as caught:
        await actions.retire_document(desk, TENANT, WHO, Ref(kind, slug))
    assert {one.field for one in caught.value.problems} == by
    assert {one.code for one in caught.value.problems} == {"in_use"}


async def test_a_retired_document_is_no_longer_in_force_and_can_be_published_again(desk: Desk) -> None:
    await publish(desk)
    retired = await actions.retire_document(desk, TENANT, WHO, SALES, "v1")
    assert retired.retired
    with pytest.raises(NotFound):
        await actions.retire_document(desk, TENANT, WHO, SALES)
    endpoint: dict[str, Json] = {"name": "e", "brand": "main", "channel": "webchat", "queue": "sales"}
    draft = await actions.save_draft(desk, TENANT, WHO, Ref("endpoint", "e"), endpoint, NEW)
    with pytest.raises(Unfit):
        await actions.publish_draft(desk, TENANT, WHO, Ref("endpoint", "e"), draft.etag)
    again = await actions.save_draft(desk, TENANT, WHO, SALES, BODY, NEW)
    published = await actions.publish_draft(desk, TENANT, WHO, SALES, again.etag)
    assert (published.version, published.retired) == (2, False)
    assert (await actions.publish_draft(desk, TENANT, WHO, Ref("endpoint", "e"), draft.etag)).version == 1
    assert await replay_check(desk.store, TENANT) == []


async def test_impossible_names_kinds_and_sizes_are_refused(desk: Desk) -> None:
    with pytest.raises(Unfit):
        await actions.save_draft(desk, TENANT, WHO, Ref("queue", "No Slug"), BODY, NEW)
    with pytest.raises(NotFound):
        await actions.save_draft(desk, TENANT, WHO, Ref("spaceship", "x"), BODY, NEW)
    with pytest.raises(TooLarge):
        await actions.save_draft(desk, TENANT, WHO, SALES, BODY | {"name": "x" * 300_000}, NEW)
    with pytest.raises(Unfit):
        await actions.save_draft(desk, TENANT, WHO, SALES, [1], NEW)
    assert await facts(desk) == []


async def test_secrets_are_sealed_and_only_named(desk: Desk) -> None:
    await set_secret(desk, TENANT, WHO, "signing", "hunter2 hunter2")
    rows = await list_secrets(desk, TENANT)
    assert [row.name for row in rows] == ["signing"] and b"hunter2" not in rows[0].sealed
    assert await open_secret(desk, TENANT, "secret:signing") == "hunter2 hunter2"
    assert await open_secret(desk, TENANT, "secret:other") is None
    log = msgspec.json.encode([one.fact for one in await desk.store.log(TENANT, 0)])
    assert b"hunter2" not in log and b"signing" in log


@pytest.mark.parametrize(
    ("name", "value"),
    [("Not Good", "x"), ("fine", ""), ("fine", "x" * 9000), ("fine", "whsec_short"), ("fine", "whsec_!")],
)
async def test_secrets_that_cannot_work_are_refused(desk: Desk, name: str, value: str) -> None:
    with pytest.raises(Unfit):
        await set_secret(desk, TENANT, WHO, name, value)
