"""A telephone number leads to one place: whoever publishes it second is told where it is in use."""

from pathlib import Path

import pytest

from atiende.actions.configuration import NEW, Ref, publish_draft, save_draft
from atiende.actions.numbers import by_number, web_endpoint
from atiende.domain.check import Unfit
from atiende.ports.desk import Desk
from tests.fakes import open_desk
from tests.journeys.small_centre import TENANT, small_centre
from tests.journeys.small_world import channels

OTHER = "ten_00000000000000000000000002"
NUMBER = "+34910000001"


async def put(desk: Desk, tenant: str, slug: str, **settings: object) -> None:
    body = {"name": slug, "brand": "main", "channel": "voice", "queue": "support", "settings": settings}
    ref = Ref("endpoint", slug)
    state = await save_draft(desk, tenant, "system:test", ref, body, NEW)  # type: ignore[arg-type]  # plain JSON
    await publish_draft(desk, tenant, "system:test", ref, state.etag)


async def test_a_number_leads_to_one_endpoint_of_one_centre(tmp_path: Path) -> None:
    async with open_desk(tmp_path, channels=channels()) as desk:
        for tenant in (TENANT, OTHER):
            await small_centre(desk, tenant)
        await put(desk, TENANT, "main", numbers=[NUMBER], web=True)
        assert await by_number(desk, NUMBER) == (TENANT, "main")
        assert await by_number(desk, "+34910000009") is None
        assert await web_endpoint(desk, TENANT, "main") == "main" and await web_endpoint(desk, OTHER, "main") is None
        with pytest.raises(Unfit) as own:
            await put(desk, TENANT, "second", numbers=["+34910000002", NUMBER])
        assert [(one.field, one.code, one.params) for one in own.value.problems] == [
            ("settings.numbers[1]", "number_taken", {"slug": "main"})
        ]
        with pytest.raises(Unfit) as others:
            await put(desk, OTHER, "main", numbers=[NUMBER])
        assert [(one.code, one.params) for one in others.value.problems] == [("number_elsewhere", {})], (
            "whose it is is not said"
        )
