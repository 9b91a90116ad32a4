"""A demo beside a real centre: its mail never leaves by any relay, and nobody signs in there with a known password."""

import asyncio
from pathlib import Path

import pytest

from atiende.actions.sessions import sign_in
from atiende.actions.setup import create_centre
from atiende.bench.servers.smtp import SmtpSink
from atiende.channels.email.outbox import Outbox
from atiende.domain.demo import Demo
from atiende.domain.errors import Refusal
from atiende.integrations.demo.centre import PASSWORD, Wish, logins, make_demo
from atiende.integrations.demo.opening import DemoCentres
from atiende.ports.channel import Endpoint, Outbound
from atiende.settings import Settings
from atiende.wiring import open_desk
from tests.journeys.test_demo_centre import REAL, desk_of

LETTER = Outbound(
    token="msg_1", conversation="cnv_1", number=1, to="lucia@example.test", to_name="Lucía", text="Hola", subject="Hola"
)


def box(tenant: str, relay: int = 0) -> Endpoint:
    own: dict[str, str | int | bool | list[str]] = {"address": "ventas@atiende.test"}
    if relay:
        own |= {"smtp_relay_host": "127.0.0.1", "smtp_relay_port": relay, "smtp_relay_security": "none"}
    return Endpoint(tenant=tenant, slug="sales", brand="main", channel="email", settings=own)


async def test_mail_of_a_demo_never_leaves_by_a_relay_and_a_real_centres_does(
    tmp_path: Path, smtp_sink: SmtpSink
) -> None:
    relayed = Settings(data_dir=tmp_path, smtp_relay=f"smtp://127.0.0.1:{smtp_sink.port}")
    async with open_desk(relayed) as desk:
        mark = Demo(state="ready", at=desk.clock.now())
        await desk.store.change("ten_demo", lambda change: change.put(mark), at=mark.at)
        mail, laid = desk.channels["email"], Outbox(tmp_path / "outbox")
        for endpoint in (box("ten_demo"), box("ten_demo", smtp_sink.port)):
            await mail.send(endpoint, LETTER)
        assert smtp_sink.taken == [] and [one.to for one in laid.list("ten_demo")] == [("lucia@example.test",)]

        await mail.send(box("ten_real"), LETTER)
        assert [one.recipients for one in smtp_sink.accepted] == [("lucia@example.test",)], "the relay does work"
        assert laid.list("ten_real") == []


async def test_nobody_signs_in_to_a_demo_beside_a_real_centre_with_the_known_password(tmp_path: Path) -> None:
    async with desk_of(tmp_path) as (desk, _):
        real = (await create_centre(desk, REAL)).tenant
        centres = DemoCentres(desk, days=2)
        running = asyncio.create_task(centres.run())
        await centres.load(real, "usr_rosa")
        while (found := await centres.of(real)) is not None and found.state == "loading":
            await asyncio.sleep(0.05)
        assert found is not None and found.state == "ready"
        for login in logins()[:3]:
            with pytest.raises(Refusal):
                await sign_in(desk, login.email, PASSWORD)
        assert (await sign_in(desk, "rosa@aldaya.test", "un caballo correcto")).tenant == real
        running.cancel()


async def test_where_the_demo_is_all_there_is_its_printed_logins_work(tmp_path: Path) -> None:
    async with desk_of(tmp_path) as (desk, _):
        await make_demo(desk, "ten_demo", Wish(brief=True))
        for login in logins()[:3]:
            assert (await sign_in(desk, login.email, PASSWORD)).tenant == "ten_demo"
