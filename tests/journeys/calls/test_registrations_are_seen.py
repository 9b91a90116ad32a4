"""Health names the trunks whose company does not know us, and says nothing where nobody can tell."""

from collections.abc import Mapping
from dataclasses import replace

from atiende.actions.configuration import Ref, publish
from atiende.actions.health import Figures, findings
from atiende.actions.numbers import registrations
from atiende.domain import documents as docs
from atiende.ports.desk import Desk
from atiende.ports.sign_views import Lags
from atiende.ports.store import Change
from atiende.ports.voice import Announced, EngineGone, Voice
from atiende.voice.fake.engine import FakeEngine
from atiende.voice.fake.network import Network
from tests.journeys.small_centre import TENANT

NOTHING = Lags(
    facts=0, database_bytes=0, intake_waiting=0, intake_oldest_at=None, quarantined=0, sending=0,
    sending_oldest_at=None,
    failed_messages=0, webhooks_waiting=0, webhooks_oldest_at=None, webhooks_failed=0, timers_due=0,
    timers_oldest_at=None, indexed=0,
)  # fmt: skip


class Exchange(FakeEngine):
    """It registers at companies: `says` is what they answered."""

    says: Mapping[str, Announced] | None = None
    gone = False

    async def announced(self) -> Mapping[str, Announced] | None:
        if self.gone:
            raise EngineGone("no answer")
        return self.says


async def test_each_trunk_that_registers_is_as_its_company_says(desk: Desk) -> None:
    trunks = {
        "one": docs.Trunk(name="Uno", host="one.example", user="acme", register=True),
        "two": docs.Trunk(name="Dos", host="two.example", port=5070, user="acme", register=True),
        "three": docs.Trunk(name="Tres", host="three.example", user="acme", register=True),
        "known": docs.Trunk(name="By address", host="known.example", user="acme"),
        "off": docs.Trunk(name="Off", host="off.example", user="acme", register=True, active=False),
    }

    def configure(change: Change) -> None:
        for slug, trunk in trunks.items():
            publish(change, "agent:usr_marta", Ref("trunk", slug), trunk)

    await desk.store.change(TENANT, configure, at=desk.clock.now())
    engine = Exchange(Network(now=desk.clock.now))
    here = replace(desk, voice=Voice(engines={"asterisk": engine}))
    assert await registrations(here, TENANT) == {}  # files of an earlier version: it cannot tell
    engine.says = {"acme@one.example:5060": "registered", "acme@two.example:5070": "rejected"}
    seen = await registrations(here, TENANT)
    assert seen == {"Uno": "registered", "Dos": "rejected", "Tres": "trying"}
    told = findings(Figures(now=0, lags=NOTHING, speaks=True, registrations=seen))
    assert {(one.code, one.level, one.text) for one in told if one.code.startswith("trunk")} == {
        ("trunk_registered", "ok", "Uno"),
        ("trunk_rejected", "bad", "Dos"),
        ("trunk_trying", "warn", "Tres"),
    }
    engine.gone = True
    assert await registrations(here, TENANT) == {}
